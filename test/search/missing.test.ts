// Saying what is missing, without saying who one is; and reading it.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { sweepMissing } from '../../server/search/missing.ts';
import { startPortal } from '../support/portal.ts';
import { iinOf } from '../support/demo-people.ts';

const portal = await startPortal();
const { db } = portal;
// Each test has a quarter of an hour of its own: nobody is told that they say too much.
let minutes = 0;

describe('somebody who did not find an aid', () => {
  beforeEach(() => {
    minutes += 20;
    portal.setTime(new Date(Date.parse('2026-11-23T05:00:00Z') + minutes * 60_000).toISOString());
  });

  it('is offered ways on, and a form with what they searched', async () => {
    const { text, status } = await portal.stranger().get('/en/aids?q=zzzzqq+unicornq');
    assert.equal(status, 200);
    for (const way of ['/en/aids/families', '/en/help#contacts', 'action="/en/aids/missing"']) {
      assert.ok(text.includes(way), way);
    }
    assert.match(text, /<textarea[^>]*name="text"[^>]*>\s*zzzzqq unicornq<\/textarea>/);
  });

  it('is led there too where only some of the words were found', async () => {
    const { text } = await portal.stranger().get('/en/aids?q=wheelchair+unicornq');
    assert.ok(text.includes('href="/en/aids/missing?q=wheelchair+unicornq"'));
    const form = await portal.stranger().get('/en/aids/missing?q=wheelchair+unicornq');
    assert.match(form.text, /<textarea[^>]*name="text"[^>]*>\s*wheelchair unicornq<\/textarea>/);
  });

  it('says so, and it is kept without anything about them', async () => {
    const visitor = portal.stranger();
    const address = '/kk/aids/missing';
    const answer = await visitor.submit(
      address,
      { text: 'Төсектен көтергіш', class: 'MM', region: '750000000' },
      address,
    );
    assert.equal(answer.status, 303);
    const { text } = await visitor.get(String(answer.headers.location));
    assert.ok(text.includes('Рақмет!'));
    const row: Record<string, unknown> = await db
      .read('missing_aids')
      .orderBy('id', 'desc')
      .first();
    assert.deepEqual(
      [row.text, row.aid_class_code, row.region_code, row.language, row.seen_at, row.seen_by],
      ['Төсектен көтергіш', 'MM', '750000000', 'kk', null, null],
    );
  });

  for (const [what, values, field] of [
    ['nothing', { text: '  ' }, 'text'],
    ['too little', { text: 'ab' }, 'text'],
    ['too much', { text: 'a'.repeat(301) }, 'text'],
    ['an IIN', { text: 'Подъёмник, мой ИИН 991231221614' }, 'text'],
    ['an IIN in groups', { text: 'lift 991231 221614' }, 'text'],
    ['a telephone number', { text: 'lift +7 (701) 123-45-67' }, 'text'],
    ['a mail address', { text: 'lift, write to me@example.kz' }, 'text'],
    ['a class that is none', { text: 'lift', class: 'XX' }, 'class'],
    ['a region that is none', { text: 'lift', region: '1' }, 'region'],
  ] as const) {
    it(`is asked again where they sent ${what}`, async () => {
      const before = await countAll();
      const answer = await portal.stranger().post('/ru/aids/missing', values);
      assert.equal(answer.status, 422);
      assert.ok(answer.text.includes(`href="#${field}"`));
      assert.equal(await countAll(), before);
    });
  }

  it('may name a model with many digits', async () => {
    const answer = await portal.stranger().post('/ru/aids/missing', { text: 'Модель 4000-123' });
    assert.equal(answer.status, 303);
  });

  it('is told to come back later after five', async () => {
    const visitor = portal.stranger();
    for (let time = 0; time < 5; time++) {
      const answer = await visitor.post('/en/aids/missing', { text: `stair lift ${time}` });
      assert.equal(answer.status, 303);
    }
    const { status, headers } = await visitor.post('/en/aids/missing', { text: 'stair lift' });
    assert.equal(status, 429);
    assert.ok(Number(headers['retry-after']) > 0);
  });
});

describe('an administrator', () => {
  it('reads the same wish once, and marks it as seen', async () => {
    await db.write('missing_aids').del();
    minutes += 20;
    portal.setTime(new Date(Date.parse('2026-11-23T05:00:00Z') + minutes * 60_000).toISOString());
    for (const text of ['подъёмник для ванны', 'Подъемники для ванны!', 'stair lift']) {
      await portal.stranger().post('/ru/aids/missing', { text });
    }
    const administrator = await portal.signedIn(iinOf('arman'));
    const { text: overview } = await administrator.get('/ru/admin');
    assert.ok(overview.includes('Люди не нашли 2 средства'));
    const { text } = await administrator.get('/ru/admin/missing');
    assert.ok(text.includes('2 раза'));
    const [, id] = /missing\/(\d+)\/seen/.exec(text)!;
    const seen = `/ru/admin/missing/${id}/seen`;
    const answer = await administrator.submit('/ru/admin/missing', {}, seen);
    assert.equal(answer.status, 303);
    const after = await administrator.get('/ru/admin/missing');
    assert.ok(!after.text.includes('Подъемники') && after.text.includes('stair lift'));
    const kept = await administrator.get('/ru/admin/missing?view=seen');
    assert.ok(kept.text.includes('Подъемники'));
    const entry: { action: string } = await db
      .read('audit_entries')
      .where({ object_kind: 'missing_aid' })
      .first('action');
    assert.equal(entry.action, 'missing_aid.marked_seen');
  });

  it('no longer sees what is older than two years', async () => {
    const before = await countAll();
    await sweepMissing(db.write, new Date('2028-11-22T00:00:00Z'));
    assert.equal(await countAll(), before);
    await sweepMissing(db.write, new Date('2028-12-24T00:00:00Z'));
    assert.equal(await countAll(), 0);
  });
});

async function countAll(): Promise<number> {
  const [row]: { count: number }[] = await db.read('missing_aids').count({ count: '*' });
  return row!.count;
}
