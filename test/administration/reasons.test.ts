// Reason lists at the administrator's desk: dated wordings, never changed once they were in force.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reasonsInForce } from '../../server/requests/reasons.ts';
import { ARMAN, change, changeTwice, lastEntry, names, SAULE, three } from '../support/desk.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const line = (code: string) =>
  portal.db.read('reason_versions').where({ code }).orderBy('valid_from');
const DUPLICATE = 'refusal-duplicate';

void describe('the lists of reasons', () => {
  void it('show each reason with its source and standing, in three languages', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const { status, text } = await arman.get(`/${lang}/admin/reasons`);
      assert.equal(status, 200);
      assert.doesNotMatch(text, /undefined|\[object/);
    }
    const { text } = await arman.get('/en/admin/reasons');
    assert.match(text, /Duplicate request[\s\S]*Provided in lots[\s\S]*Waiting for an expert/);
    const saule = await portal.signedIn(SAULE);
    assert.equal((await saule.get('/en/admin/reasons')).status, 403);
  });

  void it('give a reason a new wording from a day on, once, and keep the old one', async () => {
    const [old] = await line(DUPLICATE);
    const page = `/en/admin/reasons/${old.id}/wording`;
    const values = { name_en: 'A second request', valid_from: '01.01.2027' };
    const answers = await changeTwice(arman, page, values);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const after = await line(DUPLICATE);
    assert.deepEqual(
      after.map((row) => [row.name_en, row.valid_from, row.valid_until]),
      [
        ['Duplicate request', '2025-01-01', '2027-01-01'],
        ['A second request', '2027-01-01', null],
      ],
    );
    assert.equal(after[1].rule_kk, old.rule_kk);
    const on = async (day: string) =>
      (await reasonsInForce(portal.db.read, 'refusal', day)).find(({ code }) => code === DUPLICATE)
        ?.names.en;
    assert.equal(await on('2026-12-31'), 'Duplicate request');
    assert.equal(await on('2027-01-01'), 'A second request');
    const entry = await lastEntry(portal, 'reason', DUPLICATE);
    assert.equal(entry.action, 'reason.worded');
    assert.match((await arman.get(`/en/admin/reasons/${old.id}`)).text, /A second request/);
  });

  void it('take back a wording that is not in force yet, and none that is', async () => {
    const [now, coming] = await line(DUPLICATE);
    const page = `/en/admin/reasons/${now.id}`;
    const token = /name="_csrf" value="([^"]+)"/.exec((await arman.get(page)).text)![1]!;
    const refused = await arman.post(`${page}/removal`, { _csrf: token });
    assert.equal(refused.status, 422);
    const answer = await arman.post(`/en/admin/reasons/${coming.id}/removal`, { _csrf: token });
    assert.equal(answer.status, 303);
    assert.deepEqual(
      (await line(DUPLICATE)).map(({ valid_until }) => valid_until),
      [null],
    );
  });

  void it('take no wording with a day in the past, or that lacks a language', async () => {
    const [old] = await line(DUPLICATE);
    const page = `/en/admin/reasons/${old.id}/wording`;
    names(await change(arman, page, { valid_from: '01.01.2026' }), 'valid_from', /./);
    const from = { valid_from: '01.01.2027' };
    names(await change(arman, page, { ...from, remedy_kk: '' }), 'remedy_kk', /Kazakh/);
    names(await change(arman, page, { ...from, name_ru: '' }), 'name_ru', /Russian/);
    names(
      await change(arman, page, { ...from, source_url: 'javascript:x' }),
      'source_url',
      /https/,
    );
  });

  void it('get a reason of their own, once, which caseworkers can choose', async () => {
    const values = {
      kind: 'refusal',
      ...three('name', ['Жаңа себеп', 'Новая причина', 'A new reason']),
      ...three('explanation', ['Сөйлем осы.', 'Вот предложение.', 'This is the sentence.']),
      ...three('source', ['Заң', 'Закон', 'The law']),
      today: 'yes',
      status: 'proposed',
    };
    const answers = await changeTwice(arman, '/en/admin/reasons/new', values);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(answers[0].headers.location, answers[1].headers.location);
    const reasons = await reasonsInForce(portal.db.read, 'refusal', '2026-11-23');
    const added = reasons.filter(({ names: { en } }) => en === 'A new reason');
    assert.equal(added.length, 1);
    const code = added[0]!.code;
    assert.ok(await portal.db.read('reasons').where({ code }).first('code'));

    const page = `/en/admin/reasons/${added[0]!.id}`;
    names(
      await change(arman, page, { valid_until: '23.11.2026' }, `${page}/end`),
      'valid_until',
      /./,
    );
    const ended = await change(arman, page, { valid_until: '01.12.2026' }, `${page}/end`);
    assert.equal(ended.status, 303);
    const later = await reasonsInForce(portal.db.read, 'refusal', '2026-12-01');
    assert.ok(!later.some((reason) => reason.code === code));
  });
});
