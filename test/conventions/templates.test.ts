// What no template may do: print raw, carry inline script or style, write an address by hand.
import { test } from 'node:test';
import { none } from '../support/none.ts';
import { lineOf, sourcesBelow, type Source } from '../support/sources.ts';

const templates = sourcesBelow('views', '.ejs');

// Components take their attributes from the examples of govuk-frontend, as whole lists.
const ATTRIBUTE_LISTS = 'views/components/';

void test('nothing is printed raw', () => {
  none(found(templates, /<%-/g));
});

void test('templates include each other by part(), which never touches the disk', () => {
  none(found(templates, /<%[=_]?\s*include\(/g));
});

void test('no inline script, style or handler: the browser would refuse them (v5.0.0-3.4.3)', () => {
  const html = templates.map(withoutCode);
  none(found(html, /<script(?![^>]*\ssrc=)[^>]*>/gi));
  none(found(html, /<style\b/gi));
  none(found(html, /\sstyle=/gi));
  none(found(html, /\son[a-z]+=/gi));
  none(found(html, /javascript:/gi));
});

void test('attributes are quoted, so that a value cannot become another attribute (v5.0.0-1.2.1)', () => {
  none(found(templates, /\s[a-z][\w-]*=(?:<%|[^\s"'=<>`%]+(?=[\s>][^%]))/gi, isInTag));
});

void test('addresses come from paths, never written by hand', () => {
  none(found(templates, /\b(?:href|action|src)="\/[^"]*"/g));
  none(found(templates, /['"`]\/(?:kk|ru|en)\//g));
});

void test('every form that posts carries the token of the session (v5.0.0-3.5.1)', () => {
  const wrong = templates.flatMap(({ file, text }) =>
    [...text.matchAll(/<form\b[^>]*method="post"[\s\S]*?<\/form>/gi)]
      .filter(([form]) => !holdsToken(form))
      .map((match) => `${file}:${lineOf(text, match.index)}`),
  );
  none(wrong);
});

void test('every form says how it is sent', () => {
  const wrong = templates.flatMap(({ file, text }) =>
    [...text.matchAll(/<form\b(?:[^>%]|%>|%(?!>))*>/gi)]
      .filter(([tag]) => !/method="(post|get)"/i.test(tag))
      .map((match) => `${file}:${lineOf(text, match.index)}`),
  );
  none(wrong);
});

void test('no text of a page stands in its template: words belong to the three languages', () => {
  const pages = templates.filter(({ file }) => !file.startsWith(ATTRIBUTE_LISTS)).map(withoutCode);
  none(found(pages, />[^<>]*[\p{L}]{2,}[^<>]*</gu));
});

// The token stands in the form itself or in a part of it.
function holdsToken(form: string): boolean {
  if (form.includes('name="_csrf"')) return true;
  const parts = [...form.matchAll(/part\('([^']+)'/g)].map(([, name]) => `views/${name}.ejs`);
  return templates.some(({ file, text }) => parts.includes(file) && holdsToken(text));
}

/** The template with everything between `<%` and `%>` blanked out, so that only its HTML is left. */
function withoutCode({ file, text }: Source): Source {
  return { file, text: text.replace(/<%[\s\S]*?%>/g, (code) => code.replace(/[^\n]/g, ' ')) };
}

function found(
  sources: Source[],
  pattern: RegExp,
  counts: (text: string, index: number) => boolean = () => true,
): string[] {
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)]
      .filter((match) => counts(text, match.index))
      .map((match) => `${file}:${lineOf(text, match.index)} ${match[0].trim()}`),
  );
}

/** Says whether `index` lies inside an HTML tag rather than in text or code. */
function isInTag(text: string, index: number): boolean {
  const before = text.slice(0, index).replace(/<%[\s\S]*?%>/g, (code) => ' '.repeat(code.length));
  return /<[a-z][^<>]*$/i.test(before);
}
