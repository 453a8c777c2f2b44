// A used wheelchair from the office's own pool: offered, accepted, sent and received, by keyboard.
import assert from 'node:assert/strict';
import { demoRequest } from '../support/demo-people.ts';
import { confirmsDelivery, opensRequest, readsCode, seesStatus } from './applicant-steps.ts';
import { takesCase } from './caseworker-steps.ts';
import { inEveryLanguage } from './in-every-language.ts';

inEveryLanguage('a used wheelchair, by keyboard', async ({ portal, comes }) => {
  const reference = await demoRequest(portal.db, 'MM-01-01', 'submitted');
  const timur = await comes('timur');
  const { t } = timur;
  await opensRequest(timur, reference);
  await timur.sees(t('expectations.title'));
  await timur.sees(t('expectations.caveat'));
  await timur.presses(t('pool.used.change'));
  await timur.chooses(t('pool.used.choice.yes'));
  await timur.presses(t('pool.used.do'));
  await timur.sees(t('pool.used.saved'));

  const saule = await comes('saule');
  await saule.opens(saule.paths.casework());
  await saule.presses(new RegExp(`^${t('pool.desk.title')}`), saule.page.locator('main'));
  await saule.sees(t('pool.desk.caption'));
  await takesCase(saule, reference);
  await saule.sees(t('pool.case.said.yes'));
  await saule.presses(new RegExp(`^${t('pool.case.offer')}`));
  await saule.sees(t('pool.case.offered'));

  await opensRequest(timur, reference);
  await timur.sees(t('pool.offer.title'));
  await timur.presses(t('pool.offer.yes'));
  await timur.sees(t('pool.offer.accepted'));

  await saule.opens(saule.paths.caseFile(reference));
  await saule.types(t('pool.case.how'), 'Бейсенбі күні әкелеміз');
  await saule.presses(t('pool.case.supply'));
  await saule.sees(t('pool.case.supplied'));
  assert.doesNotMatch(await saule.page.locator('main').innerText(), /(?<!\d)\d{6}(?!\d)/);

  await opensRequest(timur, reference);
  await seesStatus(timur, 'dispatched');
  const code = await readsCode(timur);
  await confirmsDelivery(timur, { reference, code, outcome: 'fits' });
  await seesStatus(timur, 'received');
});
