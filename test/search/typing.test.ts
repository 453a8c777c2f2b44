// What went wrong at the keyboard: another layout, Latin letters, slips of the finger.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fold } from '../../server/i18n/fold.ts';
import { cyrillicReadings } from '../../server/search/latin.ts';
import { otherLayouts } from '../../server/search/layout.ts';
import {
  lettersApart,
  lettersIn,
  slipsBetween,
  withoutOneLetter,
} from '../../server/search/slips.ts';
import { soundOf } from '../../server/search/sound.ts';

describe('the other keyboard layout', () => {
  for (const [typed, meant] of [
    ['rjkzcrf', 'коляска'],
    ['[jleyrb', 'ходунки'],
    ['RJKZCRF', 'коляска'],
    ["'ktrnhjrjkzcrf", 'электроколяска'],
    ['fh,f', 'арба'],
    ['fz0', 'аяқ'],
    ['09hfk', 'құрал'],
    ['v8utltrnth', 'мүгедектер'],
    ['"ktrnhj', 'электро'],
    ['цруудсрфшк', 'wheelchair'],
    ['цфдлук', 'walker'],
    ['СКГЕСР', 'crutch'],
  ] as const) {
    it(`reads ${typed} as ${meant}`, () => {
      assert.ok(otherLayouts(typed).includes(meant), String(otherLayouts(typed)));
    });
  }

  it('says nothing of digits, signs and words of both scripts', () => {
    for (const typed of ['', '12 22', '+7', 'abcабв']) assert.deepEqual(otherLayouts(typed), []);
  });
});

describe('Kazakh and Russian in Latin letters', () => {
  for (const [typed, meant] of [
    ['arba', 'арба'],
    ['qoltyq', 'қолтық'],
    ['tayaq', 'таяқ'],
    ['aıaq', 'аяқ'],
    ['mügedekter', 'мүгедектер'],
    ['jürgiş', 'жүргіш'],
    ['zhurgish', 'жүргіш'],
    ['jýrgish', 'жүргіш'],
    ['qūlaq', 'құлақ'],
    ['oñglik', 'оңглік'],
    ['kolyaska', 'коляска'],
    ['koljaska', 'коляска'],
    ['koliaska', 'коляска'],
    ['sluhovoy', 'слуховой'],
    ['slukhovoi', 'слуховой'],
    ['hodunki', 'ходунки'],
    ['podguzniki', 'подгузники'],
  ] as const) {
    it(`reads ${typed} as ${meant}`, () => {
      const sounds = cyrillicReadings(typed).map(soundOf);
      const wanted = soundOf(fold(meant));
      assert.ok(
        sounds.some((sound) => sound.startsWith(wanted)),
        `${sounds.join(' ')} is not ${wanted}`,
      );
    });
  }

  it('has at most two dozen readings, however long the word', () => {
    assert.ok(cyrillicReadings('cwxjycwxjycwxjycwxjy').length <= 24);
    assert.deepEqual(cyrillicReadings('a'.repeat(200)), []);
    assert.deepEqual(cyrillicReadings('коляска'), []);
  });
});

describe('slips of the finger', () => {
  for (const [one, other, slips] of [
    ['коляск', 'коляск', 0],
    ['каляск', 'коляск', 1],
    ['колякс', 'коляск', 1],
    ['коляк', 'коляск', 1],
    ['кколяск', 'коляск', 1],
    ['каляк', 'коляск', 2],
    ['walker', 'wheelchair', 3],
  ] as const) {
    it(`counts ${slips} between ${one} and ${other}`, () => {
      assert.equal(slipsBetween(one, other, 2), slips);
    });
  }

  it('are the same from both sides', () => {
    const word = fc.string({ unit: fc.constantFrom('а', 'б', 'в', 'г'), maxLength: 8 });
    fc.assert(fc.property(word, word, (a, b) => slipsBetween(a, b, 9) === slipsBetween(b, a, 9)));
  });

  it('of one letter leave a rest that both words share, and few letters apart', () => {
    const unit = fc.constantFrom('а', 'б', 'в', 'г', 'д');
    const word = fc.string({ unit, minLength: 5, maxLength: 9 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        if (slipsBetween(a, b, 1) > 1) return;
        const rests = new Set([a, ...withoutOneLetter(a)]);
        assert.ok([b, ...withoutOneLetter(b)].some((rest) => rests.has(rest)));
        assert.ok(lettersApart(lettersIn(a), lettersIn(b)) <= 2);
      }),
    );
  });
});
