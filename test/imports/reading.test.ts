// Tables are read as people save them; what cannot be read well is refused before it does any harm.
import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { knownHeader } from './known-header.ts';
import type { Row } from '../../server/imports/file-start.ts';
import { kindOf } from '../../server/imports/read-file.ts';
import { tableRows } from '../../server/imports/read-in.ts';
import { Refused } from '../../server/imports/refusal.ts';
import { partsOf, rowXml, workbook, zip } from './spreadsheet.ts';

let folder: string;
let files = 0;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tandau-reading-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function fileWith(content: string | Buffer): Promise<string> {
  const file = path.join(folder, `table-${(files += 1)}`);
  await writeFile(file, content);
  return file;
}

async function rowsIn(content: string | Buffer): Promise<Row[]> {
  return rowsOf(await fileWith(content));
}

async function rowsOf(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of tableRows(file, await kindOf(file), knownHeader)) rows.push(row);
  if (rows.length === 0) throw new Refused('onlyHeader');
  return rows;
}

void describe('a table that people saved', () => {
  const rows = [
    { number: 2, cells: ['A-1', 'Шағын; "жеңіл"', '42,5'] },
    { number: 3, cells: ['A-2', 'Line one\nline two', ''] },
  ];
  const head = 'article;name_kk;seat_width';
  const csv: [what: string, content: string | Buffer][] = [
    ['with semicolons', `${head}\nA-1;"Шағын; ""жеңіл""";42,5\nA-2;"Line one\nline two";\n`],
    [
      'with commas',
      `${head.replaceAll(';', ',')}\nA-1,"Шағын; ""жеңіл""","42,5"\nA-2,"Line one\nline two",\n`,
    ],
    [
      'with tabs and Windows lines',
      `${head.replaceAll(';', '\t')}\r\nA-1\t"Шағын; ""жеңіл"""\t42,5\r\nA-2\t"Line one\r\nline two"\t\r\n`,
    ],
    [
      'with a mark of UTF-8',
      `\uFEFF${head}\nA-1;"Шағын; ""жеңіл""";42,5\nA-2;"Line one\nline two"\n`,
    ],
    [
      'with capital headings',
      `Article; NAME_KK ;seat_width\nA-1;"Шағын; ""жеңіл""";42,5\nA-2;"Line one\nline two";;;;\n`,
    ],
  ];
  for (const [what, content] of csv) {
    void test(`is read as CSV ${what}`, async () => {
      assert.deepEqual(await rowsIn(content), rows);
    });
  }

  void test('is read from the sheet called data, or the first', async () => {
    const cells = [
      ['article', 'name_kk', 'seat_width'],
      ['A-1', 'Шағын; "жеңіл"', '42,5'],
      ['A-2', 'Line one\nline two', ''],
    ];
    assert.deepEqual(await rowsIn(workbook(cells)), rows);
    const only = `<workbook xmlns:r="r"><sheets><sheet name="Лист1" sheetId="1" r:id="rId2"/></sheets></workbook>`;
    const first = zip(
      partsOf(cells.map((one, at) => rowXml(at + 1, one)).join(''), [
        { name: 'xl/workbook.xml', content: only },
      ]),
    );
    assert.deepEqual(await rowsIn(first), rows);
  });

  void test('keeps numbers, dates, shared texts and yes and no as they are shown', async () => {
    const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c><c r="E1" t="inlineStr"><is><t>active</t></is></c></row>
<row r="4"><c r="A4"><v>1001</v></c><c r="B4" s="1"><v>46387</v></c><c r="D4"><v>42.499999999999996</v></c><c r="E4" t="b"><v>0</v></c></row>
<row r="5"><c r="A5" t="str"><v>B-2</v></c><c r="B5" t="d"><v>2026-12-31T00:00:00</v></c><c r="D5"><v>1E-2</v></c><c r="E5" t="b"><v>1</v></c></row>`;
    const book = zip(
      partsOf(sheet, [
        {
          name: 'xl/sharedStrings.xml',
          content: `<sst><si><t>article</t></si><si><r><t>valid</t></r><r><t>_from</t></r><rPh><t>no</t></rPh></si><si><t>seat_width</t></si></sst>`,
        },
        {
          name: 'xl/styles.xml',
          content: `<styleSheet><numFmts><numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
        },
      ]),
    );
    assert.deepEqual(await rowsIn(book), [
      { number: 4, cells: ['1001', '2026-12-31', '', '42.5', 'FALSE'] },
      { number: 5, cells: ['B-2', '2026-12-31', '', '0.01', 'TRUE'] },
    ]);
  });

  void test('leaves out notes, the example and empty rows, and counts as the spreadsheet does', async () => {
    const table = '\n# a note\narticle;name_kk\n# Артикул;Атауы\n#example;x\n;;\n\nA-1;x\n';
    assert.deepEqual(await rowsIn(table), [{ number: 8, cells: ['A-1', 'x'] }]);
  });
});

const OK = 'article;name_kk\nA-1;x\n';
const dataRows = `${rowXml(1, ['article', 'name_kk'])}${rowXml(2, ['A-1', 'x'])}`;
const sheetOf = (xml: string) =>
  zip(partsOf('', [{ name: 'xl/worksheets/sheet2.xml', content: xml }]));

void describe('a bad file is refused', () => {
  const bad: [what: string, content: string | Buffer, code: string][] = [
    ['that is empty', '', 'empty'],
    ['with only its header', 'article;name_kk\n', 'onlyHeader'],
    ['with only notes below its header', 'article;name_kk\n# note\n', 'onlyHeader'],
    ['without a column for the article', 'name_kk;maker\nx;y\n', 'noHeader'],
    ['with a column twice', 'article;name_kk;Name_KK\nA-1;x;y\n', 'repeatedColumn'],
    ['in UTF-16', Buffer.from(`\uFEFF${OK}`, 'utf16le'), 'utf16'],
    ['in UTF-16 without its mark', Buffer.from(OK.repeat(3), 'utf16le'), 'utf16'],
    [
      'in Windows-1251',
      Buffer.from([...Buffer.from('article;name_kk\nA-1;'), 0xd8, 0xe0, 0x0a]),
      'encoding',
    ],
    [
      'that ends within a letter',
      Buffer.concat([Buffer.from(OK), Buffer.from([0xd0])]),
      'encoding',
    ],
    ['with a quotation mark that is not closed', 'article;name_kk\nA-1;"x\nA-2;y\n', 'quotes'],
    ['of another kind', Buffer.from('%PDF-1.7 …'), 'notATable'],
    [
      'that is a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
      'notATable',
    ],
    [
      'with zero bytes further on',
      Buffer.concat([Buffer.from(OK.repeat(400)), Buffer.alloc(4)]),
      'notATable',
    ],
    [
      'with a password, or of old',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'oldExcel',
    ],
    ['with too many columns', `article${';x'.repeat(300)}\nA-1\n`, 'tooManyColumns'],
    ['that is one endless row', `article\nA${';'.repeat(3_000_000)}`, 'tooManyColumns'],
    ['with a cell that is too long', `article;name_kk\nA-1;${'x'.repeat(10_001)}\n`, 'cellTooLong'],
    ['with too many rows', `article\n${'A\n'.repeat(10_001)}`, 'tooManyRows'],
    [
      'that is an archive of other things',
      zip([{ name: 'letter.txt', content: 'x' }]),
      'notATable',
    ],
    ['that is cut off', workbook([['article'], ['A-1']]).subarray(0, 400), 'broken'],
    ['with broken XML', sheetOf('<worksheet><sheetData><row r="1"><c>'), 'broken'],
    [
      'whose archive says nonsense',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(50)]),
      'broken',
    ],
    [
      'without its sheet',
      zip(partsOf(dataRows, [{ name: 'xl/_rels/workbook.xml.rels', content: '<Relationships/>' }])),
      'broken',
    ],
    [
      'with a formula',
      sheetOf(
        `<worksheet><sheetData><row r="7"><c r="C7"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>`,
      ),
      'formula',
    ],
    [
      'with macros',
      zip(partsOf(dataRows, [{ name: 'xl/vbaProject.bin', content: 'x' }])),
      'macros',
    ],
    [
      'that leads to other files',
      zip(partsOf(dataRows, [{ name: 'xl/externalLinks/externalLink1.xml', content: '<x/>' }])),
      'externalLinks',
    ],
    [
      'whose sheet lies elsewhere',
      zip(
        partsOf(dataRows, [
          {
            name: 'xl/_rels/workbook.xml.rels',
            content:
              '<Relationships><Relationship Id="rId2" TargetMode="External" Target="https://x.example"/></Relationships>',
          },
        ]),
      ),
      'externalLinks',
    ],
    ['that declares entities', sheetOf('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'), 'doctype'],
    [
      'that declares its type in the shared texts',
      zip(
        partsOf(dataRows, [
          {
            name: 'xl/sharedStrings.xml',
            content: '<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst/>',
          },
        ]),
      ),
      'doctype',
    ],
    [
      'with an unknown entity',
      sheetOf(
        '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>',
      ),
      'broken',
    ],
    ['that nests without end', sheetOf('<a>'.repeat(5000)), 'broken'],
    [
      'with one endless text',
      sheetOf(
        `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>${pseudoRandom(3_000_000)}`,
      ),
      'tooMuchText',
    ],
    [
      'that unpacks to far more than it is',
      sheetOf(`<worksheet>${' '.repeat(30_000_000)}</worksheet>`),
      'bomb',
    ],
    [
      'that says it is smaller than it is',
      zip(
        partsOf(dataRows, [
          {
            name: 'xl/sharedStrings.xml',
            content: `<sst>${' '.repeat(30_000_000)}</sst>`,
            claims: { unpacked: 100 },
          },
        ]),
      ),
      'broken',
    ],
    [
      'that says it is larger than any table',
      zip(
        partsOf(dataRows, [{ name: 'xl/media/a', content: 'x', claims: { unpacked: 0xfff_fffe } }]),
      ),
      'bomb',
    ],
    [
      'of too many parts',
      zip(Array.from({ length: 600 }, (_, at) => ({ name: `p${at}`, content: '' }))),
      'bomb',
    ],
    [
      'with a locked part',
      zip(
        partsOf(dataRows, [
          { name: 'xl/styles.xml', content: '<x/>', claims: { encrypted: true } },
        ]),
      ),
      'oldExcel',
    ],
    [
      'with a value far to the right',
      sheetOf(
        '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>',
      ),
      'tooManyColumns',
    ],
  ];
  for (const [what, content, code] of bad) {
    void test(what, async () => {
      await assert.rejects(
        () => rowsIn(content),
        (error) => error instanceof Refused && error.code === code,
        `${what}: ${code}`,
      );
    });
  }

  void test('with a formula by naming its cell', async () => {
    const book = sheetOf(
      '<worksheet><sheetData><row r="7"><c r="AB7"><f>1</f></c></row></sheetData></worksheet>',
    );
    await assert.rejects(() => rowsIn(book), { values: { cell: 'AB7' } });
  });
});

void describe('a file of ten million rows', () => {
  const started = () => ({ at: performance.now(), memory: process.memoryUsage.rss() });

  void test('is refused as CSV after the first ten thousand', async () => {
    const file = path.join(folder, 'endless.csv');
    const out = createWriteStream(file);
    out.write('article;name_kk\n');
    const chunk = 'A-1;x\n'.repeat(100_000);
    for (let times = 0; times < 100; times++) if (!out.write(chunk)) await once(out, 'drain');
    out.end();
    await once(out, 'close');
    const before = started();
    await assert.rejects(() => rowsOf(file), { code: 'tooManyRows' });
    assertCheap(before);
  });

  void test('is refused as CSV of empty lines', async () => {
    const file = await fileWith(`article;name_kk\n${';\n'.repeat(10_000_000)}`);
    const before = started();
    await assert.rejects(() => rowsOf(file), { code: 'tooManyRows' });
    assertCheap(before, { seconds: 20 });
  });

  void test('is refused as XLSX, and so is a full sheet', async () => {
    const many = Array.from(
      { length: 400_000 },
      (_, at) => `<row><c><v>${at * 7919}</v></c></row>`,
    );
    const file = await fileWith(
      sheetOf(`<worksheet><sheetData>${rowXml(1, ['article'])}${many.join('')}`),
    );
    const before = started();
    await assert.rejects(() => rowsOf(file), { code: 'tooManyRows' });
    assertCheap(before);
  });

  function assertCheap({ at, memory }: { at: number; memory: number }, { seconds = 5 } = {}): void {
    assert.ok(performance.now() - at < seconds * 1000, 'it takes too long');
    const grown = (process.memoryUsage.rss() - memory) / 1024 / 1024;
    assert.ok(grown < 120, `memory grew by ${Math.round(grown)} MB`);
  }
});

// Letters that pack badly.
function pseudoRandom(length: number): string {
  let seed = 1;
  let text = '';
  while (text.length < length) {
    seed = (seed * 48_271) % 2_147_483_647;
    text += seed.toString(36);
  }
  return text;
}
