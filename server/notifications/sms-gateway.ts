// How a text message leaves the house: by SMPP, by an HTTP gateway, or, where none is set, as a file to look at.
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import { httpGateway } from './http-gateway.ts';
import { NotTaken } from './not-taken.ts';
import { smppGateway } from './smpp-gateway.ts';

/** One part of a text message, at most 70 letters of UCS-2 (67 of several parts). */
export interface SmsPart {
  /** Stable: a part that is sent again is known as the same one. */
  id: string;
  /** The message's number: parts that belong together carry it. */
  serial: number;
  /** Digits with the country's: 77001234567. */
  to: string;
  text: string;
  part: number;
  parts: number;
}

/** What a network says of a part later. */
export interface Receipt {
  /** What the gateway called the part. */
  providerId: string;
  arrived: boolean;
}

export interface SmsGateway {
  /** Gives what the gateway calls the part, where it names it. @throws NotTaken; it is safe to try again */
  send(part: SmsPart): Promise<string | null>;
  close(): void;
}

export type SmsSettings = Pick<Config, 'environment' | 'smsUrl' | 'smsFrom' | 'mailDir'>;

/** The gateway at `smsUrl`. Where there is none, files in `mailDir`; in production messages wait until there is one. */
export function createSmsGateway(
  { environment, smsUrl, smsFrom, mailDir }: SmsSettings,
  onReceipt: (receipt: Receipt) => Promise<void>,
): SmsGateway {
  if (!smsUrl) return environment === 'production' ? noGateway : fileGateway(mailDir);
  const { protocol } = new URL(smsUrl);
  return protocol.startsWith('http')
    ? httpGateway(smsUrl, smsFrom)
    : smppGateway(smsUrl, smsFrom, onReceipt);
}

const noGateway: SmsGateway = {
  send: () => Promise.reject(new NotTaken('away', 'no-gateway')),
  close: () => {},
};

// All parts in one file for each message, in the order of sending: for development.
function fileGateway(folder: string): SmsGateway {
  return {
    send: async ({ id, serial, to, text, part, parts }) => {
      await mkdir(folder, { recursive: true });
      const line = JSON.stringify({ id, to, part, parts, text });
      await appendFile(path.join(folder, `sms-${serial}.jsonl`), `${line}\n`);
      return id;
    },
    close: () => {},
  };
}
