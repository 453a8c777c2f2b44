import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharesOf } from '../../server/catalogue/co-payment.ts';
import { readCursor, writeCursor } from '../../server/catalogue/cursor.ts';
import { foldedWords } from '../../server/i18n/fold.ts';
import { amountFor } from '../../server/catalogue/guaranteed-amounts.ts';
import { countryName } from '../../server/catalogue/product-page.ts';

describe('what the state and the person pay', () => {
  for (const [price, guaranteed, stateShare, coPayment] of [
    [100, 200, 100, 0],
    [200, 200, 200, 0],
    [250, 200, 200, 50],
    [250, 0, 0, 250],
    [250, null, null, null],
  ] as const) {
    it(`of ${price} with ${guaranteed ?? 'no'} guaranteed amount`, () => {
      assert.deepEqual(sharesOf(price, guaranteed), { price, stateShare, coPayment });
    });
  }

  it('a class without its own amount has that of the nearest class above', () => {
    const amounts = new Map([
      ['MM', 1],
      ['MM-01', 2],
    ]);
    assert.equal(amountFor(amounts, line('MM-01-01', 'MM-01', 'MM')), 2);
    assert.equal(amountFor(amounts, line('MM-02', 'MM')), 1);
    assert.equal(amountFor(amounts, line('TT')), null);
  });
});

describe('words are found however they are typed', () => {
  it('Kazakh letters, Russian ones in their place, and any case are one', () => {
    assert.deepEqual(foldedWords('«ҚОЛ» өнімі'), foldedWords('"кол" онимі'.toLowerCase()));
    assert.deepEqual(foldedWords('кресло-арба, ёлка'), ['кресло', 'арба', 'елка']);
  });
});

describe('the cursor of a page', () => {
  it('comes back as it was written', () => {
    assert.deepEqual(readCursor(writeCursor({ key: 'AB 3200', id: 7 }), 'name'), {
      key: 'AB 3200',
      id: 7,
    });
    assert.deepEqual(readCursor(writeCursor({ key: -12, id: 7 }), 'relevance'), {
      key: -12,
      id: 7,
    });
    assert.deepEqual(readCursor(writeCursor({ key: '2026-11-23', id: 7 }), 'newest'), {
      key: '2026-11-23',
      id: 7,
    });
  });

  it('of another order, or made up, is none', () => {
    assert.equal(readCursor(writeCursor({ key: 'AB', id: 7 }), 'price'), null);
    for (const made of ['', '7', '7.!', '0.MQ', '7.MQ.MQ', '99999999999.MQ', "1'.MQ"]) {
      assert.equal(readCursor(made, 'price'), null, made);
    }
  });
});

describe('the country of origin', () => {
  it('is named in each language', () => {
    assert.equal(countryName('KZ', 'kk'), 'Қазақстан');
    assert.equal(countryName('DE', 'ru'), 'Германия');
    assert.equal(countryName('CN', 'en'), 'China');
  });
});

function line(...codes: string[]): { code: string }[] {
  return codes.map((code) => ({ code }));
}
