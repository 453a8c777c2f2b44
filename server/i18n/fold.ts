// How text is folded for searching: the same for what is stored and for what is typed, so that
// a word is found with Kazakh letters, with the Russian ones people type in their place, and in any case.

const PLAIN: Record<string, string> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
};

/** Lower case, Kazakh letters as their Russian look-alikes, Latin letters without accents. */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLocaleLowerCase('kk')
    .replace(/[әғқңөұүһіё]/g, (letter) => PLAIN[letter]!)
    .replace(/[à-ɏ]/g, (letter) => letter.normalize('NFD')[0]!);
}

/** The folded words of a text, in order. */
export function foldedWords(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
