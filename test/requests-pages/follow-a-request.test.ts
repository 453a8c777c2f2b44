// The list of requests and the page of one: where it stands, who has it, what comes next.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { makeDrafts } from '../support/drafts.ts';
import { startPortal, TODAY } from '../support/portal.ts';

const portal = await startPortal();

void test('every status has its page in the three languages, with a date or none', async () => {
  const people = ['aigerim', 'nurlan', 'gulnara', 'sergei', 'madina', 'yerlan', 'olga', 'bakyt'];
  people.push('asel', 'timur', 'zarina', 'viktor');
  const seen = new Set<string>();
  for (const key of people) {
    const visitor = await portal.signedIn(iinOf(key));
    const list = await visitor.get('/en/requests');
    assert.equal(list.status, 200);
    const references = [...list.text.matchAll(/href="\/en\/requests\/([0-9A-Z]{4}-[0-9A-Z]{4})"/g)];
    for (const [, reference] of references) {
      for (const lang of ['kk', 'ru', 'en']) {
        const page = await visitor.get(`/${lang}/requests/${reference}`);
        assert.equal(page.status, 200, `${lang} ${reference}`);
        assert.doesNotMatch(page.text, /undefined|NaN|\[object|не число/);
        assert.match(page.text, /td-timeline/);
      }
      const row: { status: string } = await portal.db
        .read('requests')
        .where({ reference })
        .first('status');
      seen.add(row.status);
    }
  }
  const told: { status: string }[] = await portal.db.read('requests').distinct('status');
  assert.deepEqual([...seen].toSorted(), told.map(({ status }) => status).toSorted());
});

void test('a question is answered from the list, where it is her turn', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const reference = await demoRequest(portal.db, 'HG-10', 'awaiting_applicant');
  const list = await aigerim.get('/en/requests');
  assert.match(list.text, new RegExp(`href="/en/requests/${reference}/answer"`));
});

void test('a refusal says why, and where and until when to appeal', async () => {
  const timur = await portal.signedIn(iinOf('timur'));
  const page = await timur.get(
    `/en/requests/${await demoRequest(portal.db, 'PO-05-01', 'refused')}`,
  );
  assert.match(page.text, /Product does not match the programme line/);
  assert.match(page.text, /В программе указан ортез с шарниром/);
  assert.match(page.text, /You can appeal against the decision until \d+ \w+ 20\d\d/);
  assert.match(page.text, /\+7\s700/);
});

void test('what is only for colleagues is not shown', async () => {
  const yerlan = await portal.signedIn(iinOf('yerlan'));
  const page = await yerlan.get(
    `/en/requests/${await demoRequest(portal.db, 'MM-02', 'in_review')}`,
  );
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /second person|Құны белгіленген/);
  assert.doesNotMatch(page.text, /Approved on/);
});

void test('the delivery code is not on the page: it is in the messages', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const reference = await demoRequest(portal.db, 'HG-12', 'dispatched');
  const page = await aigerim.get(`/en/requests/${reference}`);
  const message: { body: string } = await portal.db
    .read('messages')
    .join('requests', 'requests.id', 'messages.request_id')
    .where({ reference, kind: 'order.dispatched' })
    .first('messages.body');
  const code = /\b\d{6}\b/.exec(message.body)![0];
  assert.doesNotMatch(page.text, new RegExp(`\\b${code}\\b`));
  const link = /href="(\/en\/account\/messages\/\d+)"/.exec(page.text)![1]!;
  assert.match((await aigerim.get(link)).text, new RegExp(code));
});

void test('references are understood however they are typed, and wrong ones are not there', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const reference = await demoRequest(portal.db, 'HG-12', 'dispatched');
  const typed = reference.replace('-', '').toLowerCase();
  const led = await aigerim.get(`/en/requests/${typed}/receipt?x=1`);
  assert.equal(led.status, 303);
  assert.equal(led.headers.location, `/en/requests/${reference}/receipt?x=1`);
  for (const wrong of ['1', 'AAAA-AAAA', "'; drop", '%00', '7K3M-9QX2-1', `${reference}x`]) {
    const page = await aigerim.get(`/en/requests/${encodeURIComponent(wrong)}`);
    assert.equal(page.status, 404, wrong);
  }
});

void test("another family's request is not there", async () => {
  const reference = await demoRequest(portal.db, 'HG-12', 'dispatched');
  for (const key of ['timur', 'madina', 'dana', 'saule', 'arman', 'askar']) {
    const other = await portal.signedIn(iinOf(key));
    assert.equal((await other.get(`/en/requests/${reference}`)).status, 404, key);
  }
  const stranger = await portal.stranger().get(`/en/requests/${reference}`);
  assert.equal(stranger.status, 303);
  const back = encodeURIComponent(`/en/requests/${reference}`);
  assert.equal(stranger.headers.location, `/en/sign-in?return-to=${back}`);
});

void test('an organisation that may only look sees the request, but no act', async () => {
  const dana = await portal.signedIn(iinOf('dana'));
  const reference = await demoRequest(portal.db, 'TT-01', 'awaiting_applicant');
  const page = await dana.get(`/en/requests/${reference}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /You may look at this request but not act/);
  assert.match(page.text, /Waiting for the applicant’s answer/);
  assert.match(page.text, /With the applicant/);
  assert.doesNotMatch(page.text, /Now with you|Until you answer/);
  const act = await dana.get(`/en/requests/${reference}/answer`);
  assert.equal(act.status, 403);
  assert.match(act.text, /You may only look at this request/);
  assert.doesNotMatch(page.text, new RegExp(`${reference}/(answer|withdrawal)`));
  assert.doesNotMatch((await dana.get('/en/requests')).text, /Answer the question/);
  for (const act of ['answer', 'withdrawal', 'receipt', 'choice', 'draft', 'check']) {
    assert.equal((await dana.get(`/en/requests/${reference}/${act}`)).status, 403, act);
  }
});

void test('a mother sees and names the child for whom she asked', async () => {
  const madina = await portal.signedIn(iinOf('madina'));
  const list = await madina.get('/en/requests');
  assert.match(list.text, /For: Әлихан/);
  const reference = await demoRequest(portal.db, 'MM-01-06', 'submitted');
  const page = await madina.get(`/en/requests/${reference}`);
  assert.equal(page.status, 200);
  assert.match(page.text, new RegExp(`${reference}/withdrawal`));
});

void test('the list has as many queries for a hundred requests as for one, and is paged by key', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const few = await countQueries(() => aigerim.get('/en/requests'));
  await makeDrafts(portal.db, 25, new Date(TODAY));
  const many = await countQueries(() => aigerim.get('/en/requests'));
  assert.equal(many, few);
  assert.ok(few <= 6, `${few} queries`);

  const seen: string[] = [];
  let address: string | undefined = '/en/requests';
  while (address) {
    const { text } = await aigerim.get(address);
    seen.push(
      ...[...text.matchAll(/<h2[^>]*><a[^>]*href="\/en\/requests\/([^"]+)"/g)].map(([, r]) => r!),
    );
    address = /href="([^"]*before=\d+)" rel="next"/.exec(text)?.[1];
  }
  assert.equal(seen.length, 27);
  assert.equal(new Set(seen).size, 27);
  for (const bad of ['before=x', 'before=0', 'after=-1', 'before=99999999999']) {
    assert.equal((await aigerim.get(`/en/requests?${bad}`)).status, 404, bad);
  }
});

void test('the page of a request costs as many queries however long its history is', async () => {
  const nurlan = await portal.signedIn(iinOf('nurlan'));
  const reference = await demoRequest(portal.db, 'TT-01', 'awaiting_applicant');
  const open = () => nurlan.get(`/en/requests/${reference}`);
  await open(); // holidays are kept for a minute
  const short = await countQueries(open);
  await lengthen(reference);
  const long = await countQueries(open);
  assert.equal(long, short);
  assert.ok(long <= 32, `${long} queries`); // a panel costs one, and a dozen slices have one
});

/** Forty more facts, ten more questions. */
async function lengthen(reference: string): Promise<void> {
  const { write } = portal.db;
  const { id } = await write('requests').where({ reference }).first('id');
  const event = await write('request_events')
    .where({ request_id: id, visible_to: 'everyone' })
    .first();
  const question = await write('questions').where({ request_id: id }).first();
  for (let n = 1; n <= 40; n++) {
    const { id: _, ...columns } = event;
    await write('request_events').insert({ ...columns, version: 1000 + n, act_key: `more.${n}` });
  }
  for (let n = 1; n <= 10; n++) {
    const { id: _, ...columns } = question;
    await write('questions').insert({ ...columns, answer: 'yes', answered_at: columns.asked_at });
  }
}

async function countQueries(work: () => PromiseLike<unknown>): Promise<number> {
  let queries = 0;
  const count = () => void queries++;
  portal.db.read.on('query', count);
  await work();
  portal.db.read.removeListener('query', count);
  return queries;
}
