// `npm run worker`: what the portal does by itself, in a process of its own. Portals beside it run with JOBS=no.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
await setup();
const { register } = await import('tsx/esm/api');
register();
const { runWorker } = await import('../server/main.ts');
await runWorker(process.env);
