// Cells are read as people write them, and written so that reading gives the same again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  choiceCell,
  dateCell,
  moneyCell,
  numberCell,
  readArticle,
  readBin,
  readChoice,
  readCountry,
  readDate,
  readMoney,
  readNumber,
  readRegions,
  readText,
  readWhole,
  readYesNo,
  yesNoCell,
  type Style,
} from '../../server/imports/cells.ts';
import { marked, unmarked } from '../../server/imports/formula-mark.ts';
import { DEFINITIONS } from './known-header.ts';

const STYLES: readonly Style[] = ['kk', 'ru', 'en', 'neutral'];
const material = DEFINITIONS[1]!;
const regionOf = (text: string) =>
  ({ алматы: '750000000', '750000000': '750000000', abai: '101000000' })[text.toLowerCase()] ??
  null;

void describe('a cell', () => {
  const cases: [what: string, read: () => unknown, expected: unknown][] = [
    ['a number with a comma', () => readNumber('42,5'), 42_500],
    ['a number with a point', () => readNumber('42.5'), 42_500],
    ['a number with spaces', () => readNumber('1\u00a0250,125'), 1_250_125],
    ['a number below zero', () => readNumber('-3'), -3000],
    ['a number with a true minus', () => readNumber('\u22123'), -3000],
    ['nothing below zero', () => readNumber('-0'), 0],
    ['a number with its unit', () => readNumber('42 cm'), 'number'],
    ['a number too fine', () => readNumber('1.2345'), 'number'],
    ['tenge with a comma', () => readMoney('185 000,5 ₸'), 18_500_050],
    ['tenge with a point', () => readMoney('185000.50'), 18_500_050],
    ['no tenge', () => readMoney('0'), 'money'],
    ['debts', () => readMoney('-5'), 'money'],
    ['a whole number as spreadsheets keep it', () => readWhole('24.0', { min: 0, max: 99 }), 24],
    ['a whole number too large', () => readWhole('100', { min: 0, max: 99 }), 'whole'],
    ['half a month', () => readWhole('2.5', { min: 0, max: 99 }), 'whole'],
    ['a day as it is written', () => readDate('1.3.2027'), '2027-03-01'],
    ['a day of a standard', () => readDate('2027-03-01'), '2027-03-01'],
    ['a day that is none', () => readDate('30.02.2027'), 'date'],
    ['a day of words', () => readDate('tomorrow'), 'date'],
    ['yes in Kazakh', () => readYesNo('Иә'), true],
    ['yes in Russian', () => readYesNo('ДА'), true],
    ['yes of a spreadsheet', () => readYesNo('TRUE'), true],
    ['no in Kazakh', () => readYesNo('жоқ'), false],
    ['no in Kazakh with Russian letters', () => readYesNo('жок'), false],
    ['no in English', () => readYesNo('no'), false],
    ['neither', () => readYesNo('maybe'), 'yesNo'],
    ['an option by its key', () => readChoice('aluminium', material), 'aluminium'],
    ['an option by its name', () => readChoice('сталь', material), 'steel'],
    ['an option in Kazakh', () => readChoice('БОЛАТ', material), 'steel'],
    ['an option of another list', () => readChoice('wood', material), 'choice'],
    ['a country by its code', () => readCountry('kz'), 'KZ'],
    ['a country in Kazakh', () => readCountry('Қазақстан'), 'KZ'],
    ['a country in Russian', () => readCountry('Германия'), 'DE'],
    ['no country', () => readCountry('Atlantis'), 'country'],
    [
      'regions by name and code',
      () => readRegions('Алматы; 750000000; ABAI', regionOf),
      ['101000000', '750000000'],
    ],
    ['an unknown region', () => readRegions('Алматы; Нарния', regionOf), 'region'],
    ['no region', () => readRegions(' ; ', regionOf), 'regions'],
    ['a BIN that lost its zeros', () => readBin('10340004716'), '010340004716'],
    ['an article', () => readArticle('АБВ-42/1.5 x'), 'АБВ-42/1.5 x'],
    ['an article that is a formula', () => readArticle('=1+1'), 'article'],
    ['a text too long', () => readText('abc', { max: 2, lines: false }), 'tooLong'],
    ['a text with a bell in it', () => readText('a\u0007b', { max: 9, lines: false }), 'controls'],
    ['lines where lines are', () => readText('a\nb', { max: 9, lines: true }), 'a\nb'],
  ];
  for (const [what, read, expected] of cases) {
    void test(`is read: ${what}`, () => {
      const said = read() as { value: unknown } | { wrong: string };
      assert.deepEqual('value' in said ? said.value : said.wrong, expected);
    });
  }

  void test('is read back as what was written, in every language', () => {
    const value = (said: { value: unknown } | { wrong: string }) =>
      'value' in said ? said.value : said.wrong;
    fc.assert(
      fc.property(
        fc.constantFrom(...STYLES),
        fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
        fc.integer({ min: 1, max: 10_000_000_000 }),
        fc.boolean(),
        fc.date({
          min: new Date('1990-01-01'),
          max: new Date('2190-12-31'),
          noInvalidDate: true,
        }),
        fc.constantFrom('steel', 'aluminium'),
        (style, thousandths, tiyn, yes, day, option) => {
          const iso = day.toISOString().slice(0, 10);
          assert.equal(value(readNumber(numberCell(thousandths, style))), thousandths);
          assert.equal(value(readMoney(moneyCell(tiyn, style))), tiyn);
          assert.equal(value(readYesNo(yesNoCell(yes, style))), yes);
          assert.equal(value(readDate(dateCell(iso, style))), iso);
          assert.equal(value(readChoice(choiceCell(option, material, style), material)), option);
        },
      ),
    );
  });

  void test('is written by its key where its name would be read as another option', () => {
    const options = new Map([
      [1, { kk: 'b', ru: 'b', en: 'b' }],
      [2, { kk: 'В', ru: 'В', en: 'B' }],
    ]);
    const confusing = {
      optionKeys: new Map([
        [1, 'a'],
        [2, 'b'],
      ]),
      options,
    };
    assert.equal(choiceCell('a', confusing, 'en'), 'a');
  });
});

void describe('a cell that a spreadsheet would carry out (v5.0.0-1.2.10)', () => {
  void test('is disarmed in exports', () => {
    for (const cell of ['=1+1', '+7 700', '-cmd', '@SUM(A1)', '\tx', "'=1", '=HYPERLINK("x")']) {
      assert.match(marked(cell), /^'/, cell);
    }
    for (const cell of ['42', '-42,5', "d'Artagnan", '', 'a=b']) assert.equal(marked(cell), cell);
  });

  void test('comes back as it was', () => {
    const danger = fc.constantFrom('=', '+', '-', '@', '\t', "'", '1', 'x', ',');
    fc.assert(
      fc.property(fc.array(danger, { maxLength: 6 }), fc.string(), (start, rest) => {
        const cell = start.join('') + rest;
        assert.equal(unmarked(marked(cell)), cell);
        assert.doesNotMatch(marked(cell), /^[=+@\t]|^-(?!\d+([.,]\d+)?$)/);
      }),
    );
  });
});
