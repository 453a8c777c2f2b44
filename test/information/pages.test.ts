import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { queriesOf } from '../catalogue/queries.ts';
import { startPortal } from '../support/portal.ts';

const running = await startPortal();
const open = (address: string) => running.stranger().get(address);
const validator = new HtmlValidate(JSON.parse(readFileSync('.htmlvalidate.json', 'utf8')));

void describe('pages of words', () => {
  for (const page of ['/', '/help', '/accessibility', '/privacy', '/cookies']) {
    for (const lang of ['kk', 'ru', 'en']) {
      void it(`/${lang}${page} is there for everybody, with one heading and sound HTML`, async () => {
        const { status, text, headers } = await open(`/${lang}${page}`);
        assert.equal(status, 200);
        assert.equal(text.match(/<h1/g)?.length, 1);
        assert.equal(headers['set-cookie'], undefined, 'looking around leaves no cookie');
        const report = await validator.validateString(text, `${page}.html`);
        assert.deepEqual(
          report.results.flatMap(({ messages }) => messages),
          [],
        );
      });
    }
    void it(`/kk${page} takes at most two queries`, async () => {
      assert.ok((await queriesOf(running, `/kk${page}`)) <= 2);
    });
  }
});

void describe('the home page', () => {
  void it('searches the catalogue without script', async () => {
    const { text } = await open('/ru/');
    assert.match(text, /<form[^>]*method="get" action="\/ru\/aids"/);
    assert.match(text, /name="q"/);
  });

  void it('shows a signed-in person their open requests', async () => {
    const { iin } = running.portal.demoPeople[0]!;
    const own = await running.db
      .read('requests')
      .join('applicants', 'applicants.id', 'requests.applicant_id')
      .where('applicants.iin_lookup', running.portal.vault.fingerprint(iin))
      .whereNotIn('requests.status', ['closed', 'withdrawn', 'expired'])
      .orderBy('requests.id', 'desc')
      .first('requests.reference');
    const { text } = await (await running.signedIn(iin)).get('/en/');
    assert.ok(text.includes(own.reference));
    assert.doesNotMatch((await open('/en/')).text, /Your requests/);
  });
});

void describe('help', () => {
  void it('gives the offices of a region', async () => {
    const { text } = await open('/ru/help?region=710000000');
    assert.match(text, /Найдено 2 отдела/);
    assert.match(text, /href="tel:\+7\d{10}"/);
  });

  void it('says how to mend a region that does not exist', async () => {
    for (const region of ['1', 'x', '710000000&region=750000000', '%3Cscript%3E']) {
      const { status, text } = await open(`/en/help?region=${region}`);
      assert.equal(status, 422, region);
      assert.match(text, /href="#region"/);
    }
  });

  void it('explains every status in the words that the request page uses', async () => {
    const { text } = await open('/en/help');
    assert.match(text, /A caseworker is looking at your request/);
    assert.match(text, /When it arrives, try it and then confirm/);
  });
});
