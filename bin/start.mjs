// `npm start`: sets up what is missing, then serves. `npm run dev` restarts when a file changes.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
await setup();

if (process.argv.includes('--watch')) {
  const watched = ['server/i18n/**/*.json', 'db/**/*.json', 'public/styles/**', 'public/js/**'];
  const tsx = fileURLToPath(import.meta.resolve('tsx/cli'));
  const includes = watched.map((files) => `--include=${files}`);
  spawn(process.execPath, [tsx, 'watch', '--clear-screen=false', ...includes, 'bin/start.mjs'], {
    stdio: 'inherit',
  });
} else {
  const { register } = await import('tsx/esm/api');
  register();
  const { run } = await import('../server/main.ts');
  await run(process.env);
}
