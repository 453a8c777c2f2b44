// The three languages land together: equal keys, equal arguments, every key used, every used key there.
import path from 'node:path';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Lang } from '../../server/i18n/languages.ts';
import { readLanguage } from '../../server/i18n/texts.ts';
import { none } from '../support/none.ts';
import { lineOf, sourcesBelow } from '../support/sources.ts';

const texts: Record<Lang, Map<string, string>> = { kk: read('kk'), ru: read('ru'), en: read('en') };
const keys = [...texts.en.keys()];
const code = [...sourcesBelow('server', '.ts'), ...sourcesBelow('views', '.ejs')];

// Names that stay as they are in every language.
const NAMES = /Tańdau|Таңдау|Қазақша|Русский|English|eGov|EUPL|WCAG|PDF|JPEG|PNG|CSV|URL/g;

void test('the three languages have the same texts', () => {
  for (const lang of LANGUAGES) {
    for (const other of LANGUAGES) {
      const missing = [...texts[lang].keys()].filter((key) => !texts[other].has(key));
      none(missing, `these are in ${lang} and not in ${other}`);
    }
  }
});

void test('every text can be read, and asks for the same values in the three languages', () => {
  const differing = keys.flatMap((key) => {
    const asked = LANGUAGES.map((lang) => argumentsOf(lang, key));
    return new Set(asked).size === 1 ? [] : [`${key}: ${asked.join(' / ')}`];
  });
  none(differing, 'the values of kk / ru / en differ');
});

void test('no text is empty or begins or ends with a space', () => {
  none(
    LANGUAGES.flatMap((lang) =>
      [...texts[lang]].filter(([, text]) => text === '' || text !== text.trim()).map(String),
    ),
    'a text is something, and no more',
  );
});

void test('Kazakh and Russian are written in Cyrillic', () => {
  none(
    each(
      (lang, words) => lang !== 'en' && /\p{L}/u.test(words) && !/\p{Script=Cyrillic}/u.test(words),
    ),
    'no Cyrillic letter in it',
  );
});

void test('English is written in Latin', () => {
  none(
    each((lang, words) => lang === 'en' && /\p{Script=Cyrillic}/u.test(words)),
    'a Cyrillic letter in it',
  );
});

void test('no word mixes Latin and Cyrillic letters', () => {
  const mixed = /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u;
  none(
    each((_lang, words) => mixed.test(words)),
    'a voice cannot read these',
  );
});

void test('Russian has no letters that only Kazakh has', () => {
  none(
    each((lang, words) => lang === 'ru' && /[әғқңөұүһі]/i.test(words)),
    'a Kazakh letter in it',
  );
});

void test('Kazakh has its own letters, not their Russian stand-ins', () => {
  // Words that cannot be Kazakh without them: усыныс for ұсыныс, отиним for өтінім.
  const typed =
    /(?<!\p{L})(?:отиним|усыныс|жеткизуши|курал|болим|шешим|кезек тагы|тапсырыс бериу)/iu;
  none(
    each((lang, words) => lang === 'kk' && typed.test(words)),
    'written with Russian letters',
  );
});

void test('no suffix is glued to a value: Kazakh vowels would clash', () => {
  const suffix =
    /^(?:\p{L}|-(?:ші|шы|нші|ншы|да|де|та|те|ға|ге|қа|ке|дан|ден|тан|тен|нан|нен|ның|нің|дың|дің|тың|тің)(?!\p{L}))/u;
  const wrong = keys.filter((key) => {
    const elements = parse('kk', key);
    return elements.some((element, at) => {
      const next = elements[at + 1];
      return isArgument(element) && next && isLiteral(next) && suffix.test(next.value);
    });
  });
  none(wrong, 'say it another way, or with selectordinal');
});

void test('every text that code asks for is there', () => {
  const asked =
    /\b(?:t|has|refuse|Conflict|BadRequest)\(\s*['"]([^'"]+)['"]|\bleaveNotice\(\s*\w+,\s*['"]([^'"]+)['"]|\b(?:missing|wrong|textKey|titleKey|labelKey)\s*:\s*['"]([\w-]+\.[^'"]+)['"]/g;
  const missing = code.flatMap(({ file, text }) =>
    [...text.matchAll(asked)].flatMap((match) => {
      const key = match[1] ?? match[2] ?? match[3]!;
      const isKey = /^[\w-]+\.[\w.-]+$/.test(key);
      return isKey && !texts.en.has(key) ? [`${file}:${lineOf(text, match.index)} ${key}`] : [];
    }),
  );
  none(missing, 'no such text');
});

void test('where code makes a key from parts, there are texts that begin so', () => {
  const missing = dynamicPrefixes().filter(
    ({ prefix }) => !keys.some((key) => key.startsWith(prefix)),
  );
  none(missing, 'no text begins so');
});

void test('every text is used', () => {
  const all = code.map(({ text }) => text).join('\n');
  const literals = new Set(
    [...all.matchAll(/['"`]([\w-]+\.[\w.-]+)['"`]/g)].map(([, key]) => key!),
  );
  const prefixes = dynamicPrefixes().map(({ prefix }) => prefix);
  const unused = keys.filter(
    (key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  none(unused, 'nothing asks for these');
});

function read(lang: Lang): Map<string, string> {
  return readLanguage(path.resolve('server/i18n'), lang);
}

/** `${slice}.some.${part}` in code: its fixed beginning, which is at least the slice. */
function dynamicPrefixes(): { file: string; prefix: string }[] {
  const slices = new Set(keys.map((key) => key.split('.')[0]!));
  return code.flatMap(({ file, text }) =>
    [...text.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)]
      .map(([, prefix]) => ({ file, prefix: prefix! }))
      .filter(({ prefix }) => slices.has(prefix.split('.')[0]!)),
  );
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

// The parser's own enumeration is not ours to import: 0 is a run of letters, 1 a plain value.
function isLiteral(element: Element): element is Extract<Element, { value: string }> {
  return `${element.type}` === '0';
}

function isArgument(element: Element): boolean {
  return `${element.type}` === '1';
}

function parse(lang: Lang, key: string): Element[] {
  const message = texts[lang].get(key) ?? '';
  return new IntlMessageFormat(message, lang, undefined, { ignoreTag: true }).getAst();
}

/** The names of the values that a message asks for. */
function argumentsOf(lang: Lang, key: string): string {
  const all = flat(parse(lang, key)).filter((one) => !isLiteral(one) && 'value' in one);
  const names = new Set(all.map((element) => ('value' in element ? String(element.value) : '')));
  return [...names].toSorted().join(', ');
}

/** The words that people read, without names of values and branches. */
function wordsOf(lang: Lang, key: string): string {
  return flat(parse(lang, key))
    .map((element) => (isLiteral(element) ? element.value : ' '))
    .join('')
    .replace(NAMES, ' ');
}

function flat(elements: Element[]): Element[] {
  return elements.flatMap((element) =>
    'options' in element
      ? [element, ...Object.values(element.options).flatMap(({ value }) => flat(value))]
      : [element],
  );
}

function each(isWrong: (lang: Lang, words: string) => boolean): string[] {
  return LANGUAGES.flatMap((lang) =>
    keys
      .filter((key) => isWrong(lang, wordsOf(lang, key)))
      .map((key) => `${lang} ${key}: ${texts[lang].get(key)}`),
  );
}
