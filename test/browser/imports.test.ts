// A supplier takes the firm's products out as a table, mends a mistake that the check finds, and brings it in.
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Person } from '../support/browser.ts';
import { tabTo } from '../support/keyboard.ts';
import { inEveryLanguage } from './in-every-language.ts';

type Table = Record<string, string>[];

inEveryLanguage('products from a table', async ({ comes }) => {
  const askar = await comes('askar');
  const { t } = askar;
  await askar.opens(askar.paths.supplier());
  await askar.presses(t('imports.title'));
  const table = await takesOut(askar);

  const mistaken = changed(table, 'ZZZ');
  await sends(askar, mistaken);
  await askar.sees(t('imports.problem.number'));
  await askar.doesNotSee(t('imports.intake'));
  await askar.presses(t('imports.refused.again'));

  await sends(askar, changed(table, '47.5'));
  await askar.sees(t('imports.ready'));
  await askar.sees(/47[.,]5/);
  await askar.presses(new RegExp(t('imports.shown.offers')));
  await askar.sees('321');
  await asksFor(askar, t('imports.intake'));
  await askar.sees(t('imports.done.title'));

  const arman = await comes('arman');
  await arman.opens(arman.paths.admin());
  await arman.presses(arman.t('imports.title'));
  await arman.sees(arman.t('imports.status.done'));
});

/** Chooses a class and CSV, and downloads the table. */
async function takesOut(person: Person): Promise<Table> {
  const { page, t } = person;
  await person.picks(t('imports.get.class'), await optionOf(person, 'MM-01'));
  await person.chooses(t('imports.get.format.csv'));
  await tabTo(page, page.getByRole('button', { name: t('imports.get.export.supplier') }));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  const content = await readFile(await download.path());
  const delimiter = person.lang === 'en' ? ',' : ';';
  return parse(content, { bom: true, columns: true, delimiter });
}

async function optionOf({ page }: Person, code: string): Promise<string> {
  return page.locator(`#class option[value="${code}"]`).innerText();
}

// One seat and one price differ from what is in the catalogue.
function changed(table: Table, seatWidth: string): Buffer {
  const [note, first, ...rest] = table.filter(
    ({ product }) => product !== 'dala-200-indoor-wheelchair',
  );
  const row = { ...first, seat_width: seatWidth, price: '321000', valid_from: '' };
  return Buffer.from(stringify([note, row, ...rest], { header: true }));
}

/** Reaches the button that opens the browser's own dialog, which is not ours to drive, and sends the file. */
async function sends(person: Person, content: Buffer): Promise<void> {
  const { page, t } = person;
  await tabTo(page, page.getByRole('button', { name: new RegExp(t('components.chooseFile')) }));
  const file = { name: 'table.csv', mimeType: 'text/csv', buffer: content };
  await page.locator('input[type=file]').setInputFiles(file);
  await asksFor(person, t('imports.send.submit'));
}

/** Presses a button after which work begins. Its page changes by itself, so it is looked at when that is over. */
async function asksFor(person: Person, name: string): Promise<void> {
  const { page } = person;
  await tabTo(page, page.getByRole('button', { name, exact: true }));
  await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    page.keyboard.press('Enter'),
  ]);
  await page.waitForURL(/imports\/\d+/);
  await settles(person);
}

/** Waits until the page has shown by itself that the work is done, and looks at it afresh. */
async function settles(person: Person): Promise<void> {
  const { page } = person;
  await page.waitForFunction(() => !document.querySelector('[data-td-progress]'), null, {
    timeout: 60_000,
  });
  await page.waitForLoadState('load');
  await person.opens(page.url());
}
