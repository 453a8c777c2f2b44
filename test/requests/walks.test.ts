// Anybody does anything at any time: whatever is refused or done, the books agree afterwards.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { verifyChain } from '../../server/audit/audit.ts';
import { runDeadlines } from '../../server/requests/requests.ts';
import { Conflict, NotFound, TooMany } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf, MONDAY, type ActName } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

const PEOPLE = [
  'aigerim',
  'mother',
  'aunt',
  'neighbour',
  'saule',
  'dmitri',
  'lead',
  'askar',
  'rival',
] as const;

// Who usually does it: half of the steps are sensible ones, so that walks get far.
const USUAL: Record<ActName, (typeof PEOPLE)[number]> = {
  submit: 'aigerim',
  discard: 'mother',
  change: 'mother',
  withdraw: 'aigerim',
  take: 'saule',
  release: 'saule',
  takeOver: 'dmitri',
  give: 'lead',
  ask: 'saule',
  askMoney: 'dmitri',
  answer: 'aigerim',
  agree: 'mother',
  approve: 'saule',
  refuse: 'dmitri',
  consent: 'lead',
  returnDecision: 'lead',
  appeal: 'aigerim',
  grantAppeal: 'lead',
  rejectAppeal: 'lead',
  confirm: 'askar',
  decline: 'askar',
  fit: 'askar',
  dispatch: 'askar',
  remedy: 'askar',
  takeBack: 'askar',
  chooseAgain: 'mother',
  receive: 'aigerim',
  misfit: 'mother',
  note: 'saule',
};

void describe('random walks', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, start, request, means } = actsOf(db, town);
  const names = fc.constantFrom(...Object.keys(all).filter(isAct));
  const step = fc.record({
    act: names,
    stranger: fc.option(fc.constantFrom(...PEOPLE), { freq: 2 }),
    days: fc.constantFrom(0, 0, 0, 1, 3, 15, 40),
    twice: fc.boolean(),
  });
  const reached = new Set<string>();

  function isAct(name: string): name is ActName {
    return name in all;
  }

  void test(
    'keep history, orders, entitlements and money in agreement',
    { timeout: 150_000 },
    async () => {
      let walks = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 10, maxLength: 30 }),
          fc.boolean(),
          async (steps, far) => {
            walks += 1;
            let at = MONDAY;
            const reference = await start({ at });
            // Half of the walks begin further along.
            if (far) {
              for (const act of ['submit', 'take', 'approve'] as const) {
                await all[act]({ by: town[USUAL[act]], reference, at });
              }
            }
            for (const { act, stranger, days, twice } of steps) {
              at = new Date(at.getTime() + days * 86_400_000);
              if (days > 0) await runDeadlines(means, at);
              const { version } = await request(reference);
              const form = {
                by: town[stranger ?? USUAL[act]],
                reference,
                at,
                version,
                key: `w${walks}.${act}.${at.getTime()}.${version}`,
              };
              const results = await Promise.allSettled(
                Array.from({ length: twice ? 2 : 1 }, () => all[act](form)),
              );
              for (const result of results) {
                if (result.status === 'rejected') {
                  const expected = [Conflict, NotFound, TooMany].some(
                    (kind) => result.reason instanceof kind,
                  );
                  assert.ok(expected, `${act}: ${String(result.reason?.stack)}`);
                }
              }
              reached.add((await request(reference)).status);
              await tracesOf(db, reference);
            }
          },
        ),
        { numRuns: db.engine === 'sqlite' ? 20 : 8, endOnFailure: true },
      );
      assert.equal(await verifyChain(db.read), null);
      assert.ok(reached.size >= 8, `walks are too short to prove much: ${[...reached].join(' ')}`);
    },
  );
});
