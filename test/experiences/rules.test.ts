// The rules of experiences: what must not be published, and what is counted.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { summaryOf, type Answers } from '../../server/experiences/counts.ts';
import { personalDataIn } from '../../server/experiences/personal-data.ts';
import { ASPECTS, FEWEST_TO_COUNT, SCALES, speaksWell } from '../../server/experiences/scales.ts';
import { loadTexts } from '../../server/i18n/texts.ts';

void describe('words that are to be published', () => {
  for (const [text, found] of [
    ['Удобная коляска, проехал 12 000 шагов за день.', null],
    ['Ені 42 см, ұзындығы 105 см, салмағы 14,5 кг.', null],
    ['Купил 03.05.2026, служит.', 'phone'],
    ['Ждал с 3 по 17 мая, в 2026 году.', null],
    ['Пишите: nurlan@example.kz', 'email'],
    ['почта: нурлан@почта.қаз', 'email'],
    ['https://shop.example', 'link'],
    ['Смотрите на www.shop.example', 'link'],
    ['заказывайте на kolyaska.kz', 'link'],
    ['Мой ИИН 991231220071', 'iin'],
    ['ЖСН 9912 3122 0071', 'iin'],
    ['Звоните +7 701 123 45 67', 'phone'],
    ['8(701)123-45-67', 'phone'],
    ['8-7172-55 44 33', 'phone'],
    ['12-34-567', 'phone'],
  ] as const) {
    it(`hold ${found ?? 'nothing private'}: ${text}`, () => {
      assert.equal(personalDataIn(text), found);
    });
  }
});

const answer = fc.record({
  fit: fc.constantFrom(...SCALES.fit),
  comfort: fc.constantFrom(...SCALES.comfort),
  repair: fc.constantFrom(...SCALES.repair),
  again: fc.boolean(),
  count: fc.integer({ min: 1, max: 20 }),
});

void describe('what is counted', () => {
  void it('is nothing below the threshold, however people answer', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: FEWEST_TO_COUNT - 1 }), (answers: Answers[]) => {
        const single = answers.map((one) => ({ ...one, count: 1 }));
        assert.deepEqual(summaryOf(single), { people: single.length, counts: null });
      }),
    );
  });

  void it('adds up: every aspect counts everybody once, and the good words are among them', () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: FEWEST_TO_COUNT, maxLength: 60 }), (answers) => {
        const { people, counts } = summaryOf(answers);
        assert.equal(
          people,
          answers.reduce((all, { count }) => all + count, 0),
        );
        assert.ok(counts && counts.again <= people);
        for (const { aspect, well, words } of counts.aspects) {
          const sum = (those: typeof words) => those.reduce((all, { count }) => all + count, 0);
          assert.equal(sum(words), people, aspect);
          assert.equal(well, sum(words.filter(({ word }) => speaksWell(aspect, word))));
        }
      }),
    );
  });
});

void test('every word of every scale has its text, and no scale a sixth word', () => {
  const texts = loadTexts();
  for (const aspect of ASPECTS) {
    assert.equal(SCALES[aspect].length, 5);
    for (const word of SCALES[aspect]) assert.ok(texts.kk.has(`experiences.${aspect}.${word}`));
  }
});
