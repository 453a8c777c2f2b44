// The portal as people run it, in a process of its own, so that a test may kill it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface ServerProcess {
  address: string;
  /** Ends it as a power cut would: nothing is finished, nothing is told. */
  cut(): Promise<void>;
  /** Asks it to end, as a service manager does. Gives its exit code. */
  end(): Promise<number | null>;
}

/** Starts `npm start`'s own program on a database and waits until it listens. */
export async function startServerProcess(
  databaseUrl: string,
  scratch: string,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['bin/start.mjs'], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      FILES_DIR: path.join(scratch, 'files'),
      MAIL_DIR: path.join(scratch, 'mail'),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await whereItListens(child);
  return {
    address,
    async cut() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
    async end() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      return child.exitCode;
    },
  };
}

function whereItListens(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /is ready: (http:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}
