// The guide's face: what other slices may ask of it.
export { answersIn, type Answers, type Given } from './answers.ts';
export {
  attachAnswers,
  attachedSection,
  detachAnswers,
  findAttached,
  type Attached,
} from './attached.ts';
export { guideFamilyOf } from './family.ts';
export { fitsOf, UNKNOWN_FIT, type Fit } from './fit.ts';
export { guidePanel } from './product-panel.ts';
export { sentenceOf } from './sentences.ts';
export { verdictsFor } from './verdicts.ts';
export type { Reason, Verdict, VariantVerdict } from './verdict.ts';
