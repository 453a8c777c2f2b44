// The package ships no types; these are the parts that the gateway and its tests use.
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';

  export interface Pdu {
    command: string;
    command_status: number;
    sequence_number: number;
    response(values?: Record<string, unknown>): Pdu;
    [field: string]: unknown;
  }

  type Answered = (answer: Pdu) => void;

  export interface Session extends EventEmitter {
    bind_transceiver(values: Record<string, unknown>, answered: Answered): boolean;
    submit_sm(values: Record<string, unknown>, answered: Answered): boolean;
    deliver_sm(values: Record<string, unknown>, answered?: Answered): boolean;
    unbind(answered?: Answered): boolean;
    send(pdu: Pdu): boolean;
    close(): void;
    destroy(): void;
  }

  export interface Server extends NetServer {
    sessions: Session[];
  }

  interface Options {
    host: string;
    port: number;
    tls?: boolean;
    servername?: string;
    auto_enquire_link_period?: number;
  }

  interface Smpp {
    connect(options: Options): Session;
    createServer(onSession: (session: Session) => void): Server;
  }
  const smpp: Smpp;
  export default smpp;
}
