// A message as a letter on paper. Sealed and addressed to its reader, a letter may say all that the message says.
import type { Lang } from '../i18n/languages.ts';
import { formats } from '../i18n/formats.ts';
import type { Texts } from '../i18n/texts.ts';
import type { Block, Letter } from '../letters/letters.ts';
import type { LetterFormat } from './choices.ts';

export interface MessageLetter {
  lang: Lang;
  format: LetterFormat;
  /** The name, then the lines of the address; empty where the reader prints it. */
  to: readonly string[];
  /** The office's name, address and telephone; null where none is known. */
  office: { name: string; address: string; phone: string } | null;
  writtenAt: string;
  subject: string;
  body: string;
}

/** The letter of a message. Easy words stand one sentence a line, in large print, with where to ask for help. */
export function letterOf(texts: Texts, letter: MessageLetter): Letter {
  const { lang, format, to, office, writtenAt, subject, body } = letter;
  const t = texts[lang];
  const isEasy = format === 'easy';
  const paragraphs = isEasy ? sentencesOf(body) : body.split(/\n{2,}/);
  const from = office ? [office.name, office.address] : [];
  const help = office ? t('inbox.letter.help', { phone: office.phone }) : null;
  const blocks: Block[] = [
    ...(to.length ? [{ kind: 'address' as const, from, to }] : []),
    { kind: 'small', text: formats[lang].date(writtenAt) },
    ...paragraphs.filter(Boolean).map((text): Block => ({ kind: 'paragraph', text })),
    ...(help ? [{ kind: 'paragraph' as const, text: help, strong: isEasy }] : []),
    { kind: 'small', text: t('inbox.letter.inPortal') },
  ];
  return { lang, title: subject, blocks, large: format !== 'plain', at: new Date(writtenAt) };
}

/** A text sentence by sentence. A full stop within a number or after one letter (an initial) ends none. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[\p{L}\d»”)]{2}[.!?…])\s+(?=[\p{Lu}«“\d])/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}
