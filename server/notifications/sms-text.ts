// The length of a text message. Kazakh needs UCS-2 (GSM 03.38 has no Cyrillic): 70 letters go alone; parts that
// belong together carry a header of six bytes and 67 letters each (3GPP TS 23.040).

export const ALONE = 70;
export const TOGETHER = 67;
/** More parts cost more and arrive out of order on old telephones. */
export const MOST_PARTS = 2;
export const LONGEST = MOST_PARTS * TOGETHER;

/** How many parts a text takes, counted in UTF-16 units as the network does. */
export function countParts(text: string): number {
  return text.length <= ALONE ? 1 : Math.ceil(text.length / TOGETHER);
}

/** A text in its parts. No character that takes two units is torn. */
export function partsOf(text: string): string[] {
  if (text.length <= ALONE) return [text];
  const parts = [''];
  for (const character of text) {
    if (parts.at(-1)!.length + character.length > TOGETHER) parts.push('');
    parts[parts.length - 1] += character;
  }
  return parts;
}
