// What a caseworker does with a request, step by step, by keyboard.
import type { Person } from '../support/browser.ts';

/** Finds a request in the queue, opens it and takes it. */
export async function takesCase(person: Person, reference: string): Promise<void> {
  const { t, page } = person;
  await person.presses(t('layout.casework'), page.locator('header'));
  await person.presses(reference, page.locator('main table'));
  await person.presses(t('casework.act.take'));
  await person.sees(t('casework.take.done'));
}

/** Approves the request that is open, after a look at the checks. */
export async function approvesCase(person: Person): Promise<void> {
  const { t } = person;
  await person.presses(t('casework.act.approval'));
  await person.presses(t('casework.approval.do'));
  await person.sees(t('casework.approval.done'));
}

/** Refuses the request that is open: a reason of the list, and a plain sentence. */
export async function refusesCase(person: Person, explanation: string): Promise<void> {
  const { t, page } = person;
  await person.presses(t('casework.act.refusal'));
  await person.chooses(page.locator('input[name="reason"]').nth(1));
  await person.presses(t('casework.refusal.next'));
  await person.types(t('casework.refusal.explanation'), explanation);
  await person.presses(t('casework.refusal.preview'));
  await person.sees(explanation);
  await person.presses(t('casework.refusal.do'));
  await person.sees(t('casework.refusal.done'));
}
