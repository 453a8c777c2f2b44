// `npm run admin -- create …` makes an administrator, the first one above all; `disable` closes an account.
// The password comes from standard input: hidden while typed, or piped. It is never an argument.
import { createInterface } from 'node:readline/promises';
import { text as readAll } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { createAdministrator, disableAccount } from '../server/accounts/accounts.ts';
import { checkIin, type NumberProblem } from '../server/accounts/iin.ts';
import { SHORTEST } from '../server/accounts/weak-passwords.ts';
import { ConfigError, readConfig } from '../server/config.ts';
import { migrate, openDatabase } from '../server/database.ts';
import { EMAIL } from '../server/accounts/forms.ts';
import { createVault } from '../server/vault.ts';

const USAGE = `How to use it:
  npm run admin -- create --iin 123456789012 --family-name Akhmetova --given-name Aigul [--email a@example.kz] [--language kk|ru|en]
      makes an administrator; the password (${SHORTEST.staff} characters or more) is asked for, or read from a pipe
  npm run admin -- disable 123456789012
      closes an account and ends its sessions`;

const IIN_PROBLEMS: Record<NumberProblem, string> = {
  digits: 'an IIN has exactly 12 digits',
  date: 'its first six digits are not a date',
  kind: 'its seventh digit must be 1 to 6',
  checkDigit: 'its last digit does not fit the others; check for a mistyped digit',
  neverIssued: 'no such number has ever been issued; check for a mistyped digit',
};

/** What the person at the keyboard has to mend. */
class Refused extends Error {}

try {
  console.log(await run(process.argv.slice(2)));
} catch (error) {
  const expected =
    error instanceof Refused || error instanceof ConfigError || isArgumentError(error);
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 1;
}

async function run(args: string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      iin: { type: 'string' },
      'family-name': { type: 'string' },
      'given-name': { type: 'string' },
      email: { type: 'string' },
      language: { type: 'string', default: 'kk' },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, ...given } = values;
  if (help) return USAGE;
  const [command, iin] = positionals;
  if (command === 'create') return create(given);
  if (command === 'disable') return disable(iin ?? given.iin);
  throw new Refused(USAGE);
}

async function create(given: Record<string, string | undefined>): Promise<string> {
  const iin = checkedIin(given.iin);
  const familyName = required(given['family-name'], '--family-name');
  const givenName = required(given['given-name'], '--given-name');
  const email = given.email ?? null;
  if (email && !EMAIL.pattern.test(email)) throw new Refused(`--email: ${email} is not an address`);
  const { language } = given;
  if (language !== 'kk' && language !== 'ru' && language !== 'en') {
    throw new Refused('--language: kk, ru or en');
  }
  const password = await askPassword();
  const made = await withDatabase(({ db, vault }) =>
    createAdministrator(
      db,
      vault,
      { iin, familyName, givenName, email, language, password },
      new Date(),
    ),
  );
  if ('id' in made) return `Done: ${givenName} ${familyName} can sign in as administrator.`;
  switch (made.reason) {
    case 'exists':
      throw new Refused('There is already an account with this IIN. Nothing was changed.');
    case 'tooShort':
      throw new Refused(`The password is too short: use at least ${made.min} characters.`);
    case 'tooLong':
      throw new Refused(`The password is too long: use at most ${made.max} characters.`);
    case 'common':
      throw new Refused('This password is one of the most common ones. Choose another.');
    case 'pattern':
      throw new Refused('The password repeats itself or follows the keyboard. Choose another.');
    default:
      throw new Refused("The password is made of the person's own data. Choose another.");
  }
}

async function disable(given: string | undefined): Promise<string> {
  const iin = checkedIin(given);
  const done = await withDatabase(({ db, vault }) => disableAccount(db, vault, iin, new Date()));
  if (!done) throw new Refused('There is no active account with this IIN. Nothing was changed.');
  return 'Done: the account is closed and signed out everywhere.';
}

async function withDatabase<T>(
  work: (means: {
    db: ReturnType<typeof openDatabase>;
    vault: ReturnType<typeof createVault>;
  }) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env);
  const db = openDatabase(config.databaseUrl);
  try {
    await migrate(db);
    return await work({ db, vault: createVault(config.iinKey) });
  } finally {
    await db.close();
  }
}

function checkedIin(given: string | undefined): string {
  const iin = required(given, '--iin').replaceAll(' ', '');
  const check = checkIin(iin);
  if (!check.valid) throw new Refused(`--iin: ${IIN_PROBLEMS[check.problem]}.`);
  return iin;
}

function required(value: string | undefined, name: string): string {
  const trimmed = value?.normalize('NFC').trim();
  if (!trimmed) throw new Refused(`${name} is missing.\n\n${USAGE}`);
  if (trimmed.length > 100) throw new Refused(`${name}: at most 100 characters.`);
  return trimmed;
}

async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await readAll(process.stdin)).replace(/\r?\n$/, '');
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: hidden, terminal: true });
  process.stderr.write('Password (not shown): ');
  const first = await terminal.question('');
  process.stderr.write('\nThe same once more: ');
  const second = await terminal.question('');
  process.stderr.write('\n');
  terminal.close();
  if (first !== second) throw new Refused('The two passwords differ. Nothing was changed.');
  return first;
}

function isArgumentError(error: unknown): boolean {
  return String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
}
