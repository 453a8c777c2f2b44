// Word forms: whatever form people type, the stem is that of the catalogue.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LANGUAGES, type Lang } from '../../server/i18n/languages.ts';
import { marked } from '../../server/search/marked.ts';
import { stemIn, stemsOf } from '../../server/search/stems.ts';

const FORMS: Record<Lang, string[]> = {
  kk: [
    'арба арбалар арбаға арбаны арбаның арбада арбадан арбамен арбасы арбалары арбаларға',
    'таяқ таяғы таяғым таяқты таяққа таяқтар таяғымен',
    'аппарат аппараты аппараттар аппараттары аппаратының аппаратпен',
    'протез протезі протездер протездері протезге протезін',
    'мүгедек мүгедектер мүгедектерге мүгедектің',
    'жүргіш жүргіштер жүргішті жүргіштің жүргішке',
    'батарея батареялы батареялар батареяның',
    'көмек көмекші көмекке',
  ],
  ru: [
    'коляска коляски коляску коляской коляскам колясками колясках',
    'костыль костыли костылей костылями костылю',
    'колено колена коленом колени',
    'слуховой слухового слуховому слуховые слуховых слуховая',
    'ходунки ходунков ходунками ходункам',
    'подгузник подгузники подгузников подгузниками',
    'трость трости тростью тростей',
  ],
  en: [
    'wheelchair wheelchairs',
    'crutch crutches',
    'diaper diapers',
    'hearing hear hears',
    'prosthetic prosthetics',
  ],
};

describe('a word in any of its forms', () => {
  for (const lang of LANGUAGES) {
    for (const line of FORMS[lang]) {
      const [first, ...others] = line.split(' ');
      it(`is one word in ${lang}: ${line}`, () => {
        const kept = stemIn(lang, first!);
        const lost = others.filter((form) => !stemsOf(form).includes(kept));
        assert.deepEqual(lost, []);
      });
    }
  }

  it('is found with the Russian letters that people type for the Kazakh ones', () => {
    assert.deepEqual(stemsOf('есту құрылғысы'.split(' ')[1]!), stemsOf('курылгысы'));
  });

  it('stays apart from other words', () => {
    for (const [one, other] of [
      ['қол', 'қолтық'],
      ['жас', 'жастық'],
      ['балдағы', 'бала'],
      ['колено', 'қол'],
      ['костыли', 'кость'],
    ] as const) {
      const shared = stemsOf(one).filter((stem) => stemsOf(other).includes(stem));
      assert.deepEqual(shared, [], `${one} and ${other}`);
    }
  });

  it('is left as it is where it holds a digit', () => {
    assert.deepEqual(stemsOf('DL200'), ['dl200']);
  });
});

describe('the match in a text', () => {
  it('is marked in every form, and the text stays whole', () => {
    const text = 'Кресло-коляски «Дала 200», складные';
    const pieces = marked(text, stemsOf('коляска'));
    assert.equal(pieces.map((piece) => piece.text).join(''), text);
    assert.deepEqual(
      pieces.filter(({ hit }) => hit).map((piece) => piece.text),
      ['коляски'],
    );
  });

  it('is nothing where nothing was searched', () => {
    assert.deepEqual(marked('Кресло', []), [{ text: 'Кресло', hit: false }]);
  });
});
