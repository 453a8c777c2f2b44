// Text messages over SMPP 3.4: one session, opened when it is first needed and again when it broke. It stays open,
// since receipts come back on it.
import smpp, { type Pdu, type Session } from 'smpp';
import { NotTaken } from './not-taken.ts';
import type { Receipt, SmsGateway, SmsPart } from './sms-gateway.ts';
import { receiptIn } from './smpp-receipt.ts';

const PATIENCE_MS = 10_000;
const KNOCK_MS = 30_000;
/** `data_coding` of SMPP 3.4, 5.2.19. */
const UCS2 = 0x08;
/** `esm_class`: the text begins with a header (5.2.12). */
const WITH_HEADER = 0x40;
/** We could not note the receipt; the gateway brings it again (5.1.3). */
const TRY_AGAIN = 0x64;

type OnReceipt = (receipt: Receipt) => Promise<void>;

/** A gateway at `smpp://name:password@host:2775`, or `smpps://` over TLS. */
export function smppGateway(
  address: string,
  from: string,
  onReceipt: OnReceipt,
  patience = PATIENCE_MS,
): SmsGateway {
  let line: Promise<Line> | null = null;
  const open = async () => {
    const opened = openLine(new URL(address), onReceipt, patience);
    line = opened;
    const forget = () => {
      if (line === opened) line = null;
    };
    opened.then(({ broken }) => broken.catch(forget), forget);
    return opened;
  };
  return {
    send: async (part) => {
      const { session, broken } = await (line ?? open());
      const answer = await inTime(
        broken,
        (done) => session.submit_sm(submission(part, from), done),
        patience,
      ).catch((error: unknown) => {
        session.destroy();
        throw error;
      });
      if (answer.command_status !== 0) throw refusal(answer.command_status);
      return typeof answer.message_id === 'string' ? answer.message_id || null : null;
    },
    close: () => {
      line?.then(
        ({ session }) => session.destroy(),
        () => {},
      );
      line = null;
    },
  };
}

interface Line {
  session: Session;
  /** Never resolves; rejects when the line breaks. */
  broken: Promise<never>;
}

async function openLine(url: URL, onReceipt: OnReceipt, patience: number): Promise<Line> {
  const session = smpp.connect({
    host: url.hostname,
    port: Number(url.port || 2775),
    auto_enquire_link_period: KNOCK_MS,
    ...(url.protocol === 'smpps:' && { tls: true, servername: url.hostname }),
  });
  const broken = new Promise<never>((_, reject) => {
    session.once('close', () => reject(new NotTaken('away', 'ECONNRESET')));
    session.on('error', (error: { code?: string }) => {
      reject(new NotTaken('away', error.code ?? 'ESMPP'));
      session.destroy();
    });
  });
  broken.catch(() => {}); // heard where it matters
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('deliver_sm', (pdu: Pdu) => void note(session, pdu, onReceipt));
  const who = {
    system_id: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    interface_version: 0x34,
  };
  try {
    const answer = await inTime(
      broken,
      (done) => {
        session.once('connect', () => session.bind_transceiver(who, done));
        session.once('secureConnect', () => session.bind_transceiver(who, done));
      },
      patience,
    );
    if (answer.command_status !== 0) throw new NotTaken('away', codeOf(answer.command_status));
    return { session, broken };
  } catch (error) {
    session.destroy();
    throw error;
  }
}

// What the network says of a part; anything else that comes in is taken and left.
async function note(session: Session, pdu: Pdu, onReceipt: OnReceipt): Promise<void> {
  const receipt = receiptIn(pdu);
  try {
    if (receipt) await onReceipt(receipt);
    session.send(pdu.response());
  } catch {
    session.send(pdu.response({ command_status: TRY_AGAIN }));
  }
}

async function inTime(
  broken: Promise<never>,
  ask: (done: (answer: Pdu) => void) => void,
  patience: number,
): Promise<Pdu> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotTaken('away', 'ETIMEDOUT')), patience);
  });
  try {
    return await Promise.race([new Promise<Pdu>(ask), broken, late]);
  } finally {
    clearTimeout(timer);
  }
}

function submission({ serial, to, text, part, parts }: SmsPart, from: string) {
  const words = Buffer.from(text, 'utf16le').swap16();
  // Concatenation, 8-bit reference (3GPP TS 23.040, 9.2.3.24.1).
  const header = Buffer.from([0x05, 0x00, 0x03, serial % 256, parts, part]);
  const isNumber = /^\d+$/.test(from);
  return {
    source_addr_ton: isNumber ? 1 : 5, // international, or letters
    source_addr_npi: isNumber ? 1 : 0,
    source_addr: from,
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: to,
    esm_class: parts > 1 ? WITH_HEADER : 0,
    data_coding: UCS2,
    registered_delivery: 1,
    user_message_reference: serial % 0x10000, // the same each time that the part is sent
    short_message: parts > 1 ? Buffer.concat([header, words]) : words,
  };
}

// SMPP 3.4, 5.1.3: full queue, throttled, system error; and what concerns this number or text.
const BUSY = [0x08, 0x14, 0x58];
const OURS = [0x01, 0x0b, 0x33, 0x34, 0x61, 0x62];

function refusal(status: number): NotTaken {
  const why = BUSY.includes(status) ? 'away' : OURS.includes(status) ? 'refused' : 'failed';
  return new NotTaken(why, codeOf(status));
}

function codeOf(status: number): string {
  return `SMPP ${status.toString(16).padStart(2, '0')}`;
}
