// Words typed while the keyboard was set to another language.

// The same keys, row by row, from the digits down.
const ENGLISH = "`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN = 'ё1234567890-=йцукенгшщзхъфывапролджэячсмитьбю';
const KAZAKH = '("әіңғ,.үұқөһйцукенгшщзхъфывапролджэячсмитьбю';
// With the shift key held.
const ENGLISH_UPPER = '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>';

const TO_RUSSIAN = keys(ENGLISH, RUSSIAN);
const TO_KAZAKH = keys(ENGLISH, KAZAKH);
const FROM_RUSSIAN = keys(RUSSIAN, ENGLISH);
const FROM_KAZAKH = keys(KAZAKH, ENGLISH);

/** What was meant, if the keyboard stood on another language: at most two readings, none the same as typed. */
export function otherLayouts(typed: string): string[] {
  const lower = Array.from(typed.normalize('NFC'), unshifted).join('').toLowerCase();
  const isLatin = /[a-z]/.test(lower);
  const isCyrillic = /[\u0400-\u04ff]/.test(lower);
  if (isLatin === isCyrillic) return [];
  const maps = isLatin ? [TO_RUSSIAN, TO_KAZAKH] : [FROM_RUSSIAN, FROM_KAZAKH];
  const readings = maps.map((map) => Array.from(lower, (one) => map.get(one) ?? one).join(''));
  return [...new Set(readings)];
}

function unshifted(sign: string): string {
  const at = ENGLISH_UPPER.indexOf(sign);
  return at === -1 ? sign : ENGLISH[at]!;
}

function keys(from: string, to: string): Map<string, string> {
  return new Map(Array.from(from, (sign, at) => [sign, to[at]!]));
}
