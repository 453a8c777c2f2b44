// The portal's settings: read once from the environment, checked at start, then passed along.
import { z } from 'zod';

const DEVELOPMENT_SECRET = 'development-only-secret-change-me-0123456789abcdef';

const secret = z.string().min(32, 'must be at least 32 characters long');
const port = z.coerce.number().int().min(0).max(65535);

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  DATABASE_URL: z.string().min(1).default('var/tandau.sqlite'),
  FILES_DIR: z.string().min(1).default('var/files'),
  SESSION_SECRET: secret.default(DEVELOPMENT_SECRET),
  IIN_KEY: secret.default(DEVELOPMENT_SECRET),
  TRUST_PROXY: z.string().min(1).optional(),
  DEMO: z.enum(['yes', 'no']).optional(),
  JOBS: z.enum(['yes', 'no']).default('yes'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' })
    .optional(),
  MAIL_FROM: z.string().min(3).default('Tandau <no-reply@example.kz>'),
  SMS_URL: z
    .url({
      protocol: /^(smpps?|https?)$/,
      error: 'must be an smpp://, smpps:// or https:// address',
    })
    .optional(),
  SMS_FROM: z
    .string()
    .regex(/^(\d{3,15}|[A-Za-z0-9 .-]{1,11})$/, 'must be a number, or up to 11 Latin letters')
    .default('Tandau'),
  MAIL_DIR: z.string().min(1).default('var/mail'),
  CLAMD_HOST: z.string().min(1).optional(),
  CLAMD_PORT: port.default(3310),
  CLAMD_SOCKET: z.string().startsWith('/', 'must be the whole path of a socket').optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Settings of a running portal. Secrets are text of at least 32 characters. */
export interface Config {
  environment: 'development' | 'test' | 'production';
  port: number;
  host: string;
  /** Where people reach the portal: links in messages are built from it, never from a request. */
  publicUrl: string;
  databaseUrl: string;
  filesDir: string;
  sessionSecret: string;
  iinKey: string;
  trustProxy: string | undefined;
  /** Fill an empty database with demo people and products, and show their sign-ins. */
  demo: boolean;
  /** Does what is due in this process too; `false` where workers do it. */
  jobs: boolean;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** The gateway for text messages: SMPP, or HTTP. */
  smsUrl: string | undefined;
  /** Who a text message is from, as the gateway's contract says. */
  smsFrom: string;
  /** Where e-mail and text messages are written while no server is set. */
  mailDir: string;
  /** ClamAV's daemon, which papers wait for before anybody reads them; null where there is none. */
  scanner: { host: string; port: number } | { socket: string } | null;
  logLevel: string;
}

/** Thrown when a variable is missing or wrong. Its message names each variable and how to mend it. */
export class ConfigError extends Error {}

/** Reads and checks the environment. @throws ConfigError */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const values = read.data;
  const production = values.NODE_ENV === 'production';
  if (production) refuseDefaults(values, env);
  return {
    environment: values.NODE_ENV,
    port: values.PORT,
    host: values.HOST,
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    databaseUrl: values.DATABASE_URL,
    filesDir: values.FILES_DIR,
    sessionSecret: values.SESSION_SECRET,
    iinKey: values.IIN_KEY,
    trustProxy: values.TRUST_PROXY,
    demo: values.DEMO ? values.DEMO === 'yes' : !production,
    jobs: values.JOBS === 'yes',
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    smsUrl: values.SMS_URL,
    smsFrom: values.SMS_FROM,
    mailDir: values.MAIL_DIR,
    scanner: scannerOf(values),
    logLevel: values.LOG_LEVEL,
  };
}

function refuseDefaults(
  values: z.output<typeof environment>,
  env: Record<string, string | undefined>,
): void {
  const wrong: string[] = [];
  for (const name of ['SESSION_SECRET', 'IIN_KEY'] as const) {
    if (values[name] === DEVELOPMENT_SECRET) {
      wrong.push(`${name}: set a secret of your own, at least 32 random characters`);
    }
  }
  if (values.SESSION_SECRET === values.IIN_KEY && !wrong.length) {
    wrong.push('IIN_KEY: must differ from SESSION_SECRET');
  }
  if (!env.PUBLIC_URL?.startsWith('https://')) {
    wrong.push('PUBLIC_URL: set the https:// address at which people reach the portal');
  }
  if (values.SMS_URL?.startsWith('http://')) {
    wrong.push('SMS_URL: numbers and codes go by https://, never by http://');
  }
  if (values.DEMO === 'yes') wrong.push('DEMO: production never holds demo rows; remove it');
  if (wrong.length) throw new ConfigError(wrong.join('\n'));
}

function scannerOf({
  CLAMD_SOCKET,
  CLAMD_HOST,
  CLAMD_PORT,
}: z.output<typeof environment>): Config['scanner'] {
  if (CLAMD_SOCKET) return { socket: CLAMD_SOCKET };
  return CLAMD_HOST ? { host: CLAMD_HOST, port: CLAMD_PORT } : null;
}
