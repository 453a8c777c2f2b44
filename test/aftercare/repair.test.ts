// A fault, its repair and the loan for that time; giving back; asking for another before its date.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runAftercare } from '../../server/aftercare/by-date.ts';
import { loansFor } from '../../server/aftercare/loans.ts';
import { runChecks } from '../../server/requests/checks.ts';
import { Conflict, NotFound } from '../../server/web/errors.ts';
import { startRequest } from '../../server/requests/requests.ts';
import { verifyChain } from '../../server/audit/audit.ts';
import { careTown, MONDAY, must, mustNot } from './scene.ts';

const { db, town, means, requests, received, ...care } = await careTown();
const { aigerim, mother, aunt, neighbour, saule, dmitri, askar, rival } = town;
const office = { by: saule, side: 'office' as const };
const supplier = { by: askar, side: 'supplier' as const };

void describe('a repair under warranty', () => {
  void it('goes from the report to the person’s word, with a holder and a date at each step', async () => {
    const { aid } = await received();
    must(await care.report(aid.id, { by: aigerim }));
    let repair = await care.repair(aid.id);
    assert.equal(repair.supplier?.id, town.supplierId);
    assert.equal(repair.dueOn, '2026-11-26');
    mustNot(await care.report(aid.id, { by: mother }), 'repair-open');

    must(await care.move(aid.id, supplier, 'accepted'));
    must(await care.move(aid.id, supplier, 'picked_up'));
    assert.equal((await care.aid(aid.id)).state, 'in_repair');
    mustNot(await care.move(aid.id, supplier, 'repaired', null), 'words-missing');
    must(await care.move(aid.id, supplier, 'repaired'));
    for (const by of [supplier, { by: rival, side: 'supplier' as const }]) {
      const done = care.move(aid.id, by, 'confirmed');
      if (by === supplier) mustNot(await done, 'wrong-state');
      else await assert.rejects(done, NotFound);
    }
    must(await care.move(aid.id, { by: mother }, 'again'));
    repair = await care.repair(aid.id);
    assert.equal(repair.state, 'accepted');
    must(await care.move(aid.id, supplier, 'repaired'));
    must(await care.move(aid.id, { by: aigerim }, 'confirmed', null));
    repair = await care.repair(aid.id);
    assert.equal(repair.state, 'confirmed');
    assert.equal(repair.dueOn, null);
    assert.equal((await care.aid(aid.id)).state, 'in_use');
    await assert.rejects(care.move(aid.id, supplier, 'accepted'), NotFound, 'no longer theirs');
  });

  void it('is the office’s when the warranty does not cover it, and its overdue steps are told once', async () => {
    const { aid } = await received();
    must(await care.report(aid.id, { by: aigerim }));
    mustNot(await care.move(aid.id, office, 'accepted'), 'wrong-state');
    must(await care.move(aid.id, supplier, 'passed_on'));
    must(await care.move(aid.id, office, 'accepted'));
    const { id, dueOn } = await care.repair(aid.id);
    const late = new Date('2026-12-30T05:00:00Z');
    await runAftercare(means, late);
    await runAftercare(means, late);
    const told = await db
      .write('messages')
      .where('source_key', 'like', `repair.${id}.${dueOn}%`)
      .where({ account_id: town.lead.accountId });
    assert.equal(told.length, 1);
    must(await care.move(aid.id, office, 'not_repairable'));
    must(await care.ask(aid.id, { by: aigerim }, 'broken'));
  });

  void it('after the warranty it is the office’s at once', async () => {
    const { aid } = await received();
    must(await care.report(aid.id, { by: aigerim, at: new Date('2028-01-10T05:00:00Z') }));
    assert.equal((await care.repair(aid.id)).supplier, null);
  });

  void it('is not for strangers or onlookers, and is done once', async () => {
    const { aid } = await received();
    await assert.rejects(care.report(aid.id, { by: neighbour }), NotFound);
    mustNot(await care.report(aid.id, { by: aunt }), 'see-only');
    const key = 'report-it-once';
    must(await care.report(aid.id, { by: aigerim, key }));
    must(await care.report(aid.id, { by: aigerim, key }));
    const { version } = await care.repair(aid.id);
    const twice = await Promise.allSettled([
      care.move(aid.id, { ...supplier, version }, 'accepted'),
      care.move(aid.id, { ...supplier, version }, 'not_repairable'),
    ]);
    assert.equal(twice.filter((one) => one.status === 'fulfilled' && one.value.done).length, 1);
    await assert.rejects(care.move(aid.id, { by: aigerim, version }, 'withdrawn'), Conflict);
  });
});

void describe('a return and a loan', () => {
  void it('goes into the pool, out on loan, and back', async () => {
    const { aid: old } = await received();
    must(await care.giveBack(old.id, { by: mother }));
    mustNot(await care.giveBack(old.id, { by: mother }), 'return-open');
    mustNot(await care.report(old.id, { by: mother }), 'return-open');
    mustNot(await care.takeIn(old.id, { by: aigerim, side: 'family' }), 'wrong-state');
    must(await care.takeIn(old.id, { by: saule }));
    const pooled = await care.aid(old.id);
    assert.equal(pooled.state, 'in_pool');
    assert.equal(pooled.applicantId, null);
    await assert.rejects(care.report(old.id, { by: mother }), NotFound);

    const { aid } = await received();
    must(await care.report(aid.id, { by: aigerim }));
    assert.deepEqual(await loansFor(db.write, aid), [], 'not before it was looked at');
    await db.write('aids').where({ id: old.id }).update({ checked_on: '2026-11-23' });
    assert.deepEqual(
      (await loansFor(db.write, aid)).map(({ id }) => id),
      [old.id],
    );
    must(await care.lend(aid.id, { by: saule }, old.id));
    assert.equal((await care.aid(old.id)).state, 'lent');
    assert.equal((await care.aid(old.id)).applicantId, town.applicantId);
    mustNot(await care.lend(aid.id, { by: dmitri }, old.id), 'wrong-state');
    must(await care.move(aid.id, { by: aigerim }, 'withdrawn'));
    must(await care.loanBack(aid.id, { by: saule }));
    assert.equal((await care.aid(old.id)).state, 'in_pool');
    mustNot(await care.loanBack(aid.id, { by: saule }), 'wrong-state');
  });

  void it('can be taken back while the office has not got it', async () => {
    const { aid } = await received();
    must(await care.giveBack(aid.id, { by: aigerim }));
    must(await care.keep(aid.id, { by: aigerim }));
    mustNot(await care.takeIn(aid.id, { by: saule }), 'wrong-state');
    must(await care.giveBack(aid.id, { by: aigerim }));
    assert.equal((await care.aid(aid.id)).state, 'in_use');
  });
});

void describe('early replacement', () => {
  void it('granted: a new line under which a request can be made, and its check knows', async () => {
    const { aid } = await received();
    await db.write('aids').where({ id: aid.id }).update({ replacement_from: '2030-01-01' });
    must(await care.ask(aid.id, { by: mother }));
    mustNot(await care.ask(aid.id, { by: mother }), 'early-open');
    mustNot(await care.decide(aid.id, { by: aigerim, side: 'family' }), 'wrong-state');
    must(await care.decide(aid.id, { by: saule }));
    const line = await db.write('renewals').where({ aid_id: aid.id }).first();
    assert.equal(Boolean(line.early), true);
    const started = await startRequest(means, {
      by: aigerim,
      at: MONDAY,
      entitlementId: line.entitlement_id,
      offerId: town.offerId,
      key: 'a-new-one-for-it',
    });
    assert.ok(started.done);
    const checkOf = async (reference: string) => {
      const checks = await runChecks(db.write, await requests.request(reference), '2026-11-23');
      return checks.find(({ key }) => key === 'replacement_term')?.result;
    };
    assert.equal(await checkOf(started.reference), 'passed');
    assert.equal(await checkOf(await requests.start()), 'failed', 'another line comes too early');
    mustNot(await care.ask(aid.id, { by: mother }), 'renewed');
    await db.write('aids').where({ id: aid.id }).update({ replacement_from: null });
    assert.equal(await checkOf(await requests.start()), 'unknown');
    await db.write('aids').update({ state: 'written_off', applicant_id: null });
    assert.equal(await checkOf(await requests.start()), 'passed');
  });

  void it('refused with its reason, lost and found again, and asked anew', async () => {
    const { aid } = await received();
    must(await care.ask(aid.id, { by: aigerim }, 'lost'));
    assert.equal((await care.aid(aid.id)).state, 'lost');
    must(await care.takeBackEarly(aid.id, { by: aigerim }));
    assert.equal((await care.aid(aid.id)).state, 'in_use');
    must(await care.ask(aid.id, { by: saule, side: 'office' }));
    mustNot(await care.decide(aid.id, { by: saule }), 'own-words');
    must(await care.decide(aid.id, { by: dmitri }, false));
    assert.ok((await care.kinds(town.applicantId)).includes('aid.early_refused'));
    assert.equal((await db.write('renewals').where({ aid_id: aid.id })).length, 0);
    must(await care.ask(aid.id, { by: aigerim }));
  });

  void it('needs a programme in force', async () => {
    const { aid } = await received();
    await db.write('programmes').update({ valid_until: '2026-11-01' });
    must(await care.ask(aid.id, { by: aigerim }));
    mustNot(await care.decide(aid.id, { by: saule }), 'no-programme');
  });
});

void it('all of it is in the audit log, whose chain holds', async () => {
  assert.equal(await verifyChain(db.write), null);
  const actions: { action: string }[] = await db
    .write('audit_entries')
    .where({ object_kind: 'aid' })
    .distinct('action');
  for (const action of ['aid.repair.reported', 'aid.return.confirmed', 'aid.early.granted']) {
    assert.ok(
      actions.some((one) => one.action === action),
      action,
    );
  }
});
