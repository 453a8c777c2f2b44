// Which passwords are refused, and why (v5.0.0-6.2.1 to 6.2.12): too short, among the common ones, a pattern,
// or made of the person's own data. There are no rules on kinds of characters.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type Weakness =
  | { reason: 'tooShort'; min: number }
  | { reason: 'tooLong'; max: number }
  | { reason: 'common' | 'pattern' | 'own' };

/** Least number of characters: more for those who see other people's data. */
export const SHORTEST = { person: 12, staff: 15 };
export const LONGEST_PASSWORD = 128;

/** What is known of the person and so must not make up the password. */
export interface OwnData {
  iin: string;
  names: (string | null)[];
  bornOn?: string;
  email?: string | null;
  phone?: string | null;
}

/** Says what is weak about a new password; null when it may be used. */
export function weaknessOf(password: string, own: OwnData, staff = false): Weakness | null {
  const min = staff ? SHORTEST.staff : SHORTEST.person;
  const length = Array.from(password).length;
  if (length < min) return { reason: 'tooShort', min };
  if (length > LONGEST_PASSWORD) return { reason: 'tooLong', max: LONGEST_PASSWORD };
  const folded = password.normalize('NFC').toLowerCase();
  if (isCommon(folded)) return { reason: 'common' };
  if (isPattern(folded)) return { reason: 'pattern' };
  return isMadeOf(folded, own) ? { reason: 'own' } : null;
}

let common: Set<string> | undefined;

// `Password2024!` is as common as `password`: digits and signs around a common word add nothing.
function isCommon(folded: string): boolean {
  common ??= new Set(
    readFileSync(
      path.resolve(import.meta.dirname, '../../db/reference/common-passwords.txt'),
      'utf8',
    )
      .split('\n')
      .filter((line) => line && !line.startsWith('#')),
  );
  const word = folded.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  return common.has(folded) || common.has(word);
}

const KEYBOARD_ROWS = [
  '`1234567890-=',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'йцукенгшщзхъ',
  'фывапролджэ',
  'ячсмитьбю',
  'әіңғүұқөһ',
];
const NEIGHBOURS = new Set(
  KEYBOARD_ROWS.flatMap((row) =>
    Array.from(row).flatMap((letter, index) => {
      const next = row[index + 1];
      return next ? [letter + next, next + letter] : [];
    }),
  ),
);

// Few different characters, one short piece again and again, or a walk along the alphabet or the keyboard.
function isPattern(folded: string): boolean {
  const letters = Array.from(folded);
  if (new Set(letters).size < 5) return true;
  for (let size = 1; size <= 6; size++) {
    if (letters.every((letter, index) => index < size || letter === letters[index - size]))
      return true;
  }
  const jumps = letters.filter(
    (letter, index) => index > 0 && !isStep(letters[index - 1]!, letter),
  );
  return jumps.length <= 2;
}

function isStep(from: string, to: string): boolean {
  return Math.abs(from.codePointAt(0)! - to.codePointAt(0)!) <= 1 || NEIGHBOURS.has(from + to);
}

/** What must remain once the person's own data is taken out. */
const OWN_REST = 8;

function isMadeOf(folded: string, own: OwnData): boolean {
  let rest = folded;
  for (const piece of piecesOf(own)) rest = rest.replaceAll(piece, '');
  return rest !== folded && Array.from(rest).length < OWN_REST;
}

function piecesOf({ iin, names, bornOn, email, phone }: OwnData): string[] {
  const [year = '', month = '', day = ''] = bornOn?.split('-') ?? [];
  const digits = phone?.replace(/\D/g, '') ?? '';
  return [
    iin,
    iin.slice(0, 6),
    ...names,
    email,
    email?.split('@')[0],
    digits,
    digits.slice(-10),
    `${year}${month}${day}`,
    `${day}${month}${year}`,
    `${day}.${month}.${year}`,
    year,
  ]
    .filter((piece): piece is string => Boolean(piece) && piece!.length > 2)
    .map((piece) => piece.normalize('NFC').toLowerCase())
    .toSorted((a, b) => b.length - a.length);
}
