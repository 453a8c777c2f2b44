// A server that speaks like ClamAV's daemon: it can be stopped and started, and be rude.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** The text that every scanner knows as a test. Put together here, so that no scanner stops at this file. */
export const EICAR = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}',
  '$EICAR-STANDARD-ANTIVIRUS',
  '-TEST-FILE!$H+H*',
].join('');

export interface FakeClamd {
  port: number;
  /** How many files it was sent whole. */
  scanned: number;
  /** `silent`: takes everything and never answers. */
  mood: 'well' | 'silent' | 'rude';
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function fakeClamd(): FakeClamd {
  let server: Server | null = null;
  const open = new Set<Socket>();
  const self: FakeClamd = {
    port: 0,
    scanned: 0,
    mood: 'well',
    async start() {
      server = createServer((socket) => {
        open.add(socket);
        socket.on('close', () => open.delete(socket));
        socket.on('error', () => {});
        answer(self, socket);
      });
      server.listen(self.port, '127.0.0.1');
      await once(server, 'listening');
      self.port = (server.address() as { port: number }).port;
    },
    async stop() {
      if (!server) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
      server = null;
    },
  };
  return self;
}

function answer(self: FakeClamd, socket: Socket): void {
  let held = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    if (self.mood === 'rude') socket.destroy();
    held = Buffer.concat([held, piece]);
    const content = wholeFile(held);
    if (content && self.mood === 'well') {
      self.scanned += 1;
      const found = content.includes(EICAR);
      socket.end(found ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
    }
  });
}

// `zINSTREAM`, a zero byte, then pieces with their length before each; a piece of no length ends it.
function wholeFile(held: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (held.subarray(0, command.length).toString() !== command) return null;
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= held.length;) {
    const length = held.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(held.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
