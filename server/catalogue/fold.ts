// Folding is a matter of languages; the catalogue was its first user.
export { fold, foldedWords } from '../i18n/fold.ts';
