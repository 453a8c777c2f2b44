// What is at hand on a case, and how far a date is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueFrom } from '../../server/calendar/due.ts';
import type { Reader, Role } from '../../server/accounts/reader.ts';
import { actsAtHand, whyNotAtHand } from '../../server/casework/acts-at-hand.ts';
import type { Decision } from '../../server/casework/case-history.ts';
import { placeNames } from '../../server/casework/place.ts';
import { doubtedBy } from '../../server/casework/refusal-doubt.ts';
import { STATUSES, type Status } from '../../server/requests/lifecycle.ts';

const reader = (role: Role): Reader => ({
  accountId: 1,
  name: '',
  language: 'kk',
  roles: new Set([role]),
  officeId: 1,
  supplierId: null,
});
const request = (status: Status, assignee: number | null, startedBy = 9) => ({
  status,
  assignee: assignee === null ? null : { accountId: assignee, name: '' },
  startedBy,
  submittedBy: startedBy,
});
const staff = { family: null, staff: true, supplier: false };
const acts = (role: Role, of: ReturnType<typeof request>, decisions: Decision[] = []) =>
  [
    ...actsAtHand({ reader: reader(role), request: of, standing: staff }, decisions).acts,
  ].toSorted();

void test('a new request may be taken; a lead may also give it', () => {
  assert.deepEqual(acts('caseworker', request('submitted', null)), ['message', 'note', 'take']);
  const ofLead = ['give', 'message', 'note', 'take'];
  assert.deepEqual(acts('lead_caseworker', request('submitted', null)), ofLead);
});

void test('one decides what one has, and takes over what a colleague has', () => {
  const decides = ['approval', 'hold', 'message', 'note', 'question', 'refusal', 'release'];
  assert.deepEqual(acts('caseworker', request('in_review', 1)), decides);
  assert.deepEqual(acts('caseworker', request('in_review', 2)), ['message', 'note', 'takeover']);
  const waits = ['answer', 'message', 'note', 'release'];
  assert.deepEqual(acts('caseworker', request('awaiting_applicant', 1)), waits);
});

void test('who started a request does not decide it', () => {
  const hand = actsAtHand(
    { reader: reader('caseworker'), request: request('in_review', 1, 1), standing: staff },
    [],
  );
  assert.ok(!hand.acts.has('approval') && !hand.acts.has('refusal'));
  assert.equal(hand.barred, 'own-case');
});

const by = (accountId: number): Decision[] => [
  {
    kind: 'approved',
    state: 'waiting',
    decidedBy: { accountId, name: '' },
    decidedAt: '2026-11-23T05:00:00.000Z',
    consentBy: null,
    consentById: null,
    consentAt: null,
    reason: null,
    explanation: null,
    note: null,
  },
];

void test('a waiting decision is consented to by somebody else', () => {
  assert.ok(acts('caseworker', request('in_review', 2), by(2)).includes('consent'));
  assert.ok(!acts('caseworker', request('in_review', 1), by(1)).includes('consent'));
  assert.ok(!acts('caseworker', request('in_review', 1), by(1)).includes('approval'));
});

void test('family touches nothing, in no status', () => {
  for (const status of STATUSES) {
    const hand = actsAtHand(
      {
        reader: reader('lead_caseworker'),
        request: request(status, 1),
        standing: { ...staff, family: 'see' },
      },
      [],
    );
    assert.equal(hand.acts.size, 0);
    assert.equal(hand.barred, 'own-case');
  }
});

void test('how far a date is, in working days', () => {
  const none = new Map();
  assert.deepEqual(dueFrom('2026-11-23', '2026-11-23', none), {
    on: '2026-11-23',
    state: 'today',
    days: 0,
  });
  assert.equal(dueFrom('2026-11-27', '2026-11-23', none).days, 4);
  assert.deepEqual(dueFrom('2026-11-20', '2026-11-23', none), {
    on: '2026-11-20',
    state: 'overdue',
    days: 1,
  });
  assert.equal(dueFrom('2026-11-28', '2026-11-27', none).days, 0);
});

void test('who decided is told that a second person consents, and others that it waits', () => {
  const why = (act: 'consent' | 'refusal', decider: number, startedBy = 9) => {
    const known = {
      reader: reader('caseworker'),
      request: request('in_review', 1, startedBy),
      standing: staff,
    };
    return whyNotAtHand(act, actsAtHand(known, by(decider)), 1);
  };
  assert.equal(why('consent', 1), 'same-person-consent');
  assert.equal(why('consent', 2, 1), 'own-case');
  assert.equal(why('refusal', 1), 'waiting-for-consent');
});

void test('a city that is a region is named once, a town beside its region', () => {
  const astana = { kk: 'Астана қаласы', ru: 'город Астана', en: 'Astana' };
  const turkistan = { kk: 'Түркістан облысы', ru: 'Туркестанская область', en: 'Turkistan Region' };
  assert.deepEqual(placeNames(astana, 'Астана', 'ru'), ['город Астана']);
  assert.deepEqual(placeNames(astana, 'Астана', 'en'), ['Astana']);
  assert.deepEqual(placeNames(turkistan, 'Түркістан', 'kk'), ['Түркістан облысы', 'Түркістан']);
  assert.deepEqual(placeNames(undefined, 'Астана', 'kk'), ['Астана']);
});

void test('a reason is doubted where the check that it speaks of passed', () => {
  const check = (result: 'passed' | 'failed' | 'unknown') =>
    [{ key: 'programme_valid', result, relaxedBy: null, blocks: true }] as const;
  assert.equal(doubtedBy('refusal-programme-expired', check('passed')), 'programme_valid');
  assert.equal(doubtedBy('refusal-programme-expired', check('failed')), null);
  assert.equal(doubtedBy('refusal-programme-expired', check('unknown')), null);
  assert.equal(doubtedBy('refusal-contraindication', check('passed')), null);
});
