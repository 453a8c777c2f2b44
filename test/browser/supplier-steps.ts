// What a supplier does with an order, step by step, by keyboard.
import assert from 'node:assert/strict';
import type { Person } from '../support/browser.ts';
import type { TestPortal } from '../support/portal.ts';

/** The number of the order that stands for a request now: suppliers do not know requests. */
export async function orderFor(portal: TestPortal, reference: string): Promise<string> {
  const order: { number: string } | undefined = await portal.db
    .read('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .where('requests.reference', reference)
    .orderBy('orders.id', 'desc')
    .first('orders.number');
  assert.ok(order, `${reference} has no order`);
  return order.number;
}

/** Finds an order in the list of what is to do, and opens it. */
export async function opensOrder(person: Person, number: string): Promise<void> {
  const { t, page } = person;
  await person.presses(t('layout.supplier'), page.locator('header'));
  await person.presses(number, page.locator('main table'));
}

export async function confirmsOrder(person: Person): Promise<void> {
  const { t, page } = person;
  await person.presses(t('suppliers.act.confirmation'), page.locator('main'));
  await person.presses(t('suppliers.confirmation.do'), page.locator('form#form'));
  await person.sees(t('suppliers.confirmation.done'));
}

export async function declinesOrder(person: Person, note: string): Promise<void> {
  const { t, page } = person;
  await person.presses(t('suppliers.act.decline'), page.locator('main'));
  await person.chooses(page.locator('input[name="reason"]').nth(1));
  await person.types(t('suppliers.decline.note'), note);
  await person.presses(t('suppliers.decline.do'), page.locator('form#form'));
  await person.sees(t('suppliers.decline.done'));
}

export async function sendsAid(person: Person, note: string): Promise<void> {
  const { t, page } = person;
  await person.presses(t('suppliers.act.dispatch'), page.locator('main'));
  await person.types(t('suppliers.dispatch.note'), note);
  await person.presses(t('suppliers.dispatch.do'), page.locator('form#form'));
  await person.sees(t('suppliers.dispatch.done'));
}

export async function putsRight(person: Person, note: string): Promise<void> {
  const { t, page } = person;
  await person.presses(t('suppliers.act.remedy'), page.locator('main'));
  await person.types(t('suppliers.remedy.note'), note);
  await person.presses(t('suppliers.remedy.do'), page.locator('form#form'));
  await person.sees(t('suppliers.remedy.done'));
}
