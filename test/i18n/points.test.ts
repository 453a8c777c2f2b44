// Dates in sentences: one point at the end, and months by their names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../server/i18n/formats.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { formatMessage } from '../../server/i18n/texts.ts';
import { spelt } from '../../server/needs/digest.ts';

void test('a sentence that ends with a date has one point', () => {
  const said = LANGUAGES.map((lang) =>
    formatMessage(lang, '– {date}. – {date}… {date}...', {
      date: formats[lang].date('2026-11-23'),
    }),
  );
  assert.match(said[1]!, /^– 23 ноября 2026 г\. – /, 'Russian');
  for (const text of said) assert.doesNotMatch(text, /(?<!\.)\.\.(?!\.)/);
});

void test('the month of a digest has its name', () => {
  assert.deepEqual(
    LANGUAGES.map((lang) => /қазан|октябр|October/.test(spelt('2026-10', formats[lang]))),
    [true, true, true],
  );
});
