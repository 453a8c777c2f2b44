// Servers in processes of their own, whose processor time is known.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Server {
  address: string;
  usage(): Promise<{ cpuMs: number; queries: number }>;
  end(): Promise<void>;
}

const children: ChildProcess[] = [];

/** Starts the portal on a database, or the constant page. */
export async function serve(folder: string, database: string, ...what: string[]): Promise<Server> {
  const child = fork(fileURLToPath(new URL('benchmark-server.ts', import.meta.url)), what, {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      NODE_ENV: 'test', // templates and texts are compiled once, as in production
      PORT: '0',
      DATABASE_URL: database,
      FILES_DIR: path.join(folder, 'files'),
      MAIL_DIR: path.join(folder, 'mail'),
      LOG_LEVEL: 'error',
    },
  });
  children.push(child);
  const [{ address }] = await once(child, 'message');
  return {
    address,
    async usage() {
      child.send('usage');
      const [usage] = await once(child, 'message');
      return usage;
    },
    async end() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Ends whatever still runs. */
export function endAll(): void {
  for (const child of children) child.kill();
}
