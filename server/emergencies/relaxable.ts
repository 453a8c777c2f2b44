/** Rules that an emergency may relax. */
export const RELAXABLE = ['duplicate', 'replacement', 'order_by'] as const;
export type Relaxable = (typeof RELAXABLE)[number];
