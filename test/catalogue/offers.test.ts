import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  classTree,
  findOffer,
  guaranteedAmountFor,
  listOffersFor,
  type OfferCursor,
} from '../../server/catalogue/catalogue.ts';
import { startPortal } from '../support/portal.ts';

const ON = '2026-11-23';
const REGION = '750000000';
const portal = await startPortal();
const { read, write } = portal.db;

describe('offers, as a request asks for them', () => {
  it('are listed for the classes of an entitlement, page by page, cheapest first', async () => {
    const classes = await classTree(portal.db);
    const aidClassCodes = classes.all
      .filter(({ code }) => classes.withAncestors(code).some((one) => one.code === 'MM-01'))
      .map(({ code }) => code);
    const ask = { aidClassCodes, regionCode: REGION, on: ON, limit: 5 };
    const prices: number[] = [];
    const ids = new Set<number>();
    let after: OfferCursor | null = null;
    do {
      const page: Awaited<ReturnType<typeof listOffersFor>> = await listOffersFor(read, {
        ...ask,
        after,
      });
      prices.push(...page.offers.map(({ price }) => price));
      for (const { id } of page.offers) ids.add(id);
      after = page.next;
    } while (after);
    assert.ok(prices.length > 5);
    assert.equal(ids.size, prices.length);
    assert.deepEqual(
      prices,
      prices.toSorted((a, b) => a - b),
    );
  });

  it('one tells its product, variant, supplier and regions, and whether it can be chosen', async () => {
    const { offers } = await listOffersFor(read, {
      aidClassCodes: ['MM-01-01'],
      regionCode: REGION,
      on: ON,
    });
    const { id, product } = offers[0]!;
    const offer = await findOffer(read, id, { on: ON });
    assert.equal(offer!.product.slug, product.slug);
    assert.equal(offer!.inForce, true);
    assert.ok(offer!.regions.includes(REGION));
    assert.equal((await findOffer(read, id, { on: '2020-01-01' }))!.inForce, false);
    await write('suppliers').where({ id: offer!.supplier.id }).update({ status: 'suspended' });
    assert.equal((await findOffer(read, id, { on: ON }))!.inForce, false);
    assert.equal(await findOffer(read, 999_999_999, { on: ON }), null);
  });

  it('the amount of a class is its own from its first day on, before that the one above', async () => {
    await write('guaranteed_amounts').del();
    await write('guaranteed_amounts').insert([
      amount('MM', 100, '2026-01-01'),
      { ...amount('MM-01', 200, '2026-06-01'), valid_until: '2026-12-01' },
    ]);
    assert.equal(await guaranteedAmountFor(read, 'MM-01-01', '2026-05-31'), 100);
    assert.equal(await guaranteedAmountFor(read, 'MM-01-01', '2026-06-01'), 200);
    assert.equal(await guaranteedAmountFor(read, 'MM-01-01', '2026-12-01'), 100);
    assert.equal(await guaranteedAmountFor(read, 'MM', '2025-12-31'), null);
  });
});

function amount(aid_class_code: string, amount_tiyn: number, valid_from: string) {
  return { aid_class_code, amount_tiyn, valid_from, source: 'a test', status: 'demo' };
}
