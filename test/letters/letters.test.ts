// Letters as assistive technology reads them (PDF/UA-1, ISO 14289-1), in each language.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LANGUAGES, type Lang } from '../../server/i18n/languages.ts';
import { makeLetter, type Block } from '../../server/letters/letters.ts';
import { readPdf } from '../support/read-pdf.ts';

const LETTERS: Record<Lang, string> = {
  kk: 'Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі «қағаз» № 5, 150 000 ₸',
  ru: 'Ёё Йй Щщ Ъъ Ыы Ээ «бумага» № 5, 150 000 ₸',
  en: 'A “paper” – it’s 150,000 ₸',
};
const LOCALE = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' };

const blocksIn = (lang: Lang): Block[] => [
  { kind: 'address', from: ['Office'], to: ['Айгерім', 'Сарыарқа, 5'] },
  { kind: 'paragraph', text: LETTERS[lang] },
  { kind: 'heading', text: 'Two' },
  { kind: 'facts', rows: [{ label: 'Label', value: 'Value' }] },
  { kind: 'heading', text: 'Three', level: 3 },
  { kind: 'list', items: ['first', 'second'], numbered: true },
  { kind: 'table', caption: 'Caption', head: ['A', 'B'], rows: [['a1', 'b1'], ['a2', 'b2']] }, // prettier-ignore
  { kind: 'field', number: '1', label: 'Boxes', boxes: 12 },
  { kind: 'field', number: '2', label: 'Choices', hint: 'Tick one', options: ['yes', 'no'] },
  { kind: 'signature', label: 'Signature', date: 'Date' },
  { kind: 'small', text: 'The end' },
];

void describe('a letter', () => {
  for (const lang of LANGUAGES) {
    void it(`is tagged, named, in its language and read in order: ${lang}`, async () => {
      const title = { kk: 'Өтінім', ru: 'Заявка', en: 'Request' }[lang];
      const file = await makeLetter({ lang, title, blocks: blocksIn(lang) });
      const read = await readPdf(file);
      assert.equal(read.title, title);
      assert.equal(read.language, LOCALE[lang]);
      assert.deepEqual([read.marked, read.displayTitle, read.ua], [true, true, '1']);
      assert.equal(read.untagged, '', 'no word outside the tags');
      assert.equal(read.fonts.named, 2);
      assert.equal(read.fonts.carried, 2);
      assert.ok(file.length < 60_000, `${file.length} bytes`);
      const plain = (text: string) => text.replaceAll(/\s+/g, '');
      assert.ok(plain(read.drawn).includes(plain(LETTERS[lang])), 'all its letters');
      assert.equal(plain(read.tags.map(({ text }) => text).join('')), plain(read.drawn), 'order');
      const tags = read.tags.map(({ tag }) => tag).join(' ');
      assert.equal(
        tags,
        'Document P P H1 P H2 Table TR TH TD H3 L LI Lbl LBody LI Lbl LBody ' +
          'Table Caption TR TH TH TR TD TD TR TD TD ' +
          'Div P Div P P L LI LBody LI LBody P P P',
      );
    });
  }

  void it('says of a head whether it is one of a row or a column', async () => {
    const file = await makeLetter({ lang: 'en', title: 'T', blocks: blocksIn('en') });
    const text = file.toString('latin1');
    assert.equal(text.split('/Scope /Row').length - 1, 1);
    assert.equal(text.split('/Scope /Column').length - 1, 2);
  });

  void it('marks words in another language', async () => {
    const block = { kind: 'paragraph', text: 'менің сөзім', lang: 'kk' } as const;
    const file = await makeLetter({ lang: 'en', title: 'T', blocks: [block] });
    assert.match(file.toString('latin1'), /\/Lang \(kk-KZ\)/);
  });

  void it('goes on over pages with numbers that are no part of the text, and loses no row', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`row ${at}`, 'words '.repeat(30).trim()]);
    const long = { kind: 'paragraph', text: 'long '.repeat(2000).trim() } as const;
    const table = { kind: 'table', head: ['A', 'B'], rows } as const;
    const file = await makeLetter({ lang: 'en', title: 'T', blocks: [long, table] });
    const read = await readPdf(file);
    assert.ok(read.pages > 5);
    assert.equal(read.untagged, '');
    assert.doesNotMatch(read.drawn, /\d+ \/ \d+/);
    assert.equal(read.tags.filter(({ tag, text }) => tag === 'TD' && text.startsWith('row')).length, 60); // prettier-ignore
  });

  void it('takes a row that is longer than a page', async () => {
    const value = 'words '.repeat(1500).trim();
    const file = await makeLetter({ lang: 'en', title: 'T', blocks: [{ kind: 'facts', rows: [{ label: 'L', value }] }] }); // prettier-ignore
    const read = await readPdf(file);
    assert.ok(read.pages > 1);
    assert.equal(read.drawn.split('words').length - 1, 1500);
    assert.equal(read.untagged, '');
  });

  void it('is larger in large print, and has a sign for letters that the typeface lacks', async () => {
    const blocks: Block[] = [{ kind: 'paragraph', text: 'ok 😀 \u202eend\u00ad' }];
    const usual = await readPdf(
      await makeLetter({ lang: 'en', title: 'T', blocks: blocksIn('en') }),
    );
    const large = await readPdf(
      await makeLetter({ lang: 'en', title: 'T', blocks: blocksIn('en'), large: true }),
    );
    assert.ok(large.pages > usual.pages);
    assert.match(
      (await readPdf(await makeLetter({ lang: 'en', title: 'T', blocks }))).drawn,
      /ok \? end/,
    );
  });

  void it('is the same file each time', async () => {
    const letter = { lang: 'en', title: 'T', blocks: blocksIn('en'), at: new Date(5000) } as const;
    const [one, other] = [await makeLetter(letter), await makeLetter(letter)];
    assert.equal(one.length, other.length);
  });
});
