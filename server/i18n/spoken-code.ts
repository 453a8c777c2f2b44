// Codes that people read to each other over a phone: no look-alikes, and a character that shows a slip.
import { randomInt } from 'node:crypto';

// Crockford's alphabet without U: 0 and O, 1 and I and L cannot be confused.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE = ALPHABET.length;

/** A new code, such as `7K3M-9QX2`: seven random characters and one to check them. */
export function newSpokenCode(): string {
  const body = Array.from({ length: 7 }, () => ALPHABET[randomInt(BASE)]!).join('');
  return grouped(body + checkCharacter(body));
}

/** The code as it is written, from however it was typed, on a Cyrillic keyboard too; null when it cannot be one. */
export function parseSpokenCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[АВЕКМНОРСТХУ]/g, (letter) => 'ABEKMHOPCTXY'['АВЕКМНОРСТХУ'.indexOf(letter)]!)
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain)) return null;
  return checkCharacter(plain.slice(0, 7)) === plain[7] ? grouped(plain) : null;
}

function grouped(plain: string): string {
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}

// Luhn's algorithm mod N (ISO/IEC 7812-1 generalised): finds every single slip and nearly every swap of neighbours.
function checkCharacter(body: string): string {
  let sum = 0;
  for (const [at, character] of body.split('').toReversed().entries()) {
    const value = ALPHABET.indexOf(character) * (at % 2 === 0 ? 2 : 1);
    sum += Math.floor(value / BASE) + (value % BASE);
  }
  return ALPHABET[(BASE - (sum % BASE)) % BASE]!;
}
