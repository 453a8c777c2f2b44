// Telling how a received product serves: who may, when, once, and without anybody's data.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoAccountId } from '../../db/seeds/demo-people.ts';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
const olga = await portal.signedIn(iinOf('olga'));
const reference = await demoRequest(portal.db, 'TT-15', 'received');
const PAGE = `/en/requests/${reference}/experience`;

const words = {
  fit: 'well',
  comfort: 'very',
  repair: 'not_needed',
  again: 'yes',
  language: 'ru',
  text: 'Хорошо видно мелкий шрифт.',
};

const told = async () =>
  read('experiences')
    .join('requests', 'requests.id', 'experiences.request_id')
    .where({ reference })
    .first('experiences.*');

const lastAction = async () => (await read('audit_entries').orderBy('id', 'desc').first()).action;

void describe('telling', () => {
  void it('is offered on the page of a request whose product has arrived, and only there', async () => {
    const page = await olga.get(`/en/requests/${reference}`);
    assert.ok(page.text.includes(`href="${PAGE}"`));
    const submitted = await demoRequest(portal.db, 'MM-08', 'submitted');
    const other = await olga.get(`/en/requests/${submitted}`);
    assert.doesNotMatch(other.text, /\/experience"/);
  });

  for (const [field, value, problem] of [
    ['fit', '', /whether it fits/],
    ['comfort', 'maybe', /comfortable/],
    ['repair', '', /repairs/],
    ['again', '', /choose it again/],
    ['language', 'de', /language/],
    ['text', 'a'.repeat(1001), /at most 1000/],
    ['text', 'ИИН 991231220071', /number like that of a document/],
    ['text', '+7 700 000 11 47', /telephone number/],
    ['text', 'olga@example.kz', /e-mail address/],
    ['text', 'www.example.kz', /link/],
    ['version', 'x', /whole number/],
  ] as const) {
    void it(`is refused with ${field} “${value.slice(0, 20)}”, and keeps what was typed`, async () => {
      const answer = await olga.submit(PAGE, { ...words, [field]: value }, PAGE);
      assert.equal(answer.status, 422);
      assert.match(answer.text, problem);
      assert.match(answer.text, /govuk-error-summary/);
      if (field !== 'text') assert.match(answer.text, /Хорошо видно/);
      assert.equal(await told(), undefined);
    });
  }

  void it('is done once, though the form is sent twice at once', async () => {
    const answers = await Promise.all([
      olga.submit(PAGE, words, PAGE),
      olga.submit(PAGE, words, PAGE),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const row = await told();
    assert.equal(row.state, 'waiting');
    assert.equal(row.told_as, 'applicant');
    assert.equal(row.version, 1);
    assert.equal(await lastAction(), 'experience.told');
    const page = await portal.stranger().get('/en/aids/tamshy-hand-magnifier/experiences');
    assert.doesNotMatch(page.text, /Хорошо видно/, 'nothing is shown before it is read');
  });

  void it('may be changed; an old form does not overwrite newer words', async () => {
    const opened = await olga.get(PAGE);
    assert.match(opened.text, /name="version" value="1"/);
    assert.match(opened.text, /Хорошо видно/);
    const again = await olga.submit(PAGE, { ...words, comfort: 'mostly' }, PAGE);
    assert.equal(again.status, 303);
    assert.equal((await told()).version, 2);
    const stale = await olga.submit(PAGE, { ...words, fit: 'poorly', version: '1' }, PAGE);
    assert.equal(stale.status, 409);
    assert.match(stale.text, /changed this in the meantime/);
    assert.equal((await told()).fit, 'well');
  });

  void it('may be taken back: the words are gone, and may be told anew', async () => {
    const withdrawal = `${PAGE}/withdrawal`;
    assert.equal((await olga.submit(PAGE, {}, withdrawal)).status, 303);
    const row = await told();
    assert.deepEqual([row.state, row.text], ['withdrawn', null]);
    assert.equal(await lastAction(), 'experience.withdrawn');
    const token = await tokenOf(olga);
    assert.equal((await olga.post(withdrawal, { _csrf: token })).status, 303);
    assert.equal((await told()).version, 3, 'a second withdrawal changes nothing');
    assert.equal((await olga.submit(PAGE, words, PAGE)).status, 303);
    assert.equal((await told()).state, 'waiting');
  });

  void it('is not for strangers, not for others, not for those who may only look', async () => {
    const stranger = await portal.stranger().get(PAGE);
    assert.equal(stranger.status, 303);
    for (const key of ['nurlan', 'saule', 'askar', 'arman']) {
      const visitor = await portal.signedIn(iinOf(key));
      const token = await tokenOf(visitor);
      assert.equal((await visitor.get(PAGE)).status, 404, key);
      assert.equal(
        (await visitor.post(PAGE, { ...words, version: '0', _csrf: token })).status,
        404,
      );
      assert.equal((await visitor.post(`${PAGE}/withdrawal`, { _csrf: token })).status, 404, key);
    }
    const applicant: { id: number } = await read('requests')
      .where({ reference })
      .first('applicant_id as id');
    const dana = { id: demoAccountId('dana') };
    await write('representations').insert({
      applicant_id: applicant.id,
      account_id: dana.id,
      kind: 'organisation',
      scope: 'see',
      proof: 'paper',
      valid_from: '2026-01-01',
      verified_by: dana.id,
      verified_at: TODAY,
    });
    const onlooker = await portal.signedIn(iinOf('dana'));
    const token = await tokenOf(onlooker);
    assert.equal((await onlooker.get(PAGE)).status, 403);
    assert.equal((await onlooker.post(PAGE, { ...words, version: '0', _csrf: token })).status, 403);
    const page = await onlooker.get(`/en/requests/${reference}`);
    assert.doesNotMatch(page.text, /\/experience"/);
  });

  void it('is for a representative who may act, and says so', async () => {
    const applicant: { id: number } = await read('requests')
      .where({ reference })
      .first('applicant_id as id');
    const madina = { id: demoAccountId('madina') };
    await write('representations').insert({
      applicant_id: applicant.id,
      account_id: madina.id,
      kind: 'power_of_attorney',
      scope: 'act',
      proof: 'paper',
      valid_from: '2026-01-01',
      verified_by: madina.id,
      verified_at: TODAY,
    });
    const visitor = await portal.signedIn(iinOf('madina'));
    assert.equal((await visitor.submit(PAGE, { ...words, fit: 'partly' }, PAGE)).status, 303);
    assert.equal((await told()).told_as, 'representative');
  });

  void it('waits until the product has arrived', async () => {
    const submitted = await demoRequest(portal.db, 'MM-08', 'submitted');
    const page = `/en/requests/${submitted}/experience`;
    assert.equal((await olga.get(page)).status, 409);
    const token = await tokenOf(olga);
    assert.equal((await olga.post(page, { ...words, version: '0', _csrf: token })).status, 409);
    const dispatched = await demoRequest(portal.db, 'HG-02', 'dispatched');
    assert.equal((await olga.get(`/en/requests/${dispatched}/experience`)).status, 409);
  });
});
