// One page on paper: what the portal prints is read back, in each language, by whom it concerns.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { readPdf } from '../support/read-pdf.ts';
import type { Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const { read, write } = portal.db;
const nurlan = await portal.signedIn(iinOf('nurlan'));
const saule = await portal.signedIn(iinOf('saule'));

const ofNurlan = async (status: string) => {
  const row = await read('requests')
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('accounts', 'accounts.id', 'applicants.account_id')
    .where({ 'accounts.given_name': 'Нұрлан', 'requests.status': status })
    .first('requests.reference');
  assert.ok(row, `Nurlan has no request that is ${status}`);
  return String(row.reference);
};
const submitted = await ofNurlan('submitted');

async function fetchPdf(visitor: Visitor, address: string) {
  const answer = await visitor
    .get(address)
    .buffer(true)
    .parse((res, done) => {
      const pieces: Buffer[] = [];
      res.on('data', (piece: Buffer) => pieces.push(piece));
      res.on('end', () => done(null, Buffer.concat(pieces)));
    });
  assert.equal(answer.status, 200, address);
  assert.equal(answer.headers['content-type'], 'application/pdf');
  assert.match(answer.headers['cache-control']!, /no-store/);
  const file = answer.body as Buffer;
  assert.ok(file.length < 60_000, `${file.length} bytes`);
  const sheet = await readPdf(file);
  assert.deepEqual([sheet.marked, sheet.displayTitle, sheet.ua], [true, true, '1']);
  assert.equal(sheet.untagged, '');
  const plain = (text: string) => text.replaceAll(/\s+/g, '');
  assert.equal(plain(sheet.tags.map(({ text }) => text).join('')), plain(sheet.drawn));
  assert.doesNotMatch(sheet.drawn, /undefined|\[object|\{[a-z]+\}/);
  return { sheet, answer };
}

void describe('the summary of a request', () => {
  for (const lang of LANGUAGES) {
    void it(`is one page in ${lang}, with what the page of the request says`, async () => {
      const { sheet, answer } = await fetchPdf(
        nurlan,
        `/${lang}/requests/${submitted}/summary.pdf`,
      );
      assert.equal(sheet.pages, 1);
      assert.equal(sheet.language, { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }[lang]);
      assert.ok(sheet.drawn.includes(submitted));
      assert.equal(
        answer.headers['content-disposition'],
        `attachment; filename="${submitted}-summary.pdf"`,
      );
    });
  }

  void it('is in large print when asked, or when the person needs it', async () => {
    const usual = await fetchPdf(nurlan, `/en/requests/${submitted}/summary.pdf`);
    const asked = await fetchPdf(nurlan, `/en/requests/${submitted}/summary.pdf?large=yes`);
    assert.ok(asked.sheet.pages > usual.sheet.pages);
    const { applicant_id: id } = await read('requests').where({ reference: submitted }).first();
    const kept = await read('applicants').where({ id }).first('communication_needs');
    await write('applicants').where({ id }).update({ communication_needs: '["large_print"]' });
    const needed = await fetchPdf(nurlan, `/en/requests/${submitted}/summary.pdf`);
    await write('applicants').where({ id }).update(kept);
    assert.equal(needed.sheet.pages, asked.sheet.pages);
  });

  void it('is printed by the office too, which is noted', async () => {
    await fetchPdf(saule, `/ru/requests/${submitted}/summary.pdf`);
    const entry = await read('audit_entries').orderBy('id', 'desc').first();
    assert.deepEqual([entry.action, entry.object_id], ['request.printed', submitted]);
  });

  void it('is found under a reference however it is typed', async () => {
    const typed = submitted.toLowerCase();
    const answer = await nurlan.get(`/en/requests/${typed}/summary.pdf`);
    assert.equal(answer.headers.location, `/en/requests/${submitted}/summary.pdf`);
    assert.equal((await nurlan.get('/en/requests/TD-0000-0/summary.pdf')).status, 404);
  });
});

void describe('the decision and the receipt', () => {
  void it('are not there before there is something to print', async () => {
    for (const which of ['decision', 'receipt']) {
      const answer = await nurlan.get(`/en/requests/${submitted}/${which}.pdf`);
      assert.equal(answer.status, 404, which);
    }
    const page = await nurlan.get(`/en/requests/${submitted}`);
    assert.match(page.text, /summary\.pdf/);
    assert.doesNotMatch(page.text, /decision\.pdf|receipt\.pdf/);
  });

  void it('say what was decided, and have the same numbers in each language', async () => {
    const dispatched = await read('requests').where({ status: 'dispatched' }).first();
    const owner = await read('applicants')
      .join('accounts', 'accounts.id', 'applicants.account_id')
      .where({ 'applicants.id': dispatched.applicant_id })
      .first('accounts.id');
    await write('applicants').where({ account_id: owner.id }).update({ account_id: null });
    const own = await read('accounts').where({ given_name: 'Нұрлан' }).first('id');
    await write('applicants').where({ account_id: own.id }).update({ account_id: null });
    await write('applicants')
      .where({ id: dispatched.applicant_id })
      .update({ account_id: own.id, communication_needs: '[]' });
    const base = (lang: string) => `/${lang}/requests/${dispatched.reference}`;
    const numbers: string[] = [];
    for (const lang of LANGUAGES) {
      const decision = await fetchPdf(nurlan, `${base(lang)}/decision.pdf`);
      assert.equal(decision.sheet.tags.filter(({ tag }) => tag === 'H1').length, 1);
      const { sheet } = await fetchPdf(nurlan, `${base(lang)}/receipt.pdf`);
      assert.equal(sheet.pages, 1, 'fits on one page');
      assert.ok(sheet.drawn.includes(dispatched.reference));
      numbers.push(sheet.tags.flatMap(({ text }) => /^(\d+)\. /.exec(text)?.[1] ?? []).join(' '));
    }
    assert.deepEqual(numbers, Array(3).fill('1 2 3 4 5 6 7 8 9 10 11'));
    const page = await nurlan.get(base('en'));
    assert.match(page.text, /decision\.pdf/);
    assert.match(page.text, /receipt\.pdf/);
  });
});

void describe('further pages', () => {
  void it('my aids, for whoever has an account of a person', async () => {
    for (const lang of LANGUAGES) {
      const { sheet } = await fetchPdf(nurlan, `/${lang}/account/aids.pdf`);
      assert.ok(sheet.tags.some(({ tag }) => tag === 'H2'));
    }
    assert.equal((await saule.get('/en/account/aids.pdf')).status, 403);
    assert.equal((await portal.stranger().get('/en/account/aids.pdf')).status, 303);
  });

  void it('the empty form of a request, for anybody, with the same numbers in each language', async () => {
    const numbers: string[] = [];
    for (const lang of LANGUAGES) {
      const { sheet } = await fetchPdf(portal.stranger(), `/${lang}/paper-request.pdf`);
      assert.ok(sheet.pages <= 3);
      numbers.push(sheet.tags.flatMap(({ text }) => /^(\d+)\. /.exec(text)?.[1] ?? []).join(' '));
    }
    const all = Array.from({ length: 21 }, (_, at) => at + 1).join(' ');
    assert.deepEqual(numbers, Array(3).fill(all));
  });
});
