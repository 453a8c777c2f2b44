// Choosing at leisure: two products are kept, compared, noted on and shared; by keyboard, wide and narrow, without script.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { someone, type Person } from '../support/browser.ts';
import { findWithAxe, whatIsCutOff } from '../support/check-page.ts';
import { none } from '../support/none.ts';
import { startPortal } from '../support/portal.ts';

const PRODUCTS = ['tulpar-1-powered-wheelchair', 'zhorga-lite-folding-powered-wheelchair'];
const FOUR = ['DL-TP1-46', 'SR-ZHL-46', 'YK-ARG-55', 'QB-QR3-44'];

void describe('comparing and keeping', { concurrency: 2 }, () => {
  for (const lang of LANGUAGES) {
    void test(`a list is kept, compared and shared in ${lang}`, async () => {
      const portal = await startPortal();
      const owner = await someone(portal, lang);
      await keepsTwo(owner);
      await compares(owner);
      await notesAndMoves(owner);
      const { code } = await shares(owner);
      const receiver = await someone(portal, lang);
      await opensByCode(receiver, code);
      none([...owner.findings, ...receiver.findings]);
      await Promise.all([owner.leaves(), receiver.leaves()]);
    });
  }

  void test('the table is a table at every width, to eyes and ears', async () => {
    const portal = await startPortal();
    const person = await someone(portal, 'kk');
    const { page } = person;
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await person.opens(person.paths.compare({ v: FOUR }));
      person.findings.push(...(await findWithAxe(page)), ...(await whatIsCutOff(page)));
      const table = page.getByRole('table', { name: person.t('shortlists.compare.caption') });
      assert.equal(await table.getByRole('columnheader').count(), FOUR.length);
      const row = table.getByRole('row', { name: person.t('shortlists.row.price') });
      assert.equal(await row.getByRole('rowheader').count(), 1);
      assert.equal(await row.getByRole('cell').count(), FOUR.length);
    }
    none(person.findings);
    await person.leaves();
  });

  void test('four products fit one sheet of paper in every language, with all that does not fit', async () => {
    const portal = await startPortal();
    for (const lang of LANGUAGES) {
      const person = await someone(portal, lang);
      await answers(person, { body_weight: '210', hip_width: '60', narrowest_door: '50' });
      await person.opens(person.paths.compare({ v: FOUR }));
      await person.sees(person.t('shortlists.fit.does_not_fit'));
      assert.equal(await sheetsOf(person.page), 1, lang);
      await person.leaves();
    }
  });

  for (const lang of LANGUAGES) {
    void test(`what it costs where one lives, and what costs less, in ${lang}`, async () => {
      const portal = await startPortal();
      const person = await someone(portal, lang);
      const { page, t, paths } = person;
      await person.opens(paths.aid('oshaq-wide-indoor-wheelchair'));
      await person.types(t('product.place.label'), 'Кентау');
      await person.presses(t('catalogue.offers.show'));
      await person.sees(/Кентау|Kentau/);
      assert.equal(await page.locator('#region').inputValue(), '610000000');
      await person.sees(t('product.equals.title'));
      await person.presses(
        new RegExp(`^${t('product.equals.compare')}`),
        page.locator('.td-equals'),
      );
      assert.equal(await page.getByRole('columnheader').count(), 2);
      await person.opens(paths.aid('kitap-stand-magnifier', { region: '470000000' }));
      await person.sees(t('product.nowhere.regions'));
      await page.setViewportSize({ width: 320, height: 800 });
      for (const slug of ['oshaq-wide-indoor-wheelchair', 'un-16-bte-hearing-aid']) {
        await person.opens(paths.aid(slug, { region: '630000000' }));
        person.findings.push(...(await findWithAxe(page)), ...(await whatIsCutOff(page)));
      }
      none(person.findings);
      await person.leaves();
    });
  }

  void test('everything works without script', async () => {
    const portal = await startPortal();
    const person = await someone(portal, 'ru', { javaScriptEnabled: false });
    await keepsTwo(person);
    await compares(person);
    const { code } = await shares(person);
    await opensByCode(person, code);
    none(person.findings);
    await person.leaves();
  });
});

async function answers(person: Person, all: Record<string, string>): Promise<void> {
  for (const [question, answer] of Object.entries(all)) {
    const address = person.paths.guideQuestion('powered-wheelchairs', question);
    const answered = await person.page.request.post(address, { form: { answer } });
    assert.ok(answered.ok(), question);
  }
}

async function keepsTwo(person: Person): Promise<void> {
  for (const [at, slug] of PRODUCTS.entries()) {
    await person.opens(person.paths.aid(slug));
    await person.presses(new RegExp(`^${person.t('shortlists.add')}`));
    await person.sees(person.t('shortlists.notice.added', { count: at + 1, most: 30 }));
    assert.ok(person.page.url().endsWith(person.paths.aid(slug)), 'one stays on the page');
  }
  await person.presses(person.t('shortlists.toList'), person.page.locator('main'));
}

async function compares(person: Person): Promise<void> {
  const boxes = person.page.getByRole('checkbox', {
    name: person.t('shortlists.list.compareThis'),
  });
  await boxes.first().waitFor(); // without script nothing tells when the page has come
  assert.equal(await boxes.count(), 2);
  for (const item of await person.page.locator('.td-pick').all()) {
    const product = await item.getByRole('link').first().innerText();
    await person.ticks(new RegExp(product));
  }
  await person.presses(person.t('shortlists.list.compare', { most: 4 }));
  await person.sees(person.t('shortlists.best.lightest'));
  assert.equal(await person.page.getByRole('columnheader').count(), 2);
  const folded = person.page.locator('details.td-alike > summary');
  await folded.focus();
  await person.page.keyboard.press('Enter');
  await person.page.locator('details.td-alike[open]').waitFor();
  await person.presses(person.t('shortlists.toList'), person.page.locator('main'));
}

async function notesAndMoves(person: Person): Promise<void> {
  const { page, t } = person;
  const summary = page.locator('.td-pick__more > summary').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel(t('shortlists.note.label')).first().focus();
  await page.keyboard.type('42 × 61');
  await person.presses(t('shortlists.note.save'), page.locator('.td-pick').first());
  await person.sees('42 × 61');
  await person.presses(
    new RegExp(`^${t('shortlists.list.down')}`),
    page.locator('.td-pick').first(),
  );
  assert.match(await page.locator('.td-pick').last().innerText(), /42 × 61/);
}

async function shares(person: Person): Promise<{ code: string }> {
  const { page, t } = person;
  await person.presses(t('shortlists.share.start'));
  const code = await page.locator('.td-share__code').innerText();
  const address = await page.locator('.td-share__address').innerText();
  const alt = t('shortlists.share.qrAlt', { address: address.trim() });
  await page.getByRole('img', { name: alt }).waitFor();
  return { code };
}

async function opensByCode(person: Person, code: string): Promise<void> {
  await person.opens(person.paths.shortlist());
  await person.types(person.t('shortlists.opening.label'), code.toLowerCase());
  await person.presses(person.t('shortlists.opening.open'));
  await person.sees(person.t('shortlists.shared.lead', { count: 2 }));
  await person.doesNotSee('42 × 61');
  await person.presses(person.t('shortlists.shared.copy'));
  await person.sees(person.t('shortlists.list.title'));
}

async function sheetsOf(page: Page): Promise<number> {
  const margin = { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' };
  const pdf = await page.pdf({ format: 'A4', margin });
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page[^s]/g)].length;
}
