// The face of publishing: how a product's content is proposed, read and checked. Other slices call only this.
export type { ContentValue, PictureContent, ProductContent, VariantContent } from './content.ts';
export { differences, type Difference } from './differences.ts';
export { readContents } from './held.ts';
export { keptValues, type Kept } from './kept-values.ts';
export { lacksOf, type Lack } from './lacks.ts';
export type { Act, Held, Proposal, Proposed } from './proposal.ts';
export { proposeRevision, proposeRevisions, takenArticles } from './proposing.ts';
export { isInSteps, isOfKind, isSame, soundContent } from './sound.ts';
export { publishByDate } from './by-date.ts';
export { sweepPictures } from './sweep-pictures.ts';
