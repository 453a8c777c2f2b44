// What a person is asked about a received product: five words each, the best first. Their texts are
// `experiences.<aspect>.<word>`.
export const SCALES = {
  fit: ['perfectly', 'well', 'partly', 'poorly', 'not_at_all'],
  comfort: ['very', 'mostly', 'partly', 'hardly', 'not_at_all'],
  repair: ['not_needed', 'quickly', 'slowly', 'hardly', 'not_at_all'],
} as const;
export type Aspect = keyof typeof SCALES;
export const ASPECTS = Object.keys(SCALES) as Aspect[];
export type Word<A extends Aspect = Aspect> = (typeof SCALES)[A][number];

/** The first two words of a scale speak well of a product. */
export function speaksWell(aspect: Aspect, word: string): boolean {
  return (SCALES[aspect].slice(0, 2) as readonly string[]).includes(word);
}

/** Why words are not published: the author is told. */
export const DECLINE_REASONS = [
  'personal',
  'rude',
  'other_product',
  'advertising',
  'unclear',
] as const;

/** What a reader may point to. */
export const FLAG_REASONS = ['personal', 'rude', 'untrue', 'advertising'] as const;

/** So many must have told before counts, regions and months are shown: fewer could be recognised. */
export const FEWEST_TO_COUNT = 5;

export const LONGEST_TEXT = 1000;
