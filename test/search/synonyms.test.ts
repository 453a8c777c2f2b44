// Administrators keep what people call a kind of aid; the search knows it at once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';
import { iinOf } from '../support/demo-people.ts';
import { findForm } from '../support/visitor.ts';

const portal = await startPortal();
const { db } = portal;
const administrator = await portal.signedIn(iinOf('arman'));
const page = '/ru/admin/aid-classes/MM-04/synonyms';

function add(text: string, language = 'ru') {
  return administrator.submit(page, { text, language }, page);
}

async function finds(q: string): Promise<boolean> {
  const { text } = await portal.stranger().get(`/ru/aids?${new URLSearchParams({ q })}`);
  return text.includes('href="/ru/aids?class=MM-04"');
}

describe('the synonyms of a class', () => {
  it('are listed in three languages, with other classes that are called the same', async () => {
    const { text } = await administrator.get('/ru/admin/aid-classes/MM-05/synonyms');
    assert.ok(text.includes('костыли') && text.includes('crutches') && text.includes('балдақ'));
    assert.ok(text.includes('Так называют и это: Костыль подмышечный'));
  });

  it('are known to the search as soon as one is added, and no longer once it is removed', async () => {
    assert.equal(await finds('кракозябра'), false);
    assert.equal((await add('кракозябра')).status, 303);
    assert.equal(await finds('кракозябры'), true);
    const row: { id: number } = await db
      .read('class_synonyms')
      .where({ text: 'кракозябра' })
      .first('id');
    const removal = `${page}/${row.id}/removal`;
    assert.equal((await administrator.submit(page, {}, removal)).status, 303);
    assert.equal(await finds('кракозябра'), false);
    const actions: { action: string }[] = await db
      .read('audit_entries')
      .where({ object_kind: 'aid_class', object_id: 'MM-04' })
      .orderBy('id')
      .select('action');
    assert.deepEqual(
      actions.map(({ action }) => action),
      ['aid_class.synonym_added', 'aid_class.synonym_removed'],
    );
  });

  for (const [what, text, language] of [
    ['nothing', ' ', 'ru'],
    ['what is there, in other letters', 'ПАЛОЧКА', 'ru'],
    ['too long a name', 'а'.repeat(81), 'ru'],
    ['no word', '12-3', 'ru'],
    ['no language', 'палица', 'de'],
  ] as const) {
    it(`are not changed by ${what}`, async () => {
      const answer = await add(text, language);
      assert.equal(answer.status, 422);
      assert.match(answer.text, /error-summary/);
    });
  }

  it('may be the same in two languages, and removed twice', async () => {
    assert.equal((await add('бадик', 'kk')).status, 303);
    const row: { id: number } = await db
      .read('class_synonyms')
      .where({ text: 'бадик', language: 'kk' })
      .first('id');
    const removal = `${page}/${row.id}/removal`;
    const { hidden } = findForm((await administrator.get(page)).text, page, removal);
    for (const _time of [1, 2]) {
      assert.equal((await administrator.post(removal, hidden)).status, 303);
    }
  });

  it('are nobody else’s to change', async () => {
    const answer = await portal.stranger().get(page);
    assert.equal(answer.status, 303);
    const caseworker = await portal.signedIn(iinOf('saule'));
    assert.equal((await caseworker.get(page)).status, 403);
  });

  it('of a class that is none are not found', async () => {
    const answer = await administrator.get('/ru/admin/aid-classes/XX-1/synonyms');
    assert.equal(answer.status, 404);
  });
});
