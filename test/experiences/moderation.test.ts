// Moderated by administrators, never by who told it; counted only among enough people; readers may point to problems.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
const arman = await portal.signedIn(iinOf('arman'));
const PRODUCT = '/en/aids/bekem-grab-bar';
const ALL = `${PRODUCT}/experiences`;

const one = async (where: object) => read('experiences').where(where).orderBy('id').first();
const waiting = await one({ state: 'waiting' });
const page = (id: number) => `/en/admin/experiences/${id}`;

void describe('the queue', () => {
  void it('is the administrators’ only', async () => {
    for (const key of ['olga', 'saule', 'gulmira', 'askar', 'madina']) {
      const visitor = await portal.signedIn(iinOf(key));
      assert.equal((await visitor.get('/en/admin/experiences')).status, 403, key);
      assert.equal((await visitor.get(page(waiting.id))).status, 403, key);
    }
    assert.equal((await portal.stranger().get('/en/admin/experiences')).status, 303);
  });

  void it('shows what waits, without the author’s name, and is counted on the first page', async () => {
    const overview = await arman.get('/en/admin');
    assert.match(overview.text, /2 people’s words to read/);
    const list = await arman.get('/en/admin/experiences');
    assert.match(list.text, new RegExp(`href="${page(waiting.id)}"`));
    const detail = await arman.get(page(waiting.id));
    assert.equal(detail.status, 200);
    assert.doesNotMatch(detail.text, /Асель|Әсел|Olga|Ольга/);
    const entry = await read('audit_entries').orderBy('id', 'desc').first();
    assert.equal(entry.action, 'experience.read');
  });

  void it('shows a bad filter as a problem, and unknown ids as missing', async () => {
    assert.equal((await arman.get('/en/admin/experiences?shown=x')).status, 422);
    for (const id of ['0', 'x', '999999', '12345678901']) {
      assert.equal((await arman.get(`/en/admin/experiences/${id}`)).status, 404, id);
    }
  });
});

void describe('publishing', () => {
  void it('puts the words on the product’s page at once, also for strangers who saw it before', async () => {
    const before = await portal.stranger().get(PRODUCT);
    assert.match(before.text, /6 of 7 say it fits well/);
    const act = `${page(waiting.id)}/publication`;
    assert.equal((await arman.submit(page(waiting.id), {}, act)).status, 303);
    const token = await tokenOf(arman);
    const again = await arman.post(act, { _csrf: token, version: String(waiting.version) });
    assert.equal(again.status, 303, 'the same button again does nothing more');
    const after = await portal.stranger().get(PRODUCT);
    assert.match(after.text, /7 of 8 say it fits well/);
    assert.ok((await portal.stranger().get(ALL)).text.includes(waiting.text));
  });

  void it('tells the author, once', async () => {
    const messages = await read('messages').where({
      kind: 'experience.published',
      account_id: waiting.told_by,
    });
    assert.equal(messages.length, 1);
    assert.doesNotMatch(messages[0].body, /\{|undefined/);
  });

  void it('is refused to who told it, and to those close to the person', async () => {
    const other = await one({ state: 'waiting' });
    const account: { id: number } = await read('accounts')
      .where({ given_name: 'Арман' })
      .first('id');
    await write('experiences').where({ id: other.id }).update({ told_by: account.id });
    const act = `${page(other.id)}/publication`;
    const answer = await arman.submit(page(other.id), {}, act);
    assert.equal(answer.status, 403);
    assert.match(answer.text, /for another administrator/);
    assert.equal((await one({ id: other.id })).state, 'waiting');
    const elena = await portal.signedIn(iinOf('elena'));
    assert.equal((await elena.submit(page(other.id), {}, act)).status, 303);
    const entry = await read('audit_entries').orderBy('id', 'desc').first();
    assert.equal(entry.action, 'experience.published');
  });
});

void describe('declining', () => {
  void it('asks for a reason, and tells the author which', async () => {
    const { id, told_by: author } = await one({ state: 'published', language: 'ru' });
    const act = `${page(id)}/refusal`;
    const without = await arman.submit(page(id), {}, act);
    assert.equal(without.status, 422);
    assert.match(without.text, /why it is not published/);
    assert.equal((await arman.submit(page(id), { reason: 'because' }, act)).status, 422);
    assert.equal((await arman.submit(page(id), { reason: 'advertising' }, act)).status, 303);
    const { state, reason } = await one({ id });
    assert.deepEqual([state, reason], ['declined', 'advertising']);
    const message = await read('messages')
      .where({ kind: 'experience.declined', account_id: author })
      .first();
    assert.match(message.body, /рекламу/);
    assert.doesNotMatch(
      (await portal.stranger().get(ALL)).text,
      new RegExp(`experiences/${id}/flag`),
    );
  });

  void it('is refused when the words have changed since they were read', async () => {
    const { id, version } = await one({ state: 'published' });
    const token = await tokenOf(arman);
    const act = `${page(id)}/refusal`;
    const stale = { _csrf: token, version: String(version + 1), reason: 'rude' };
    assert.equal((await arman.post(act, stale)).status, 409);
    assert.equal((await one({ id })).state, 'published');
  });
});

void describe('a reader’s report', () => {
  void it('brings the words back to an administrator, who may leave them', async () => {
    const { id } = await one({ state: 'published' });
    const flag = `${ALL}/${id}/flag`;
    assert.equal((await portal.stranger().get(flag)).status, 200);
    assert.equal((await portal.stranger().post(flag, {})).status, 422);
    assert.equal((await portal.stranger().post(flag, { reason: 'untrue' })).status, 303);
    assert.equal((await portal.stranger().post(flag, { reason: 'rude' })).status, 303);
    assert.equal((await read('experience_flags').where({ experience_id: id })).length, 1);
    const list = await arman.get('/en/admin/experiences?shown=flagged');
    assert.match(list.text, /A reader reports: it is not true/);
    assert.equal((await arman.submit(page(id), {}, `${page(id)}/publication`)).status, 303);
    const open = await read('experience_flags').where({ handled_at: null });
    assert.equal(open.length, 0);
    assert.equal((await one({ id })).state, 'published');
  });

  void it('is not taken without end from one address', async () => {
    const { id } = await one({ state: 'published' });
    const statuses: number[] = [];
    for (let at = 0; at < 8; at++) {
      const { status } = await portal.stranger().post(`${ALL}/${id}/flag`, { reason: 'rude' });
      statuses.push(status);
    }
    assert.ok(statuses.includes(429), statuses.join(' '));
  });

  void it('is not there for words that are not published, or of another product', async () => {
    const declined = await one({ state: 'declined' });
    assert.equal((await portal.stranger().get(`${ALL}/${declined.id}/flag`)).status, 404);
    const { id } = await one({ state: 'published' });
    const elsewhere = `/en/aids/tamshy-hand-magnifier/experiences/${id}/flag`;
    assert.equal((await portal.stranger().get(elsewhere)).status, 404);
  });
});

void describe('below five people', () => {
  void it('no counts, regions or months are shown, in any language', async () => {
    for (const slug of ['beket-beech-walking-stick', 'adym-anatomic-walking-stick']) {
      for (const lang of ['kk', 'ru', 'en']) {
        const { text } = await portal.stranger().get(`/${lang}/aids/${slug}/experiences`);
        assert.doesNotMatch(text, /Astana|Астана|2026 ж\. |October 2026|октябр/);
        assert.doesNotMatch(text, /\d+ of \d+ (say|would)|из \d+ говорят|адамның ішінен/);
      }
    }
    const few = await read('experiences')
      .where({ state: 'published' })
      .groupBy('product_id')
      .select('product_id')
      .count({ count: '*' });
    assert.ok(
      few.some(({ count }) => Number(count) < 5),
      'the demo has such a product',
    );
  });

  void it('never shows a name, and marks the language of words in another one', async () => {
    const { text } = await portal.stranger().get(`/en/aids/bekem-grab-bar/experiences`);
    const names: { given_name: string; family_name: string }[] = await read('applicants').select(
      'given_name',
      'family_name',
    );
    for (const { family_name: family } of names) assert.ok(!text.includes(family), family);
    assert.match(text, /<blockquote class="td-told__text" lang="kk">/);
    assert.match(text, /Written in Russian:/);
  });

  void it('is paged by key', async () => {
    const first = await read('experiences')
      .where({ state: 'published' })
      .orderBy('id', 'desc')
      .first('id');
    const { status, text } = await portal.stranger().get(`${ALL}?before=${first.id}`);
    assert.equal(status, 200);
    assert.doesNotMatch(text, new RegExp(`experiences/${first.id}/flag`));
    assert.equal((await portal.stranger().get(`${ALL}?before=x`)).status, 404);
  });
});
