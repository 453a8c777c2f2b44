// What a message's text must keep to, whoever words it: all languages, the values that the portal knows, the length
// of a text message.
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Lang, type Names } from '../i18n/languages.ts';
import { formatMessage, type TextValues } from '../i18n/texts.ts';
import { countParts, MOST_PARTS } from './sms-text.ts';
import type { Part } from './wording.ts';

export type TemplateColumn = `${Part}_${Lang}`;

/** What is wrong with a text. `names` lists values. */
export interface Fault {
  column: TemplateColumn;
  fault: 'missing' | 'unreadable' | 'unknown' | 'left_out' | 'too_long';
  names: string[];
}

export type TemplateTexts = Record<Part, Names>;

/** Text messages have no subject and a length. */
export function isSms(kind: string): boolean {
  return kind.startsWith('sms.');
}

/** The values that a text asks for, with the way each is written (`count:plural`); null where it cannot be read. */
export function argumentsOf(text: string): Set<string> | null {
  try {
    const format = new IntlMessageFormat(text, 'en-GB', undefined, { ignoreTag: true });
    const found = new Set<string>();
    collect(format.getAst(), found);
    return found;
  } catch {
    return null;
  }
}

/**
 * All faults of a kind's texts, measured by the shipped ones. The body asks for just the values that the shipped body
 * asks for; subject and easy words may leave values out, save a code, and know no others.
 */
export function faultsOf(
  kind: string,
  texts: TemplateTexts,
  shipped: TemplateTexts,
  demo: (lang: Lang) => TextValues,
): Fault[] {
  const body = argumentsOf(shipped.body.en) ?? new Set();
  const known = new Set([...body, ...(argumentsOf(shipped.subject.en) ?? [])]);
  return LANGUAGES.flatMap((lang) => {
    const own = (part: Part, due: ReadonlySet<string>) =>
      faultOf({ column: `${part}_${lang}`, text: texts[part][lang], lang, due, known, demo, kind });
    const code = new Set([...body].filter((name) => name === 'code:'));
    const hasEasy = LANGUAGES.some((one) => texts.easy[one] !== '');
    return [
      ...(isSms(kind) ? [] : own('subject', new Set())),
      ...own('body', body),
      ...(hasEasy ? own('easy', code) : []),
    ];
  });
}

interface Question {
  kind: string;
  column: TemplateColumn;
  text: string;
  lang: Lang;
  due: ReadonlySet<string>;
  known: ReadonlySet<string>;
  demo: (lang: Lang) => TextValues;
}

function faultOf({ kind, column, text, lang, due, known, demo }: Question): Fault[] {
  const fault = (what: Fault['fault'], names: string[] = []): Fault[] => [
    { column, fault: what, names: names.map((name) => name.split(':')[0]!) },
  ];
  if (text === '') return fault('missing');
  const asked = argumentsOf(text);
  if (!asked) return fault('unreadable');
  // A value may also stand as it is where the shipped text counts with it or chooses by it.
  const isKnown = (name: string) =>
    known.has(name) || (name.endsWith(':') && [...known].some((one) => one.startsWith(name)));
  const unknown = [...asked].filter((name) => !isKnown(name));
  if (unknown.length) return fault('unknown', unknown);
  const there = new Set([...asked].map((name) => name.split(':')[0]));
  const leftOut = [...due].filter((name) => !there.has(name.split(':')[0]));
  if (leftOut.length) return fault('left_out', leftOut);
  try {
    const said = formatMessage(lang, text, demo(lang));
    if (isSms(kind) && countParts(said) > MOST_PARTS) return fault('too_long');
  } catch {
    return fault('unreadable');
  }
  return [];
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

// The parser's enumeration: literal, argument, number, date, time, select, plural, pound, tag.
const WAYS = [null, '', 'number', 'date', 'time', 'select', 'plural', null, null];

function collect(elements: readonly Element[], found: Set<string>): void {
  for (const element of elements) {
    const way = WAYS[element.type];
    if (way === null || way === undefined) continue;
    const { value, options }: { value: string; options?: Record<string, { value: Element[] }> } =
      Object(element);
    found.add(`${value}:${way}`);
    for (const option of Object.values(options ?? {})) collect(option.value, found);
  }
}
