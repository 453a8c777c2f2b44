// The register of what people have: written at the receipt, with its warranty and, where a term is known, its date.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aidsOf,
  aidsOfRequest,
  changeAid,
  findAid,
  replacementTermOf,
  setMissingReplacements,
} from '../../server/aids/aids.ts';
import { inTransaction } from '../../server/database.ts';
import { Conflict } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';

const db = await freshDatabase();
const town = await makeTown(db);
const requests = actsOf(db, town);
const { write } = db;

const received = async () => {
  const reference = await requests.inStatus('received');
  const [aid, ...more] = await aidsOfRequest(write, (await requests.request(reference)).id);
  assert.equal(more.length, 0);
  return aid!;
};
const term = (code: string, value: number, from: string, until: string | null = null) =>
  write('terms').insert({
    key: 'replacement',
    aid_class_code: code,
    value,
    unit: 'months',
    valid_from: from,
    valid_until: until,
    source: 'for the test',
    status: 'proposed',
  });

void describe('what people have', () => {
  void it('is written down at the receipt, with its warranty and without an invented date', async () => {
    const aid = await received();
    assert.equal(aid.state, 'in_use');
    assert.equal(aid.receivedOn, '2026-11-23');
    assert.equal(aid.warrantyUntil, '2027-11-23');
    assert.equal(aid.replacementFrom, null);
    assert.equal(aid.supplier?.id, town.supplierId);
    assert.equal(aid.officeId, town.officeId);
    const own = await aidsOf(write, [town.applicantId]);
    assert.ok(own.some(({ id }) => id === aid.id));
    assert.deepEqual(await aidsOf(write, []), []);
  });

  void it('gets its replacement date from the term of its class, or the nearest above', async () => {
    assert.equal(await replacementTermOf(write, 'MM-01-01', '2026-11-23'), null);
    const before = await received();
    await term('MM-01', 60, '2026-01-01');
    await term('MM-01-01', 48, '2027-01-01');
    assert.equal((await replacementTermOf(write, 'MM-01-01', '2026-11-23'))?.value, 60);
    assert.equal((await replacementTermOf(write, 'MM-01-01', '2027-01-01'))?.value, 48);
    assert.equal((await received()).replacementFrom, '2031-11-23');
    const set = await setMissingReplacements(db, MONDAY);
    assert.ok(set >= 1);
    assert.equal((await findAid(write, before.id))?.replacementFrom, '2031-11-23');
    assert.equal(await setMissingReplacements(db, MONDAY), 0);
  });

  void it('changes only as it was seen, and never is in use by nobody', async () => {
    const aid = await received();
    const fact = { kind: 'loan.given', at: MONDAY, by: null, role: 'system' };
    const change = (change: Parameters<typeof changeAid>[2]) =>
      inTransaction(db, (trx) => changeAid(trx, aid, change, fact));
    await assert.rejects(change({ applicant_id: null }));
    await assert.rejects(change({ state: 'in_pool' }), 'the pool is nobody’s');
    await change({ condition: 'good' });
    await assert.rejects(change({ condition: 'worn' }), Conflict);
  });
});
