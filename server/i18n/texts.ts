// The portal's texts: `i18n/{lang}/{slice}.json`, ICU messages. A key is asked for with its slice before it.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Lang } from './languages.ts';

export type TextValues = Record<string, string | number>;

/** Gives the text of a key in one language. @throws when there is no such key: a test finds it first */
export interface Translate {
  (key: string, values?: TextValues): string;
  has(key: string): boolean;
}

export type Texts = Record<Lang, Translate>;

// Latin is never mixed in: Kazakh plural and number rules come from `kk`.
const LOCALE: Record<Lang, string> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' };

/** Reads all texts once. Messages are parsed when first used, then kept. */
export function loadTexts(folder = import.meta.dirname): Texts {
  const [kk, ru, en] = LANGUAGES.map((lang) => translateFor(lang, readLanguage(folder, lang)));
  return { kk: kk!, ru: ru!, en: en! };
}

/** All keys and messages of one language, as `slice.key` → message. */
export function readLanguage(folder: string, lang: Lang): Map<string, string> {
  const messages = new Map<string, string>();
  for (const file of readdirSync(path.join(folder, lang)).filter((name) =>
    name.endsWith('.json'),
  )) {
    const slice = path.basename(file, '.json');
    const texts = JSON.parse(readFileSync(path.join(folder, lang, file), 'utf8')) as object;
    for (const [key, message] of Object.entries(texts)) {
      messages.set(`${slice}.${key}`, String(message));
    }
  }
  return messages;
}

function translateFor(lang: Lang, messages: Map<string, string>): Translate {
  const translate = (key: string, values?: TextValues): string => {
    const message = messages.get(key);
    if (message === undefined) throw new Error(`no text for ${key} in ${lang}`);
    return formatMessage(lang, message, values);
  };
  return Object.assign(translate, { has: (key: string) => messages.has(key) });
}

const parsed = new Map<string, IntlMessageFormat>();
/** More than all texts of the portal; those that administrators have worded come and go. */
const MOST_PARSED = 20_000;

/** Puts values into an ICU message. @throws when it cannot be read or a value is missing */
export function formatMessage(lang: Lang, message: string, values?: TextValues): string {
  if (!/[{'<]/.test(message)) return message;
  const key = `${lang} ${message}`;
  let format = parsed.get(key);
  if (!format) {
    if (parsed.size >= MOST_PARSED) parsed.clear();
    format = new IntlMessageFormat(message, LOCALE[lang], undefined, { ignoreTag: true });
    parsed.set(key, format);
  }
  const said = String(format.format(values));
  // A Russian date ends with the point of «г.»: at the end of a sentence there is one point, not two.
  return lang === 'ru' ? said.replaceAll(/г\.\.(?!\.)/g, 'г.') : said;
}
