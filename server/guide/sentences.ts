// Puts a rule's reason into words.
import { IntlMessageFormat } from 'intl-messageformat';
import { formats } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Reason, SentenceValues } from './verdict.ts';

// A few hundred messages, each parsed when it is first said.
const parsed = new Map<string, IntlMessageFormat>();

/** The rule's sentence, with the numbers as people of the language write them. */
export function sentenceOf(
  { sentence, values }: Pick<Reason, 'sentence' | 'values'>,
  lang: Lang,
): string {
  const message = sentence[lang];
  if (!message.includes('{')) return message;
  const key = `${lang} ${message}`;
  let format = parsed.get(key);
  if (!format) {
    format = new IntlMessageFormat(message, lang, undefined, { ignoreTag: true });
    parsed.set(key, format);
  }
  return String(format.format(wordsOf(values, lang)));
}

function wordsOf(values: SentenceValues, lang: Lang): Record<string, string> {
  const inWords = (value: SentenceValues[string]) => {
    if (typeof value === 'number') return formats[lang].number(value / 1000);
    return typeof value === 'string' ? value : value[lang];
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inWords(value)]));
}
