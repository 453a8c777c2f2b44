// Kinds of aids in plain words: every class has them, in three languages, by the rules of easy reading.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { readCsv } from '../../db/seeds/files.ts';
import { readWords } from '../../db/seeds/reference-words.ts';
import { BLOCKS } from '../../server/catalogue/class-words.ts';
import { countWords, faultsOf, MOST_WORDS } from '../../server/catalogue/easy-read.ts';
import { LANGUAGES, type Lang } from '../../server/i18n/languages.ts';
import { fromAllLanguages } from '../support/words.ts';
import { none } from '../support/none.ts';
import { startPortal } from '../support/portal.ts';

const codes = readCsv('reference/aid-classes.csv').map(({ code }) => code!);
const words = readWords();

void describe('the easy-read texts', () => {
  void it('tell of every class, and of no other', () => {
    assert.deepEqual([...words.keys()].toSorted(), codes.toSorted());
  });

  void it('have the same four blocks in the three languages, each with much the same sentences', () => {
    const wrong = [...words].flatMap(([code, { text }]) =>
      BLOCKS.flatMap((block) => {
        const counts = LANGUAGES.map((lang) => text[lang][block].length);
        const even = Math.max(...counts) - Math.min(...counts) <= 1 && Math.min(...counts) > 0;
        return even ? [] : [`${code} ${block}: ${counts.join(', ')}`];
      }),
    );
    none(wrong);
  });

  void it('are eight to fourteen sentences long', () => {
    const wrong = fromAllLanguages(words, (text) => {
      const count = BLOCKS.flatMap((block) => text[block]).length;
      return count >= 8 && count <= 14 ? [] : [`${count} sentences`];
    });
    none(wrong);
  });

  void it(`keep the rules: at most ${MOST_WORDS} words, no brackets, no abbreviations, whole sentences`, () => {
    const wrong = fromAllLanguages(words, (text) =>
      BLOCKS.flatMap((block) =>
        faultsOf(text[block].join('\n')).map(({ sentence, fault }) => `${fault}: ${sentence}`),
      ),
    );
    none(wrong);
  });

  void it('say something of their own: no two classes share a text', () => {
    for (const lang of LANGUAGES) {
      const firsts = [...words].map(([code, { text }]) => [text[lang].what.join(' '), code]);
      assert.equal(new Map(firsts as [string, string][]).size, words.size, lang);
    }
  });

  void it('write Kazakh with its own letters, and Russian without them', () => {
    const joined = (lang: Lang) =>
      [...words].map(([code, { text }]) => [code, Object.values(text[lang]).flat().join(' ')]);
    none(joined('kk').flatMap(([code, text]) => (/[әғқңөұүһі]/i.test(text!) ? [] : [code!])));
    none(joined('ru').flatMap(([code, text]) => (/[әғқңөұүһі]/i.test(text!) ? [code!] : [])));
    none(
      joined('en').flatMap(([code, text]) => (/\p{Script=Cyrillic}/u.test(text!) ? [code!] : [])),
    );
  });
});

void describe('the questions and answers', () => {
  void it('are at least two for every class, as many in each language', () => {
    const wrong = [...words].flatMap(([code, { questions }]) => {
      const counts = new Set(LANGUAGES.map((lang) => questions[lang].length));
      return counts.size === 1 && Math.min(...counts) >= 2 ? [] : [code];
    });
    none(wrong);
  });

  void it('are short: a question of one line, an answer of a few sentences', () => {
    const wrong = [...words].flatMap(([code, { questions }]) =>
      LANGUAGES.flatMap((lang) =>
        questions[lang].flatMap(([question, answer]) =>
          question.length <= 120 && countWords(answer) >= 5 && countWords(answer) <= 60
            ? []
            : [`${code} ${lang}: ${question}`],
        ),
      ),
    );
    none(wrong);
  });
});

void test('what is wrong with a sentence is named', () => {
  for (const [sentence, fault] of [
    ['A chair has wheels.', undefined],
    ['One two three four five six seven eight nine ten eleven twelve thirteen.', 'long'],
    ['A chair (with wheels) rolls.', 'brackets'],
    ['ИПАР керек.', 'abbreviation'],
    ['Смотрите, т.е. читайте.', 'abbreviation'],
    ['Сядьте. Встаньте.', 'several'],
    ['A chair has wheels', 'open'],
  ] as const) {
    assert.equal(faultsOf(sentence)[0]?.fault, fault, sentence);
  }
});

void describe('the page of a class', async () => {
  const portal = await startPortal();

  void it('is there for each, in the three languages, with all that the file says', async () => {
    for (const code of codes) {
      for (const lang of LANGUAGES) {
        const { status, text } = await portal.stranger().get(`/${lang}/aids/classes/${code}`);
        assert.equal(status, 200, `${lang} ${code}`);
        const { text: easy, questions } = words.get(code)!;
        const plain = text.replaceAll('&#39;', "'").replaceAll('&#34;', '"');
        for (const sentence of Object.values(easy[lang]).flat()) {
          assert.ok(plain.includes(`<p>${sentence}</p>`), `${lang} ${code}: ${sentence}`);
        }
        assert.equal(plain.split('td-question').length - 1, questions[lang].length);
        assert.doesNotMatch(text, /undefined|NaN/);
      }
    }
  });

  void it('says what the state pays, and leads to products, guide and measuring sheet', async () => {
    const { text } = await portal.stranger().get('/en/aids/classes/MM-01-03');
    assert.match(text, /The state pays up to 520,000/);
    assert.match(text, /href="\/en\/aids\?class=MM-01-03"/);
    assert.match(text, /href="\/en\/guide\/manual-wheelchairs"/);
    assert.match(text, /href="\/en\/measures\/manual-wheelchairs"/);
    const family = await portal.stranger().get('/en/aids/classes/MM');
    assert.match(family.text, /depends on the kind: from 9,500/);
    assert.doesNotMatch(family.text, /\/en\/guide\//);
    const service = await portal.stranger().get('/en/aids/classes/SV-02');
    assert.match(service.text, /This is a service/);
  });

  void it('is found from the page of a product, and from the programme', async () => {
    const product = await portal.stranger().get('/en/aids/bekem-grab-bar');
    assert.match(product.text, /href="\/en\/aids\/classes\/HG-12"/);
    const aigerim = await portal.signedIn('991231220071');
    const programme = await aigerim.get('/en/account/programme');
    assert.match(programme.text, /href="\/en\/aids\/classes\/MM-01-03"/);
  });

  void it('is not there for a code that no class has', async () => {
    for (const code of ['XX', 'MM-99', 'mm-01', 'MM-01-03-01', '..', '%27']) {
      assert.equal((await portal.stranger().get(`/en/aids/classes/${code}`)).status, 404, code);
    }
  });
});
