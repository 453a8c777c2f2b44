// For whom one may look or act: oneself, and those one represents, within scope and dates.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applicantsOf, familyOf, isInvolved, relationTo } from '../../server/applicants/access.ts';
import { freshDatabase } from '../support/database.ts';
import { makeAccount, makeApplicant, makeOffice, makeRepresentation } from '../support/people.ts';

const TODAY = '2026-11-23';

void describe('access to a person', async () => {
  const db = await freshDatabase();
  const officeId = await makeOffice(db);
  const mother = await makeAccount(db, 'Гүлнәр', ['applicant', 'representative']);
  const ownFile = await makeApplicant(db, { account: mother, officeId });
  const child = await makeApplicant(db, { account: null, officeId });
  const stranger = await makeAccount(db, 'Бақыт', ['applicant']);
  await makeRepresentation(db, { applicantId: child, account: mother, scope: 'act' });

  void test('one stands to oneself as oneself, to a ward as far as the papers go, to others not at all', async () => {
    assert.equal(await relationTo(db.read, mother.accountId, ownFile, TODAY), 'self');
    assert.equal(await relationTo(db.read, mother.accountId, child, TODAY), 'act');
    assert.equal(await relationTo(db.read, stranger.accountId, child, TODAY), null);
    const own = await applicantsOf(db.read, mother.accountId, TODAY);
    assert.deepEqual(
      own.map(({ applicantId, relation }) => [applicantId, relation]),
      [
        [ownFile, 'self'],
        [child, 'act'],
      ],
    );
  });

  void test('a representation holds from its first day to its last, once verified, until it ends', async () => {
    const cases: [string, Partial<Parameters<typeof makeRepresentation>[1]>, boolean][] = [
      ['begins today', { from: TODAY }, true],
      ['begins tomorrow', { from: '2026-11-24' }, false],
      ['ends today', { until: TODAY }, true],
      ['ended yesterday', { until: '2026-11-22' }, false],
      ['was never verified', { verified: false }, false],
    ];
    for (const [what, terms, holds] of cases) {
      const account = await makeAccount(db, 'Дана', ['representative']);
      await makeRepresentation(db, { applicantId: child, account, scope: 'see', ...terms });
      const relation = await relationTo(db.read, account.accountId, child, TODAY);
      assert.equal(relation, holds ? 'see' : null, what);
      assert.equal(await isInvolved(db.read, account, child, TODAY), holds, what);
    }
    const account = await makeAccount(db, 'Дана', ['representative']);
    const id = await makeRepresentation(db, { applicantId: child, account, scope: 'act' });
    await db.write('representations').where({ id }).update({ ended_at: '2026-11-23T01:00:00Z' });
    assert.equal(await relationTo(db.read, account.accountId, child, TODAY), null, 'was revoked');
  });

  void test('of two papers the stronger counts, and nobody is listed twice', async () => {
    const account = await makeAccount(db, 'Мәдина', ['representative']);
    await makeRepresentation(db, { applicantId: child, account, scope: 'see' });
    await makeRepresentation(db, { applicantId: child, account, scope: 'act' });
    const own = await applicantsOf(db.read, account.accountId, TODAY);
    assert.deepEqual(
      own.map(({ applicantId, relation }) => [applicantId, relation]),
      [[child, 'act']],
    );
    assert.equal(await relationTo(db.read, account.accountId, child, TODAY), 'act');
  });

  void test('the family hears in its own language; whoever only looks on is left out of what is not for them', async () => {
    const ward = await makeApplicant(db, { account: null, officeId, channel: 'email' });
    const father = await makeAccount(db, 'Олжас', ['representative'], {
      language: 'ru',
      email: 'olzhas@example.kz',
    });
    const school = await makeAccount(db, 'Мектеп', ['representative']);
    const gone = await makeAccount(db, 'Серік', ['representative']);
    for (const account of [father, gone]) {
      await makeRepresentation(db, { applicantId: ward, account, scope: 'act' });
    }
    await makeRepresentation(db, { applicantId: ward, account: school, scope: 'see' });
    await db.write('accounts').where({ id: gone.accountId }).update({ status: 'disabled' });
    const family = await familyOf(db.read, ward, TODAY);
    assert.deepEqual(idsOf(family), [father.accountId, school.accountId]);
    assert.deepEqual(
      family.find(({ accountId }) => accountId === father.accountId),
      { accountId: father.accountId, language: 'ru', email: null },
    );
    const acting = await familyOf(db.read, ward, TODAY, { onlyWhoAct: true });
    assert.deepEqual(idsOf(acting), [father.accountId]);
  });

  void test('who has no account and nobody who hears for them is reached by the office', async () => {
    const alone = await makeApplicant(db, { account: null, officeId });
    assert.deepEqual(await familyOf(db.read, alone, TODAY), [
      { accountId: null, language: 'kk', email: null },
    ]);
  });
});

function idsOf(family: { accountId: number | null }[]): number[] {
  return family.flatMap(({ accountId }) => accountId ?? []).toSorted((a, b) => a - b);
}
