// What papers belong to, and how much of them the portal takes.

/** Records of other slices that papers may belong to. */
export const DOCUMENT_KINDS = [
  'request',
  'question',
  'representation',
  'complaint',
  'correction',
  'early_replacement',
  'fault',
  'paper_request',
  'need',
  'misfit',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The record that papers belong to, by its slice's id. */
export interface Subject {
  kind: DocumentKind;
  id: number;
}

const MB = 1024 * 1024;

export const LIMITS = {
  /** Of one file. */
  bytes: 10 * MB,
  /** Files in one form. */
  perForm: 5,
  /** Of a picture, before it is opened: a small file may unfold to gigabytes. */
  pixels: 40_000_000,
  /** Files and bytes that are kept of one person at once. */
  perPerson: 40,
  bytesPerPerson: 200 * MB,
};

export type Media = 'pdf' | 'jpeg' | 'png';

/** What a paper's state means: `waiting` for the scanner; `unscanned`, since there is none here. */
export type DocumentState = 'waiting' | 'unscanned' | 'clean' | 'infected' | 'deleted';
