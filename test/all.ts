// Every test but the browser's journeys, in one process: it starts once, and shares one demo template.
import { readdirSync } from 'node:fs';
import path from 'node:path';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith('browser'))
  .toSorted();

for (const file of files) await import(path.join(import.meta.dirname, file));
