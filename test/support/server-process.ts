// The portal as people run it, in processes of its own, so that a test may kill them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after } from 'node:test';

/** A process that runs. */
export interface Process {
  /** Ends it as a power cut would: nothing is finished, nothing is told. */
  cut(): Promise<void>;
  /** Asks it to end, as a service manager does. Gives its exit code. */
  end(): Promise<number | null>;
}

export interface ServerProcess extends Process {
  address: string;
}

/** Starts `npm start`'s own program on a database and waits until it listens. */
export async function startServerProcess(
  databaseUrl: string,
  scratch: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = launch('bin/start.mjs', databaseUrl, scratch, settings);
  const address = await says(child, /is ready: (http:\S+)/);
  return { address, ...waysToEnd(child) };
}

/** Starts `npm run worker`'s own program on a database and waits until it works. */
export async function startWorkerProcess(databaseUrl: string, scratch: string): Promise<Process> {
  const child = launch('bin/worker.mjs', databaseUrl, scratch, {});
  await says(child, /(The worker runs)/);
  return waysToEnd(child);
}

function launch(
  program: string,
  databaseUrl: string,
  scratch: string,
  settings: Record<string, string>,
): ChildProcess {
  const child = spawn(process.execPath, [program], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      FILES_DIR: path.join(scratch, 'files'),
      MAIL_DIR: path.join(scratch, 'mail'),
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  after(() => child.kill('SIGKILL')); // a test that fails leaves nobody behind
  return child;
}

function waysToEnd(child: ChildProcess): Process {
  return {
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

function says(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = pattern.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}:\n${said}`)));
  });
}
