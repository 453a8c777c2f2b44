// How a word sounds, roughly, in Latin letters: Cyrillic words that people tell apart only in writing are one.

const SOUNDS: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'j', з: 'z', и: 'i', й: 'i', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h' },
  ...{ ц: 'c', ч: 'q', ш: 'w', щ: 'w', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia' },
};

/** The sound of a folded word; Latin letters stand for themselves. */
export function soundOf(folded: string): string {
  return Array.from(folded, (letter) => SOUNDS[letter] ?? letter)
    .join('')
    .replace(/(.)\1+/g, '$1');
}
