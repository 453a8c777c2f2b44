// How an e-mail leaves the house: over SMTP, or, where no server is set, as a file to look at.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import { NotTaken } from './not-taken.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** When the message was written, however late it is sent. */
  date: Date;
  /** Stable: a mail that is sent again after a broken line is known as the same one. */
  messageId: string;
}

export interface Mailer {
  /** @throws NotTaken; it is safe to try again */
  send(mail: Mail): Promise<void>;
  close(): void;
}

export type MailSettings = Pick<Config, 'smtpUrl' | 'mailFrom' | 'mailDir'>;

/** SMTP where a server is set, `.eml` files in `mailDir` otherwise. */
export function createMailer({ smtpUrl, mailFrom, mailDir }: MailSettings): Mailer {
  return smtpUrl ? smtpMailer(smtpUrl, mailFrom) : fileMailer(mailDir, mailFrom);
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      await transport.sendMail({ ...mail, from }).catch((error: unknown) => {
        throw notTaken(error);
      });
    },
    close: () => transport.close(),
  };
}

/** Failures of the line or of our own sign-in, in which the server said nothing of the message. */
const AWAY = ['ECONNECTION', 'ETIMEDOUT', 'EDNS', 'ETLS', 'ESOCKET', 'EAUTH', 'ENOAUTH', 'EPROXY'];

// A permanent answer (5xx, RFC 5321) stays one however often it is asked.
function notTaken(error: unknown): NotTaken {
  const { code, responseCode }: { code?: string; responseCode?: number } = Object(error);
  const said = [code, responseCode].filter(Boolean).join(' ') || 'unknown';
  if (code && AWAY.includes(code)) return new NotTaken('away', said);
  if (responseCode === 421) return new NotTaken('away', said); // the service is closing
  return new NotTaken((responseCode ?? 0) >= 500 ? 'refused' : 'failed', said);
}

function fileMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail({ ...mail, from });
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, fileName(mail)), message);
    },
    close: () => transport.close(),
  };
}

// Begins with the time, so that a folder lists mail in order; the same mail makes the same file.
function fileName({ date, messageId }: Mail): string {
  const name = messageId.replace(/@.*$/, '').replace(/[^\w-]/g, '');
  return `${date.toISOString().replace(/[:.]/g, '-')}-${name}.eml`;
}
