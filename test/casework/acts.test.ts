// Every act of a caseworker, over HTTP: done once, by the right person, on the version that was seen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVault } from '../../server/vault.ts';
import { startPortal } from '../support/portal.ts';
import type { FormValues, Visitor } from '../support/visitor.ts';
import { accountOf, casesOf, hiddenOf, peopleOf, stateOf, waitingCase } from './desk.ts';

const portal = await startPortal();
const people = await peopleOf(portal);
const { stranger, saule, dmitri, gulmira, aidos, aigerim, askar } = people;
const LONG = 'x'.repeat(2001);
const KEY = '0f0e0d0c-0b0a-4908-8706-050403020100';

const [first, second, third, fourth] = await casesOf(portal, 'submitted', null);
const [mine] = await casesOf(portal, 'in_review', 'saule');
const [theirs, alsoTheirs] = await casesOf(portal, 'in_review', 'dmitri');
const [dispatched] = await casesOf(portal, 'dispatched', 'saule');
const waiting = await waitingCase(portal);
const lead = await accountOf(portal, 'gulmira');

interface Act {
  name: string;
  /** Last part of its address. */
  part: string;
  /** The page whose form posts there. */
  page: (reference: string) => string;
  reference: string;
  who: Visitor;
  good: FormValues;
  /** Bad values with the field that must be named. */
  bad: [FormValues, string][];
  /** What the next page says. */
  says: RegExp;
}

const at = (reference: string, part = '') =>
  `/en/casework/requests/${reference}${part && `/${part}`}`;
const onPage = (part: string) => ({ part, page: (reference: string) => at(reference, part) });
const onCase = (part: string) => ({ part, page: (reference: string) => at(reference) });

const REFUSAL = {
  reason: 'refusal-papers-contradict',
  explanation: 'Құжаттарыңыздағы деректер бір-біріне сәйкес емес.',
  note: '',
};

const ACTS: Act[] = [
  {
    name: 'take',
    ...onCase('assignment'),
    reference: first!,
    who: saule,
    good: {},
    bad: [],
    says: /You have the request now/,
  },
  {
    name: 'note',
    ...onCase('note'),
    reference: mine!,
    who: saule,
    good: { note: 'Called, no answer' },
    bad: [
      [{ note: '' }, 'note'],
      [{ note: LONG }, 'note'],
      [{ note: ['a', 'b'] }, 'note'],
      [{ note: 'a\u0000b' }, 'note'],
    ],
    says: /The note is saved/,
  },
  {
    name: 'takeover',
    ...onPage('takeover'),
    reference: theirs!,
    who: saule,
    good: {},
    bad: [],
    says: /You have taken the request over/,
  },
  {
    name: 'release',
    ...onCase('release'),
    reference: theirs!,
    who: saule,
    good: {},
    bad: [],
    says: /back in the queue/,
  },
  {
    name: 'give',
    ...onPage('handover'),
    reference: second!,
    who: gulmira,
    good: { colleague: String(lead) },
    bad: [
      [{ colleague: '' }, 'colleague'],
      [{ colleague: '999999' }, 'colleague'],
      [{ colleague: ['1', '2'] }, 'colleague'],
    ],
    says: /given to the colleague/,
  },
  {
    name: 'question',
    ...onPage('question'),
    reference: mine!,
    who: saule,
    good: { text: 'Есіктің ені қанша?' },
    bad: [
      [{ text: '' }, 'text'],
      [{ text: LONG }, 'text'],
      [{ kind: 'money', text: 'x' }, 'kind'],
    ],
    says: /The question was sent/,
  },
  {
    name: 'consent',
    ...onPage('consent'),
    reference: waiting,
    who: gulmira,
    good: { outcome: 'consent', note: '' },
    bad: [
      [{ note: '' }, 'outcome'],
      [{ outcome: 'perhaps' }, 'outcome'],
      [{ outcome: 'return', note: '' }, 'note'],
      [{ outcome: 'consent', note: LONG }, 'note'],
    ],
    says: /You consented/,
  },
  {
    name: 'receipt',
    ...onPage('receipt'),
    reference: dispatched!,
    who: saule,
    good: { told: 'phone', code: await codeOf(dispatched!), outcome: 'fits', problem: '' },
    bad: [
      [{ code: '123456', outcome: 'fits' }, 'told'],
      [{ told: 'pigeon', code: '123456', outcome: 'fits' }, 'told'],
      [{ told: 'phone', code: '12', outcome: 'fits' }, 'code'],
      [{ told: 'phone', code: '123456' }, 'outcome'],
      [{ told: 'phone', code: '123456', outcome: 'damaged', problem: '' }, 'problem'],
    ],
    says: /Recorded: the aid arrived and fits/,
  },
];

for (const { name, part, page, reference, who, good, bad, says } of ACTS) {
  void describe(`the act ${name}`, () => {
    const address = at(reference, part);

    void test('is not for those who are not signed in, in another role, or of another office', async () => {
      assert.match(String((await stranger.post(address, good)).headers.location), /sign-in/);
      const before = await stateOf(portal, reference);
      for (const [visitor, status] of [
        [aigerim, 403],
        [askar, 403],
        [aidos, 404],
      ] as const) {
        const { text } = await visitor.get('/en/account');
        const token = /name="_csrf" value="([^"]+)"/.exec(text)![1]!;
        const sent = { ...good, _csrf: token, version: '1', key: KEY };
        const answer = await visitor.post(address, sent);
        assert.equal(answer.status, status);
        assert.equal((await visitor.get(page(reference))).status, status);
      }
      assert.deepEqual(await stateOf(portal, reference), before);
    });

    void test('names what is wrong in the form and keeps what was typed', async () => {
      const hidden = await hiddenOf(who, page(reference), address);
      for (const [values, field] of bad) {
        const answer = await who.post(address, { ...hidden, ...values });
        assert.equal(answer.status, 422, JSON.stringify(values).slice(0, 80));
        assert.match(answer.text, new RegExp(`href="#${field}"`));
        assert.match(answer.text, new RegExp(`id="${field}"`));
      }
      for (const damaged of [{ version: 'x' }, { version: '0' }, { key: 'mine' }, { key: '' }]) {
        assert.equal((await who.post(address, { ...hidden, ...good, ...damaged })).status, 422);
      }
    });

    void test('does not write over what a colleague did in the meantime', async () => {
      const hidden = await hiddenOf(who, page(reference), address);
      const noted = await dmitriNotes(reference);
      const before = await stateOf(portal, reference);
      const answer = await who.post(address, { ...hidden, ...good });
      assert.equal(answer.status, 409);
      assert.match(answer.text, /Changed in the meantime/);
      assert.match(answer.text, new RegExp(noted));
      for (const typed of Object.values(good)) {
        const shown = String(typed);
        if (shown) assert.ok(answer.text.includes(shown), `${shown} is kept`);
      }
      assert.deepEqual(await stateOf(portal, reference), before);
    });

    void test('is done once, also when it is sent twice at once and again later', async () => {
      const hidden = await hiddenOf(who, page(reference), address);
      const before = await stateOf(portal, reference);
      const answers = await Promise.all([
        who.post(address, { ...hidden, ...good }),
        who.post(address, { ...hidden, ...good }),
      ]);
      answers.push(await who.post(address, { ...hidden, ...good }));
      for (const answer of answers) {
        assert.equal(answer.status, 303, answer.text.slice(0, 200));
        assert.equal(answer.headers.location, at(reference));
      }
      assert.equal((await stateOf(portal, reference)).version, before.version + 1);
      assert.match((await who.get(at(reference))).text, says);
    });
  });
}

void test('approving places the order; of two caseworkers at once only the one who has it', async () => {
  await takes(saule, third!);
  const page = at(third!, 'approval');
  const shown = (await saule.get(page)).text;
  assert.match(shown, /The order goes to the supplier at once/);
  const hidden = await hiddenOf(saule, page);
  assert.equal((await saule.post(page, { ...hidden, note: LONG })).status, 422);
  const other = await hiddenOf(dmitri, at(third!, 'takeover'));
  const [approved, taken] = await Promise.all([
    saule.post(page, { ...hidden, note: '' }),
    dmitri.post(at(third!, 'takeover'), other),
  ]);
  assert.deepEqual(
    [approved.status, taken.status].toSorted((one, other) => one - other),
    [303, 409],
  );
});

void test('a failed check is shown with its reason, and cannot be approved', async () => {
  const [reference] = [alsoTheirs ?? fourth!];
  if ((await stateOf(portal, reference)).status === 'submitted') await takes(dmitri, reference);
  const page = at(reference, 'approval');
  const hidden = await hiddenOf(dmitri, page);
  const offer = portal.db.read('requests').where({ reference }).select('offer_id');
  await portal.db.write('offers').whereIn('id', offer).update({ available: false });
  const { text } = await dmitri.get(page);
  assert.match(text, /cannot be approved while these checks fail/);
  assert.match(text, /Offer in force/);
  assert.doesNotMatch(text, /Approve and place the order/);
  const answer = await dmitri.post(page, { ...hidden, note: '' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /This offer is no longer available/);
  assert.equal((await stateOf(portal, reference)).status, 'in_review');
  await portal.db.write('offers').whereIn('id', offer).update({ available: true });
});

void test('changed sums are shown beside the old ones, and the person is asked in a sentence', async () => {
  const [reference] = [alsoTheirs ?? fourth!];
  const offer = portal.db.read('requests').where({ reference }).select('offer_id');
  await portal.db.write('offers').whereIn('id', offer).increment('price_tiyn', 500_000);
  assert.match((await dmitri.get(at(reference))).text, /The sums have changed/);
  const page = at(reference, 'question');
  const answer = await dmitri.submit(page, { kind: 'money', text: '' }, page);
  assert.equal(answer.status, 303);
  const asked = await portal.db.read('questions').orderBy('id', 'desc').first('kind', 'text');
  assert.equal(asked.kind, 'money');
  assert.ok(asked.text.length > 20);
});

void test('a refusal goes from the reason to the sentence to the message, in the language of the person', async () => {
  const reference = first!;
  const page = at(reference, 'refusal');
  assert.equal((await saule.get(`${page}?reason=none`)).status, 422);
  const text = (await saule.get(`${page}?reason=${REFUSAL.reason}`)).text;
  const person: { preferred_language: string } = await portal.db
    .read('applicants')
    .join('requests', 'requests.applicant_id', 'applicants.id')
    .where({ reference })
    .first('preferred_language');
  assert.match(
    text,
    new RegExp(`<textarea[^>]*id="explanation"[\\s\\S]*?lang="${person.preferred_language}"`),
  );
  const hidden = await hiddenOf(saule, `${page}?reason=${REFUSAL.reason}`, page);
  for (const [wrong, field] of [
    [{ explanation: '' }, 'explanation'],
    [{ explanation: 'short' }, 'explanation'],
    [{ explanation: LONG }, 'explanation'],
    [{ note: LONG }, 'note'],
    [{ step: 'jump' }, 'step'],
  ] as const) {
    const answer = await saule.post(page, { ...hidden, ...REFUSAL, step: 'send', ...wrong });
    assert.equal(answer.status, 422);
    assert.match(answer.text, new RegExp(`href="#${field}"`));
  }
  const preview = await saule.post(page, { ...hidden, ...REFUSAL, step: 'preview' });
  assert.equal(preview.status, 200);
  assert.ok(preview.text.includes(REFUSAL.explanation));
  assert.match(preview.text, /The message that the person will read/);

  const noted = await dmitriNotes(reference);
  const stale = await saule.post(page, { ...hidden, ...REFUSAL, step: 'send' });
  assert.equal(stale.status, 409);
  assert.match(stale.text, new RegExp(noted));
  assert.ok(stale.text.includes(REFUSAL.explanation));

  const fresh = await hiddenOf(saule, `${page}?reason=${REFUSAL.reason}`, page);
  const sent = { ...fresh, ...REFUSAL, step: 'send' };
  const answers = await Promise.all([saule.post(page, sent), saule.post(page, sent)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await stateOf(portal, reference)).status, 'refused');
  assert.equal((await saule.get(page)).status, 409);
  assert.equal((await saule.post(page, { ...sent, key: KEY })).status, 409);
  const message = await portal.db.read('messages').orderBy('id', 'desc').first('body');
  assert.ok(message.body.includes(REFUSAL.explanation));
});

void test('an act that is not for now says where the request stands', async () => {
  for (const part of ['approval', 'question', 'consent', 'receipt', 'takeover', 'handover']) {
    const page = await gulmira.get(at(first!, part));
    assert.equal(page.status, 409, part);
    assert.match(page.text, /This cannot be done now/);
  }
  const { version } = await stateOf(portal, first!);
  const hidden = await hiddenOf(gulmira, at(mine!), at(mine!, 'note'));
  const answer = await gulmira.post(at(first!, 'takeover'), {
    ...hidden,
    version: String(version),
  });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /has moved on in the meantime/);
});

async function takes(who: Visitor, reference: string): Promise<void> {
  const answer = await who.submit(at(reference), {}, at(reference, 'assignment'));
  assert.equal(answer.status, 303);
}

// A colleague's act in the meantime. Gives what it left to see.
async function dmitriNotes(reference: string): Promise<string> {
  const note = `A note of ${reference} ${Math.trunc(performance.now())}`;
  const answer = await dmitri.submit(at(reference), { note }, at(reference, 'note'));
  assert.equal(answer.status, 303);
  return note;
}

async function codeOf(reference: string): Promise<string> {
  const row: { delivery_code_encrypted: string } = await portal.db
    .read('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .where({ reference })
    .whereRaw('orders.is_open')
    .first('delivery_code_encrypted');
  return createVault(portal.portal.config.iinKey).unseal(row.delivery_code_encrypted);
}
