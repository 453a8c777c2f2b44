// Every act: done by the right person, in the right state, on the version that was seen, and once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Reader } from '../../server/accounts/reader.ts';
import type { Status } from '../../server/requests/lifecycle.ts';
import { Conflict, NotFound } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown, type Town } from '../support/people.ts';
import { actsOf, type ActName } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

interface Case {
  from: Status;
  to: Status;
  by: keyof Town;
  /** Sees the request, but may not do this. */
  notBy: keyof Town;
  reason: string;
  /** A status in which the act makes no sense. */
  wrong: Status;
}

const CASES: [ActName, Case][] = [
  [
    'submit',
    {
      from: 'draft',
      to: 'submitted',
      by: 'aigerim',
      notBy: 'aunt',
      reason: 'see-only',
      wrong: 'in_review',
    },
  ],
  [
    'change',
    {
      from: 'draft',
      to: 'draft',
      by: 'mother',
      notBy: 'aunt',
      reason: 'see-only',
      wrong: 'submitted',
    },
  ],
  [
    'discard',
    {
      from: 'draft',
      to: 'withdrawn',
      by: 'mother',
      notBy: 'aunt',
      reason: 'see-only',
      wrong: 'submitted',
    },
  ],
  [
    'withdraw',
    {
      from: 'confirmed',
      to: 'withdrawn',
      by: 'mother',
      notBy: 'saule',
      reason: 'not-yours',
      wrong: 'dispatched',
    },
  ],
  [
    'take',
    {
      from: 'submitted',
      to: 'in_review',
      by: 'saule',
      notBy: 'aigerim',
      reason: 'not-yours',
      wrong: 'ordered',
    },
  ],
  [
    'release',
    {
      from: 'in_review',
      to: 'in_review',
      by: 'saule',
      notBy: 'dmitri',
      reason: 'not-assigned-to-you',
      wrong: 'ordered',
    },
  ],
  [
    'takeOver',
    {
      from: 'in_review',
      to: 'in_review',
      by: 'dmitri',
      notBy: 'aigerim',
      reason: 'not-yours',
      wrong: 'ordered',
    },
  ],
  [
    'give',
    {
      from: 'in_review',
      to: 'in_review',
      by: 'lead',
      notBy: 'saule',
      reason: 'not-yours',
      wrong: 'ordered',
    },
  ],
  [
    'ask',
    {
      from: 'in_review',
      to: 'awaiting_applicant',
      by: 'saule',
      notBy: 'dmitri',
      reason: 'assigned-to-colleague',
      wrong: 'submitted',
    },
  ],
  [
    'answer',
    {
      from: 'awaiting_applicant',
      to: 'in_review',
      by: 'mother',
      notBy: 'aunt',
      reason: 'see-only',
      wrong: 'in_review',
    },
  ],
  [
    'approve',
    {
      from: 'in_review',
      to: 'ordered',
      by: 'saule',
      notBy: 'dmitri',
      reason: 'assigned-to-colleague',
      wrong: 'submitted',
    },
  ],
  [
    'refuse',
    {
      from: 'in_review',
      to: 'refused',
      by: 'saule',
      notBy: 'aigerim',
      reason: 'not-yours',
      wrong: 'ordered',
    },
  ],
  [
    'appeal',
    {
      from: 'refused',
      to: 'appealed',
      by: 'aigerim',
      notBy: 'dmitri',
      reason: 'not-yours',
      wrong: 'in_review',
    },
  ],
  [
    'grantAppeal',
    {
      from: 'appealed',
      to: 'in_review',
      by: 'dmitri',
      notBy: 'saule',
      reason: 'own-case',
      wrong: 'refused',
    },
  ],
  [
    'rejectAppeal',
    {
      from: 'appealed',
      to: 'refused',
      by: 'lead',
      notBy: 'aigerim',
      reason: 'not-yours',
      wrong: 'in_review',
    },
  ],
  [
    'confirm',
    {
      from: 'ordered',
      to: 'confirmed',
      by: 'askar',
      notBy: 'saule',
      reason: 'not-yours',
      wrong: 'dispatched',
    },
  ],
  [
    'decline',
    {
      from: 'ordered',
      to: 'choosing_again',
      by: 'askar',
      notBy: 'aigerim',
      reason: 'not-yours',
      wrong: 'confirmed',
    },
  ],
  [
    'chooseAgain',
    {
      from: 'choosing_again',
      to: 'ordered',
      by: 'aigerim',
      notBy: 'saule',
      reason: 'not-yours',
      wrong: 'ordered',
    },
  ],
  [
    'dispatch',
    {
      from: 'confirmed',
      to: 'dispatched',
      by: 'askar',
      notBy: 'aigerim',
      reason: 'not-yours',
      wrong: 'ordered',
    },
  ],
  [
    'receive',
    {
      from: 'dispatched',
      to: 'received',
      by: 'aigerim',
      notBy: 'askar',
      reason: 'not-yours',
      wrong: 'confirmed',
    },
  ],
  [
    'misfit',
    {
      from: 'dispatched',
      to: 'misfit',
      by: 'mother',
      notBy: 'askar',
      reason: 'not-yours',
      wrong: 'confirmed',
    },
  ],
  [
    'remedy',
    {
      from: 'misfit',
      to: 'dispatched',
      by: 'askar',
      notBy: 'aigerim',
      reason: 'not-yours',
      wrong: 'dispatched',
    },
  ],
  [
    'takeBack',
    {
      from: 'misfit',
      to: 'choosing_again',
      by: 'askar',
      notBy: 'saule',
      reason: 'not-yours',
      wrong: 'dispatched',
    },
  ],
  [
    'note',
    {
      from: 'ordered',
      to: 'ordered',
      by: 'dmitri',
      notBy: 'aigerim',
      reason: 'not-yours',
      wrong: 'draft',
    },
  ],
];

void describe('every act', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, request, inStatus } = actsOf(db, town);
  const who = (name: keyof Town): Reader => Object(town[name]);

  for (const [name, { from, to, by, notBy, reason, wrong }] of CASES) {
    const act = all[name];

    void test(`${name}: ${from} becomes ${to}, with one event, a next date and an unbroken trail`, async () => {
      const reference = await inStatus(from);
      const { version } = await request(reference);
      assert.deepEqual(await act({ by: who(by), reference }), { done: true, reference });
      const now = await request(reference);
      assert.equal(now.status, to);
      assert.equal(now.version, version + 1);
      await tracesOf(db, reference);
    });

    void test(`${name}: ${notBy} may not (${reason}), and strangers find nothing`, async () => {
      const reference = await inStatus(from);
      assert.deepEqual(await act({ by: who(notBy), reference }), { done: false, reason });
      for (const stranger of [town.neighbour, town.farCaseworker, town.rival, town.admin]) {
        await assert.rejects(act({ by: stranger, reference }), NotFound, stranger.name);
      }
      assert.equal((await request(reference)).status, from);
    });

    void test(`${name}: not in ${wrong}, and not on an old version`, async () => {
      const elsewhere = await inStatus(wrong);
      const before = await request(elsewhere);
      const result = await act({ by: who(by), reference: elsewhere }).catch((error) => error);
      assert.ok(
        result instanceof NotFound || !result.done,
        `${name} was done in ${wrong}: ${JSON.stringify(result)}`,
      );
      assert.deepEqual(await request(elsewhere), before);

      const reference = await inStatus(from);
      const { version } = await request(reference);
      await assert.rejects(act({ by: who(by), reference, version: version - 1 }), Conflict);
    });

    void test(`${name}: the same form twice, one after the other or at once, is one act`, async () => {
      const reference = await inStatus(from);
      const { version } = await request(reference);
      const form = { by: who(by), reference, version, key: `${name}.${reference}` };
      const results = await Promise.all([act(form), act(form), act(form)]);
      results.push(await act(form));
      for (const result of results) assert.deepEqual(result, { done: true, reference });
      const now = await request(reference);
      assert.equal(now.version, version + 1);
      await tracesOf(db, reference);
    });

    void test(`${name}: of two forms at once one is done, the other hears of a conflict`, async () => {
      const reference = await inStatus(from);
      const { version } = await request(reference);
      const results = await Promise.allSettled(
        ['a', 'b', 'c'].map((tab) =>
          act({ by: who(by), reference, version, key: `${name}.${reference}.${tab}` }),
        ),
      );
      const done = results.filter((one) => one.status === 'fulfilled' && one.value.done);
      assert.equal(done.length, 1, JSON.stringify(results));
      for (const one of results) {
        if (one.status === 'rejected') {
          assert.ok(
            one.reason instanceof Conflict || one.reason instanceof NotFound,
            String(one.reason),
          );
        }
      }
      assert.equal((await request(reference)).version, version + 1);
      await tracesOf(db, reference);
    });
  }
});
