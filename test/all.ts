// Every test but the browser's journeys, in one process: it starts once, and shares one demo template. TEST_PART=1/2
// runs the first of two parts.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { partOf } from './support/part-of.ts';
import { readTests } from './support/read-tests.ts';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith('browser'))
  .toSorted();

await readTests(partOf(files).map((file) => path.join(import.meta.dirname, file)));
