// Published and withdrawn by date: once, in order, also after a standstill.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publishByDate } from '../../server/publishing/publishing.ts';
import { change, changeTwice, names } from '../support/desk.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const { read, write } = portal.db;
const arman = await portal.signedIn(iinOf('arman'));
const elena = await portal.signedIn(iinOf('elena'));
const means = { db: portal.db, texts: portal.portal.texts };
const products = await read('products')
  .where({ status: 'published' })
  .whereLike('aid_class_code', 'TT%')
  .orderBy('id')
  .limit(6);

const at = (day: string) => new Date(`${day}T03:00:00.000Z`);
const now = (id: number) => read('products').where({ id }).first();
const statuses = async (id: number) =>
  (await read('product_revisions').where({ product_id: id }).orderBy('number')).map(
    ({ status }) => status,
  );

/** Drafts a change and has it accepted, to be shown from and until certain days. */
async function schedule(
  id: number,
  days: { publish_on?: string; withdraw_on?: string },
  months: string,
) {
  const page = `/en/admin/products/${id}`;
  assert.equal((await change(arman, `${page}/edit`, { warranty_months: months })).status, 303);
  assert.equal((await change(arman, page, days, `${page}/submission`)).status, 303);
  const { id: revision } = await read('product_revisions')
    .where({ product_id: id, status: 'in_review', supplier_id: null })
    .first('id');
  const review = `/en/admin/review/${revision}`;
  assert.equal((await change(elena, review, {}, `${review}/acceptance`)).status, 303);
  return revision as number;
}

void describe('a change that is to be shown from a day', () => {
  const [{ id }] = products as [{ id: number }];

  void it('must name a day to come, and an end after its start', async () => {
    const page = `/en/admin/products/${id}`;
    await change(arman, `${page}/edit`, { warranty_months: '7' });
    const act = `${page}/submission`;
    names(await change(arman, page, { publish_on: '23.11.2026' }, act), 'publish_on', /tomorrow/);
    names(await change(arman, page, { publish_on: '30.02.2027' }, act), 'publish_on', /date/);
    const days = { publish_on: '01.12.2026', withdraw_on: '01.12.2026' };
    names(await change(arman, page, days, act), 'withdraw_on', /after the start/);
    assert.equal((await change(arman, page, {}, `${page}/discard`)).status, 303);
  });

  void it('waits when it is accepted, and is shown on its day, once', async () => {
    const before = (await now(id)).warranty_months;
    await schedule(id, { publish_on: '01.12.2026' }, '41');
    assert.deepEqual((await statuses(id)).at(-1), 'accepted');
    assert.equal((await now(id)).warranty_months, before);
    assert.deepEqual(await publishByDate(means, at('2026-11-30')), {
      published: 0,
      heldBack: 0,
      withdrawn: 0,
    });
    assert.equal((await now(id)).warranty_months, before);
    const both = await Promise.all([
      publishByDate(means, at('2026-12-01')),
      publishByDate(means, at('2026-12-01')),
    ]);
    assert.ok(both.some(({ published }) => published === 1));
    assert.equal((await now(id)).warranty_months, 41);
    assert.equal((await now(id)).version, 2, 'published once');
    assert.deepEqual(await statuses(id), ['superseded', 'discarded', 'published']);
    const told = await read('messages').where({ kind: 'product.published' });
    assert.equal(told.length, 1);
  });

  void it('begins its day at midnight in Kazakhstan', async () => {
    await schedule(id, { publish_on: '10.12.2026' }, '42');
    await publishByDate(means, new Date('2026-12-09T18:59:59.000Z'));
    assert.equal((await now(id)).warranty_months, 41);
    await publishByDate(means, new Date('2026-12-09T19:00:00.000Z'));
    assert.equal((await now(id)).warranty_months, 42);
  });
});

void describe('after a standstill', () => {
  void it('all that fell due is done in the order of its days', async () => {
    const [, second, third] = products as { id: number }[];
    // Shown from the 2nd until the 4th; the other is replaced before its end comes.
    await schedule(second!.id, { publish_on: '02.12.2026', withdraw_on: '04.12.2026' }, '51');
    await schedule(third!.id, { withdraw_on: '20.12.2026' }, '52');
    await schedule(third!.id, { publish_on: '19.12.2026' }, '53');
    const done = await publishByDate(means, at('2026-12-25'));
    assert.deepEqual(done, { published: 2, heldBack: 0, withdrawn: 1 });
    assert.equal((await now(second!.id)).status, 'withdrawn');
    assert.deepEqual(await statuses(second!.id), ['superseded', 'superseded']);
    assert.deepEqual(
      [(await now(third!.id)).status, (await now(third!.id)).warranty_months],
      ['published', 53],
      'the end was that of the version before',
    );
    assert.deepEqual(await publishByDate(means, at('2026-12-25')), {
      published: 0,
      heldBack: 0,
      withdrawn: 0,
    });
  });

  void it('what is no longer complete is held back, and its proposer is told', async () => {
    const { id } = products[3]!;
    const page = `/en/admin/products/${id}/edit`;
    await change(arman, page, { certificate_valid_until: '05.12.2026' });
    const revision = await schedule(id, { publish_on: '04.12.2026' }, '61');
    await publishByDate(means, at('2026-12-06'));
    const row = await read('product_revisions').where({ id: revision }).first();
    assert.deepEqual([row.status, row.decided_by], ['returned', null]);
    assert.notEqual((await now(id)).warranty_months, 61);
    assert.match((await arman.get(`/en/admin/products/${id}`)).text, /something was missing/);
    assert.equal((await read('messages').where({ kind: 'product.held_back' })).length, 1);
  });

  void it('a job that fails half-way leaves all or nothing', async () => {
    const { id } = products[4]!;
    await schedule(id, { publish_on: '04.12.2026' }, '71');
    // Another product takes the article meanwhile: the day comes, and nothing is half done.
    const revision = await read('product_revisions')
      .where({ product_id: id, status: 'accepted' })
      .first();
    const content = JSON.parse(revision.content);
    const other = await read('variants').whereNot({ product_id: id }).first();
    content.variants[0].article = other.article;
    await write('product_revisions')
      .where({ id: revision.id })
      .update({ content: JSON.stringify(content) });
    const done = await publishByDate(means, at('2026-12-10'));
    assert.equal(done.heldBack, 1);
    assert.notEqual((await now(id)).warranty_months, 71);
  });
});

void describe('a withdrawal on a day', () => {
  const { id } = products[5] as { id: number };
  const page = `/en/admin/products/${id}`;
  const plan = (values: Record<string, string>) =>
    changeTwice(arman, page, values, `${page}/withdrawal`);

  void it('is planned, called off and planned again', async () => {
    names(
      await change(arman, page, { when: 'on', withdraw_on: '' }, `${page}/withdrawal`),
      'withdraw_on',
      /day/,
    );
    for (const values of [
      { when: 'on', withdraw_on: '05.01.2027' },
      { when: 'never', withdraw_on: '' },
      { when: 'on', withdraw_on: '06.01.2027' },
    ]) {
      const answers = await plan(values);
      assert.deepEqual(
        answers.map(({ status }) => status),
        [303, 303],
      );
    }
    assert.match((await arman.get(page)).text, /6 January 2027/);
  });

  void it('takes the product out on its day, not before', async () => {
    await publishByDate(means, at('2027-01-05'));
    assert.equal((await now(id)).status, 'published');
    const { withdrawn } = await publishByDate(means, at('2027-01-06'));
    assert.equal(withdrawn, 1);
    assert.equal((await now(id)).status, 'withdrawn');
    const entry = await read('audit_entries')
      .where({ object_kind: 'product', object_id: String(id) })
      .orderBy('id', 'desc')
      .first();
    assert.deepEqual([entry.action, entry.actor_role], ['product.withdrawn', 'system']);
  });
});
