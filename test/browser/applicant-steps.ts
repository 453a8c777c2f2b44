// What an applicant does on the way to an aid, step by step, by keyboard.
import assert from 'node:assert/strict';
import { readCsv, readJson } from '../../db/seeds/files.ts';
import type { Lang } from '../../server/i18n/languages.ts';
import type { Person } from '../support/browser.ts';

interface Named {
  key: string;
  name: Record<Lang, string>;
}

const suppliers = readJson<Named[]>('demo/suppliers.json');
const aidClasses = readCsv('reference/aid-classes.csv');
/** What the demo's first applicant is entitled to, and has not asked for yet. */
const WHEELCHAIR = aidClasses.find(({ code }) => code === 'MM-01-03')!;

/** The name of a demo supplier in the language of the person's pages. */
export function supplierNamed(key: string, person: Person): string {
  return suppliers.find((one) => one.key === key)!.name[person.lang];
}

/** From the programme to the confirmation page: the wheelchair of `supplier`. Gives the reference number. */
export async function asksForWheelchair(
  person: Person,
  { supplier }: { supplier: string },
): Promise<string> {
  const { t, page } = person;
  await person.presses(t('layout.programme'), page.locator('header'));
  const name = WHEELCHAIR[`name_${person.lang}`]!;
  const line = page.locator('.td-rows__row', { hasText: name }).first();
  await person.presses(t('entitlements.choose'), line);
  await choosesOfferOf(person, supplier);
  await person.types(t('requests-pages.draft.phone'), '+7 700 000 10 10');
  await person.types(t('requests-pages.draft.wishes'), 'Есік ені – 72 см. Doorway 72 cm.');
  await person.presses(t('requests-pages.draft.save'));
  await person.sees('Doorway 72 cm.');
  await person.presses(t('requests-pages.check.submit'));
  await person.sees(t('requests-pages.submitted.title'));
  const reference = await page.locator('.td-reference').first().innerText();
  assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  return reference;
}

/** Presses the button of the first offer that `supplier` delivers. */
export async function choosesOfferOf(person: Person, supplier: string): Promise<void> {
  const card = person.page.locator('main li', { hasText: supplierNamed(supplier, person) }).first();
  await person.presses(startingWith(person.t('entitlements.choose.this')), card);
}

/** Opens a request from the list of one's own. */
export async function opensRequest(person: Person, reference: string): Promise<void> {
  const { t, page } = person;
  await person.presses(t('layout.requests'), page.locator('header'));
  const row = page.locator('.td-rows__row', { hasText: reference });
  await person.presses(/./, row.locator('h2'));
}

/** Finds the delivery code in the newest message. */
export async function readsCode(person: Person): Promise<string> {
  await person.opens(person.paths.inbox());
  await person.presses(/./, person.page.locator('.td-rows__row h2').first());
  const body = await person.page.locator('main').innerText();
  const code = /(?<!\d)\d{3}[ \u00a0]?\d{3}(?!\d)/.exec(body)?.[0];
  assert.ok(code, `no code in: ${body}`);
  return code;
}

/** Says how the aid is, with the code. */
export async function confirmsDelivery(
  person: Person,
  {
    reference,
    code,
    outcome,
    problem,
  }: {
    reference: string;
    code: string;
    outcome: string;
    problem?: string;
  },
): Promise<void> {
  const { t } = person;
  await opensRequest(person, reference);
  await person.presses(t('requests-pages.act.receipt'), person.page.locator('main'));
  await person.types(t('requests-pages.receipt.code'), code);
  await person.chooses(startingWith(t(`requests-pages.receipt.outcome.${outcome}`)));
  if (problem) await person.types(t('requests-pages.receipt.problem'), problem);
  await person.presses(t('requests-pages.receipt.do'));
}

/** Sees the words and the tag of a status on the page of the request. */
export async function seesStatus(person: Person, status: string): Promise<void> {
  await person.sees(person.t(`requests.status.${status}.applicant`));
  await person.sees(person.t(`requests.status.${status}.tag`));
}

/** A name that begins with the text: hidden words after it say which of several. */
export function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

/** After a supplier let the order go: takes the first offer of anybody else, and agrees to its price. */
export async function choosesAgain(
  person: Person,
  { reference, not }: { reference: string; not: string },
): Promise<void> {
  const { t, page } = person;
  await opensRequest(person, reference);
  await person.presses(t('requests-pages.act.choose'), page.locator('main'));
  const others = page.locator('main li', { hasNotText: supplierNamed(not, person) });
  await person.presses(startingWith(t('entitlements.choose.this')), others);
  const agreement = page.getByRole('checkbox');
  if (await agreement.count()) await person.ticks(/./);
  await person.presses(t('requests-pages.choice.do'));
  await person.sees(t('requests-pages.choice.done'));
}
