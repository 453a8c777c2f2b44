// A hearing aid is made: asked for in words, its maker appointed, fitted at a time that suits, handed over.
import { readCsv } from '../../db/seeds/files.ts';
import { confirmsDelivery, opensRequest, readsCode, seesStatus } from './applicant-steps.ts';
import { approvesCase, takesCase } from './caseworker-steps.ts';
import { inEveryLanguage } from './in-every-language.ts';
import { confirmsOrder, opensOrder, orderFor } from './supplier-steps.ts';

const HEARING_AID = readCsv('reference/aid-classes.csv').find(({ code }) => code === 'ST-01-02')!;

inEveryLanguage('an aid that is made for one person', async ({ portal, comes }) => {
  const zarina = await comes('zarina');
  const { t, page, lang } = zarina;
  await zarina.presses(t('layout.programme'), page.locator('header'));
  const line = page.locator('.td-rows__row', { hasText: HEARING_AID[`name_${lang}`]! }).first();
  await zarina.presses(t('entitlements.choose'), line);
  await zarina.presses(t('made-to-order.start.do'));
  await zarina.types(t('requests-pages.draft.wishesOrder'), 'Сабақта оқушыларды естігім келеді.');
  await zarina.presses(t('requests-pages.draft.save'));
  await zarina.chooses(page.locator('input[name="p_side"]').first());
  await zarina.chooses(page.locator('input[name="p_audiogram"]').nth(2));
  await zarina.chooses(page.locator('input[name="p_small_parts"]').nth(2));
  await zarina.chooses(page.locator('input[name="p_previous"]').first());
  await zarina.presses(t('made-to-order.page.do'));
  await zarina.sees(t('made-to-order.sumsLater'));
  await zarina.presses(t('requests-pages.check.submit'));
  const reference = await page.locator('.td-reference').first().innerText();

  const saule = await comes('saule');
  await takesCase(saule, reference);
  await saule.presses(t('casework.act.maker'));
  await saule.chooses(saule.page.locator('input[name="maker"]').first());
  await saule.presses(t('casework.maker.do'));
  await saule.sees(t('casework.maker.done'));
  await approvesCase(saule);

  const askar = await comes('askar');
  const order = await orderFor(portal, reference);
  await opensOrder(askar, order);
  await confirmsOrder(askar);
  await askar.presses(t('appointments.order.offer'));
  await askar.types(t('appointments.offer.day', { number: 1 }), '24.11.2026');
  await askar.types(t('appointments.offer.day', { number: 2 }), '25.11.2026');
  await askar.presses(t('appointments.offer.do'));
  await askar.sees(t('appointments.offer.done'));

  await opensRequest(zarina, reference);
  await zarina.presses(t('appointments.panel.pick'));
  await zarina.chooses(page.locator('input[name="slot"]').first());
  await zarina.presses(t('appointments.pick.do'));
  await zarina.sees(t('appointments.pick.done'));
  await zarina.sees(t('appointments.panel.calendar'));
  await zarina.presses(t('appointments.panel.change'));
  await zarina.types(t('appointments.change.reason'), 'Сабағым бар.');
  await zarina.presses(t('appointments.change.do'));
  await zarina.sees(t('appointments.change.done'));

  // A visit that was then agreed by telephone.
  await opensOrder(askar, order);
  await askar.sees('Сабағым бар.');
  await askar.presses(t('appointments.order.outcome'));
  await askar.chooses(askar.page.locator('input[name="outcome"]').nth(4));
  await askar.types(t('appointments.record.note'), 'Аппарат реттеліп, берілді.');
  await askar.presses(t('appointments.record.do'));
  await askar.sees(t('appointments.record.done'));

  const code = await readsCode(zarina);
  await confirmsDelivery(zarina, { reference, code, outcome: 'fits' });
  await opensRequest(zarina, reference);
  await seesStatus(zarina, 'received');
});
