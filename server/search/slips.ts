// Slips of the finger: a letter too many, too few, another one, or two that changed places.

/** How many slips lie between two words, or `most` + 1 where there are more. */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, most + 1);
}

/** How many slips a word of this length may hold before it could be any other. */
export function slipsAllowed(length: number): number {
  return length < 4 ? 0 : length < 7 ? 1 : 2;
}

/** The word without one of its letters, each in turn. */
export function withoutOneLetter(word: string): string[] {
  const shorter = Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
  return [...new Set(shorter)];
}

/** A bit for each letter that is there: two words with few slips between them differ in few bits. */
export function lettersIn(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % 32);
  return bits;
}

/** In how many letters two such sets differ. */
export function lettersApart(a: number, b: number): number {
  let differing = a ^ b;
  let count = 0;
  for (; differing; count++) differing &= differing - 1;
  return count;
}
