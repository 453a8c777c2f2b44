// Asks ClamAV's daemon about a file: the protocol INSTREAM, https://docs.clamav.net/manual/Usage/Scanning.html#clamd
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Config } from '../config.ts';

export type Verdict = { clean: true } | { clean: false; finding: string };

/** The scanner did not answer, or not in a way that says anything of the file. */
export class ScannerAway extends Error {}

interface Patience {
  /** Milliseconds in which the scanner must take and answer one file. */
  wholeMs?: number;
}

const PIECE = 64 * 1024;

/** Scans one file. @throws ScannerAway */
export async function scanFile(
  scanner: NonNullable<Config['scanner']>,
  file: string,
  { wholeMs = 60_000 }: Patience = {},
): Promise<Verdict> {
  const socket = connect('socket' in scanner ? { path: scanner.socket } : scanner);
  const answer = answerOf(socket, wholeMs);
  // Whoever waits below hears of a failure; what is thrown meanwhile must not end the process.
  answer.catch(() => {});
  try {
    await Promise.race([sendFile(socket, file), answer]);
    return verdictOf(await answer);
  } catch (error) {
    throw error instanceof ScannerAway ? error : new ScannerAway('the scanner broke off');
  } finally {
    socket.destroy();
  }
}

async function sendFile(socket: Socket, file: string): Promise<void> {
  await write(socket, 'zINSTREAM\0');
  for await (const piece of createReadStream(file, { highWaterMark: PIECE })) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE((piece as Buffer).length);
    await write(socket, Buffer.concat([length, piece as Buffer]));
  }
  await write(socket, Buffer.alloc(4)); // a piece of no length: the end
}

function write(socket: Socket, data: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(data, (error) => (error ? reject(error) : resolve()));
  });
}

function answerOf(socket: Socket, wholeMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      reject(new ScannerAway('the scanner took too long'));
      socket.destroy();
    }, wholeMs);
    socket.on('data', (piece: Buffer) => {
      said += piece.toString('utf8');
      if (said.length > 1000) socket.destroy();
    });
    socket.on('error', () => reject(new ScannerAway('the scanner cannot be reached')));
    socket.on('close', () => {
      clearTimeout(late);
      if (said.includes('\0')) resolve(said.split('\0')[0]!);
      else reject(new ScannerAway('the scanner broke off'));
    });
  });
}

function verdictOf(answer: string): Verdict {
  const found = /^stream: (.{1,200}?) FOUND$/.exec(answer.trim())?.[1];
  if (found) return { clean: false, finding: found };
  if (answer.trim() === 'stream: OK') return { clean: true };
  throw new ScannerAway('the scanner could not scan it');
}
