import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  lacksOfOffer,
  startsOn,
  type OfferFacts,
} from '../../server/administration/offers/completeness.ts';
import { freeSlug, keyFrom, slugFrom } from '../../server/publishing/slug.ts';
import { checkMove, movesFrom, STATUSES } from '../../server/administration/publication.ts';
import { continuedBy, inForceOn, placeFrom } from '../../server/administration/timeline.ts';
import { decimal, typedDecimal } from '../../server/web/desk-fields.ts';
import { readForm } from '../../server/web/forms.ts';

const line = [
  { id: 1, validFrom: '2025-01-01', validUntil: '2026-01-01' },
  { id: 2, validFrom: '2026-01-01', validUntil: '2027-01-01' },
  { id: 3, validFrom: '2027-01-01', validUntil: null },
];

void describe('a value with dates', () => {
  void it('ends the one before it on its first day', () => {
    const placing = placeFrom(line.slice(0, 2), '2026-06-01');
    assert.deepEqual(placing, { closes: line[1], validUntil: null });
  });
  void it('ends itself where the next one starts', () => {
    assert.deepEqual(placeFrom(line, '2026-06-01'), { closes: line[1], validUntil: '2027-01-01' });
  });
  void it('closes nothing where nothing was in force', () => {
    assert.deepEqual(placeFrom([], '2026-06-01'), { closes: null, validUntil: null });
    assert.deepEqual(placeFrom(line, '2024-01-01'), { closes: null, validUntil: '2025-01-01' });
  });
  void it('cannot start on a day that is taken', () => {
    assert.deepEqual(placeFrom(line, '2027-01-01'), { taken: line[2] });
  });
  void it('is continued by the one before when it is taken back', () => {
    assert.equal(continuedBy(line, line[2]!), line[1]);
    assert.equal(continuedBy(line, line[0]!), null);
  });
  void it('is in force from its first day up to, not including, its last', () => {
    assert.equal(inForceOn(line, '2025-12-31'), line[0]);
    assert.equal(inForceOn(line, '2026-01-01'), line[1]);
    assert.equal(inForceOn(line, '2024-12-31'), null);
  });
});

void describe('the way into the catalogue', () => {
  void it('knows a move from every status', () => {
    for (const status of STATUSES) assert.ok(movesFrom(status).length > 0, status);
  });
  const record = { status: 'in_review', submittedBy: 7, missing: 0 } as const;
  for (const [what, changed, move, reader, expected] of [
    ['a second person publishes', {}, 'publication', 8, true],
    ['whoever submitted may not publish', {}, 'publication', 7, 'ownSubmission'],
    ['whoever submitted may take it back', {}, 'return', 7, true],
    ['what lacks something is not published', { missing: 1 }, 'publication', 8, 'incomplete'],
    ['a draft is not published', { status: 'draft' }, 'publication', 8, 'wrongState'],
    [
      'what lacks something is not submitted',
      { status: 'draft', missing: 2 },
      'submission',
      8,
      'incomplete',
    ],
    [
      'what lacks something may be withdrawn',
      { status: 'published', missing: 2 },
      'withdrawal',
      7,
      true,
    ],
  ] as const) {
    void it(what, () => {
      const check = checkMove({ ...record, ...changed }, move, reader);
      assert.equal(check.allowed ? true : check.reason, expected);
    });
  }
});

void describe('what an offer lacks', () => {
  const offer: OfferFacts = {
    validFrom: '2026-12-01',
    validUntil: null,
    regions: ['710000000'],
    variantActive: true,
    productStatus: 'published',
    supplier: { status: 'admitted', admittedUntil: null, regions: ['710000000', '750000000'] },
    others: [],
  };
  const lacks = (changed: Partial<OfferFacts>) =>
    lacksOfOffer({ ...offer, ...changed }, '2026-11-23');

  void it('is nothing when all is there', () => assert.deepEqual(lacks({}), []));
  void it('is an admitted supplier that serves its regions', () => {
    assert.deepEqual(lacks({ supplier: { ...offer.supplier, status: 'suspended' } }), ['supplier']);
    assert.deepEqual(lacks({ supplier: { ...offer.supplier, admittedUntil: '2026-11-30' } }), [
      'supplier',
    ]);
    assert.deepEqual(lacks({ regions: ['110000000'] }), ['regions']);
    assert.deepEqual(lacks({ regions: [] }), ['regions']);
  });
  void it('is a day of its own', () => {
    assert.deepEqual(lacks({ others: [{ validFrom: '2026-12-01', validUntil: null }] }), [
      'sameDay',
    ]);
    assert.deepEqual(lacks({ others: [{ validFrom: '2027-01-01', validUntil: null }] }), ['later']);
    const ends = {
      validUntil: '2027-01-01',
      others: [{ validFrom: '2027-01-01', validUntil: null }],
    };
    assert.deepEqual(lacks(ends), []);
    assert.deepEqual(lacks({ others: [{ validFrom: '2026-01-01', validUntil: null }] }), []);
    assert.deepEqual(lacks({ validUntil: '2026-12-01' }), ['over']);
  });
  void it('never holds before the day on which it is published', () => {
    assert.equal(startsOn('2026-11-01', '2026-11-23'), '2026-11-23');
    assert.equal(startsOn('2026-12-01', '2026-11-23'), '2026-12-01');
  });
});

void describe('addresses and numbers', () => {
  void it('come from English names', () => {
    assert.equal(slugFrom('Zhol 4 folding (white) cane'), 'zhol-4-folding-white-cane');
    assert.equal(slugFrom('Жол'), 'aid');
    assert.equal(keyFrom('Seat width'), 'seat_width');
    assert.equal(freeSlug('a', new Set(['a', 'a-2'])), 'a-3');
  });
  for (const [typed, thousandths, shown] of [
    ['42', 42_000, '42'],
    ['42,5', 42_500, '42,5'],
    ['1 250.125', 1_250_125, '1250,125'],
    ['-3,05', -3_050, '-3,05'],
  ] as const) {
    void it(`reads ${typed} as whole thousandths`, () => {
      const form = readForm({ decimal }, { decimal: typed });
      assert.ok('values' in form);
      assert.equal(form.values.decimal, thousandths);
      assert.equal(typedDecimal(thousandths, 'kk'), shown);
    });
  }
  for (const typed of ['x', '1,2345', '1e3', '12345678901', '--1']) {
    void it(`refuses ${typed}`, () =>
      assert.ok('problems' in readForm({ decimal }, { decimal: typed })));
  }
});
