import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayProblems } from '../../server/publishing/act-routes.ts';
import type { ProductContent } from '../../server/publishing/content.ts';
import { differences } from '../../server/publishing/differences.ts';
import { gateOf } from '../../server/publishing/gate.ts';
import { keptValues } from '../../server/publishing/kept-values.ts';
import { lacksOf } from '../../server/publishing/lacks.ts';
import {
  checkMove,
  movesFrom,
  REVISION_STATUSES,
  type Movable,
} from '../../server/publishing/lifecycle.ts';
import { isInSteps, soundContent } from '../../server/publishing/sound.ts';
import { wordDifferences } from '../../server/publishing/word-differences.ts';
import {
  choiceOf,
  cover,
  definition,
  DEFINITIONS,
  folds,
  names,
  product,
  side,
  variant,
  width,
} from './samples.ts';

const TODAY = '2026-11-23';

void describe('what a product lacks', () => {
  const keys = (changed: Partial<ProductContent>, on = TODAY) =>
    lacksOf({ ...product, ...changed }, DEFINITIONS, on).map(({ key }) => key);
  const { pictures } = product;

  for (const [what, changed, expected] of [
    ['is nothing when all is there', {}, []],
    [
      'is each text in each language',
      { summaries: { ...names('a'), kk: '' }, names: { ...names('a'), en: '' } },
      ['text', 'text'],
    ],
    ['is a certificate', { certificate: null }, ['certificate']],
    [
      'is the certificate’s last day',
      { certificate: { number: 'KZ', validUntil: null } },
      ['certificateDay'],
    ],
    [
      'is a certificate that has not run out',
      { certificate: { number: 'KZ', validUntil: '2026-11-22' } },
      ['certificateOver'],
    ],
    [
      'is nothing on the certificate’s last day',
      { certificate: { number: 'KZ', validUntil: TODAY } },
      [],
    ],
    ['is a picture', { pictures: [] }, ['picture']],
    ['is nothing where the drawing stands for it', { pictures: [], drawingStands: true }, []],
    [
      'is what a picture shows, in each language, even where the drawing would do',
      { pictures: [{ ...pictures[0]!, alts: { kk: '', ru: '', en: 'a' } }], drawingStands: true },
      ['alt', 'alt'],
    ],
    ['is a variant', { variants: [] }, ['variant']],
    ['is an active variant', { variants: [{ ...variant, active: false }] }, ['variant']],
    ['is required data', { variants: [{ ...variant, values: { folds: true } }] }, ['data']],
    [
      'is nothing of an inactive variant beside an active one',
      { variants: [variant, { ...variant, article: 'A-2', active: false, values: {} }] },
      [],
    ],
    [
      'is the name of a variant in each language',
      { variants: [{ ...variant, labels: { ...names('a'), ru: '' } }] },
      ['label'],
    ],
  ] as [string, Partial<ProductContent>, string[]][]) {
    void it(what, () => assert.deepEqual(keys(changed), expected));
  }

  void it('leads to where it is mended', () => {
    const [lack] = lacksOf(
      { ...product, variants: [variant, { ...variant, article: 'A-2', values: {} }] },
      DEFINITIONS,
      TODAY,
    );
    assert.deepEqual(lack, {
      key: 'data',
      values: { article: 'A-2', count: 1 },
      at: { page: 'variant', number: 2 },
    });
  });

  void it('falls into the four points of the gate, each lack into one', () => {
    const lacks = lacksOf(
      { ...product, names: names(''), certificate: null, pictures: [], variants: [] },
      DEFINITIONS,
      TODAY,
    );
    const gate = gateOf([...lacks, { key: 'text', at: { page: 'product', field: 'name_kk' } }]);
    assert.deepEqual(
      gate.map(({ point, lacks: own }) => [point, own.length]),
      [
        ['texts', 1],
        ['certificate', 1],
        ['picture', 1],
        ['data', 1],
      ],
    );
  });
});

void describe('differences', () => {
  const between = (changed: Partial<ProductContent>, before: ProductContent | null = product) =>
    differences(before, { ...product, ...changed }, DEFINITIONS).map((one) => [
      'article' in one.of ? one.of.article : 'file' in one.of ? one.of.file : '',
      one.key ?? one.what,
      one.lang ?? '',
      one.before,
      one.after,
    ]);

  for (const [what, changed, expected] of [
    ['are none between equal contents', {}, []],
    [
      'name each fact with old and new',
      { maker: 'Other', warrantyMonths: 24, madeToOrder: true },
      [
        ['', 'maker', '', 'Nurly Zhol', 'Other'],
        ['', 'made_to_order', '', false, true],
        ['', 'warranty_months', '', 12, 24],
      ],
    ],
    [
      'name each language apart',
      { names: { ...product.names, ru: 'Трость' } },
      [['', 'name', 'ru', 'Cane ru', 'Трость']],
    ],
    [
      'know what is there no more',
      { certificate: null },
      [
        ['', 'certificate_number', '', 'KZ.1', null],
        ['', 'certificate_valid_until', '', '2027-01-01', null],
      ],
    ],
    [
      'go into technical data',
      { variants: [{ ...variant, values: { ...variant.values, width: 43_000, folds: false } }] },
      [
        ['A-1', 'width', '', 42_500, 43_000],
        ['A-1', 'folds', '', true, false],
      ],
    ],
    [
      'know a value that goes',
      { variants: [{ ...variant, values: { cover: names('Linen'), width: 42_500, folds: true } }] },
      [['A-1', 'side', '', 'left', null]],
    ],
    [
      'know the order of pictures',
      { pictures: [{ ...product.pictures[0]!, alts: { ...names('A cane at a wall'), en: 'B' } }] },
      [['a.webp', 'alt', 'en', 'A cane at a wall en', 'B']],
    ],
  ] as [string, Partial<ProductContent>, unknown[]][]) {
    void it(what, () => assert.deepEqual(between(changed), expected));
  }

  void it('of a new variant are all that it says; of a removed one, all that it said', () => {
    const other = { ...variant, article: 'A-2' };
    const added = between({ variants: [variant, other] });
    assert.equal(added.length, 3 + 1 + 3 + 3);
    assert.ok(added.every(([of, , , before]) => of === 'A-2' && before === null));
    const removed = between({ variants: [] });
    assert.ok(removed.every(([of, , , , after]) => of === 'A-1' && after === null));
  });

  void it('of a new product are all that it says', () => {
    assert.ok(between({}, null).every(([, , , before]) => before === null));
  });

  void it('of long texts are words', () => {
    const { before, after } = wordDifferences(
      'It folds flat. It weighs 12 kg.\nFor indoors.',
      'It folds flat and fast. It weighs 11 kg.\nFor indoors.',
    );
    const text = (pieces: typeof before) => pieces.map((piece) => piece.text).join('');
    assert.equal(text(before), 'It folds flat. It weighs 12 kg.\nFor indoors.');
    assert.equal(text(after), 'It folds flat and fast. It weighs 11 kg.\nFor indoors.');
    const changed = (pieces: typeof before) =>
      pieces.filter(({ same }) => !same).map((piece) => piece.text.trim());
    assert.deepEqual(changed(before), ['flat.', '12']);
    assert.deepEqual(changed(after), ['flat and fast.', '11']);
  });
});

void describe('a change of class', () => {
  const wider = definition({ ...width, id: 11, aidClassCode: 'MM-01', step: 1000 });
  for (const [what, value, from, to, isKept] of [
    ['keeps a number of the same unit', 42_500, width, wider, true],
    ['loses a number of another unit', 42_500, width, definition({ ...wider, unit: 'mm' }), false],
    ['loses a number where a text is asked', 42_500, width, { ...cover, key: 'width' }, false],
    ['keeps an option that both have', 'left', side, choiceOf(12, 'side', ['left']), true],
    ['loses an option that is not there', 'left', side, choiceOf(12, 'side', ['right']), false],
    ['keeps yes and no', false, folds, definition({ ...folds, id: 13 }), true],
    ['keeps texts', names('Linen'), cover, definition({ ...cover, id: 14 }), true],
    ['loses what the new class does not ask for', true, folds, null, false],
  ] as const) {
    void it(what, () => {
      const { key } = from;
      const { kept, lost } = keptValues({ [key]: value }, [from], to === null ? [] : [to]);
      assert.deepEqual(kept, isKept ? { [key]: value } : {});
      assert.deepEqual(lost, isKept ? [] : [{ key, value, definition: from }]);
    });
  }

  void it('keeps or tells of every value: none goes unsaid', () => {
    const to = [definition({ ...wider }), choiceOf(12, 'side', ['right'])];
    const { kept, lost } = keptValues(variant.values, DEFINITIONS, to);
    assert.deepEqual(
      [...Object.keys(kept), ...lost.map(({ key }) => key)].toSorted(),
      Object.keys(variant.values).toSorted(),
    );
  });
});

void describe('a revision', () => {
  const revision: Movable = { status: 'in_review', supplierId: null, submittedBy: 7, changedBy: 6 };
  const OWN = { accountId: 7, supplierId: null };
  const COLLEAGUE = { accountId: 8, supplierId: null };
  const FIRM = { accountId: 9, supplierId: 3 };
  for (const [what, changed, move, mover, missing, expected] of [
    ['is accepted by a colleague', {}, 'acceptance', COLLEAGUE, 0, true],
    ['is not accepted by who handed it in', {}, 'acceptance', OWN, 0, 'ownProposal'],
    [
      'is not accepted by who wrote in it last',
      { changedBy: 8 },
      'acceptance',
      COLLEAGUE,
      0,
      'ownProposal',
    ],
    ['is not accepted while it lacks something', {}, 'acceptance', COLLEAGUE, 1, 'incomplete'],
    [
      'of a supplier is accepted by any administrator',
      { supplierId: 3, submittedBy: 9, changedBy: 9 },
      'acceptance',
      OWN,
      0,
      true,
    ],
    ['is not accepted by a supplier', { supplierId: 3 }, 'acceptance', FIRM, 0, 'notYours'],
    ['is returned by who handed it in too', {}, 'return', OWN, 3, true],
    ['is handed in by its firm', { status: 'draft', supplierId: 3 }, 'submission', FIRM, 0, true],
    [
      'of a firm is not handed in by an administrator',
      { status: 'draft', supplierId: 3 },
      'submission',
      OWN,
      0,
      'notYours',
    ],
    [
      'of another firm is not handed in',
      { status: 'draft', supplierId: 4 },
      'submission',
      FIRM,
      0,
      'notYours',
    ],
    ['is handed in whole', { status: 'returned' }, 'submission', OWN, 2, 'incomplete'],
    ['is taken back while it waits for its day', { status: 'accepted' }, 'recall', OWN, 0, true],
    ['is not discarded while it is read', {}, 'discard', OWN, 0, 'wrongState'],
    ['is not accepted twice', { status: 'published' }, 'acceptance', COLLEAGUE, 0, 'wrongState'],
  ] as const) {
    void it(what, () => {
      const check = checkMove({ ...revision, ...changed }, move, mover, missing);
      assert.equal(check.allowed ? true : check.reason, expected);
    });
  }

  void it('of the past moves no more', () => {
    for (const status of ['published', 'superseded', 'discarded'] as const) {
      assert.deepEqual(movesFrom(status), []);
    }
    assert.equal(REVISION_STATUSES.filter((status) => movesFrom(status).length).length, 4);
  });
});

void describe('a content', () => {
  void it('keeps only values of their kind, in one order', () => {
    const { variants } = soundContent(
      {
        ...product,
        variants: [
          {
            ...variant,
            values: { width: 42_500, side: 'up', folds: 'yes', gone: 1, cover: names('Linen') },
          },
        ],
      },
      DEFINITIONS,
    );
    assert.deepEqual(Object.keys(variants[0]!.values), ['cover', 'width']);
  });

  for (const [step, thousandths, fits] of [
    [500, 42_500, true],
    [500, 42_300, false],
    [100, 300, true],
    [null, 1, true],
    [1000, -2000, true],
  ] as const) {
    void it(`of ${thousandths} thousandths goes in steps of ${step}: ${fits}`, () => {
      assert.equal(isInSteps({ step }, thousandths), fits);
    });
  }
});

void describe('the days of a revision', () => {
  for (const [publishOn, withdrawOn, expected] of [
    [null, null, []],
    ['2026-11-24', '2026-11-25', []],
    ['2026-11-23', null, ['publish_on']],
    [null, '2026-11-23', ['withdraw_on']],
    ['2026-11-25', '2026-11-25', ['withdraw_on']],
    ['2026-11-20', '2026-11-21', ['publish_on', 'withdraw_on']],
  ] as const) {
    void it(`from ${publishOn} until ${withdrawOn}: ${expected.join(' ') || 'are sound'}`, () => {
      assert.deepEqual(
        dayProblems(publishOn, withdrawOn, TODAY).map(({ field }) => field),
        expected,
      );
    });
  }
});
