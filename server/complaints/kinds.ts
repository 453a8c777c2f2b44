// What a complaint is about, and what may follow from it. The schema knows the same words.

export const KINDS = [
  'not_delivered',
  'something_else',
  'asked_money',
  'false_confirmation',
  'unsafe',
  'rude',
  'other',
] as const;
export type Kind = (typeof KINDS)[number];

export const CONSEQUENCES = ['none', 'remedy', 'suspension', 'removal'] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

export const VOTES = ['founded', 'unfounded'] as const;
export type Vote = (typeof VOTES)[number];

/** Members who must have voted before the commission decides. */
export const QUORUM = 2;

/** What most members found, once enough have voted and one side has more; null: not yet. */
export function outcomeOf(votes: readonly { vote: Vote }[]): Vote | null {
  const founded = votes.filter(({ vote }) => vote === 'founded').length;
  const unfounded = votes.length - founded;
  if (votes.length < QUORUM || founded === unfounded) return null;
  return founded > unfounded ? 'founded' : 'unfounded';
}
