// Inside a case: the office writes, waits with a reason, goes on, and gives an aid for a trial; the person answers.
import { inEveryLanguage } from './in-every-language.ts';
import { asksForWheelchair, opensRequest, startingWith } from './applicant-steps.ts';
import { takesCase } from './caseworker-steps.ts';

inEveryLanguage('talking inside a case', async ({ comes }) => {
  const aigerim = await comes('aigerim');
  const reference = await asksForWheelchair(aigerim, { supplier: 'elzheter' });

  const saule = await comes('saule');
  const { t, page } = saule;
  await takesCase(saule, reference);
  await saule.presses(t('casework.act.message'));
  await saule.sees(t('casework.message.who'));
  await saule.types(startingWith(t('casework.message.text', { name: '' })), 'Сізге хабарласамыз.');
  await saule.ticks(startingWith(t('casework.message.sure', { name: '' })));
  await saule.presses(t('casework.message.do'));
  await saule.sees(t('casework.message.done'));

  await saule.presses(t('casework.act.hold'));
  await saule.chooses(page.locator('input[name="reason"]').first());
  await saule.types(t('casework.hold.untilLabel'), '30.11.2026');
  await saule.presses(t('casework.hold.do'));
  await saule.sees(t('casework.hold.done'));
  await opensRequest(aigerim, reference);
  await aigerim.sees(aigerim.t('requests.hold.hold.applicant'));
  await aigerim.sees('Сізге хабарласамыз.');
  await saule.presses(t('casework.act.resumption'));
  await saule.sees(t('casework.resumption.done'));

  await saule.presses(t('casework.act.trial'));
  await saule.types(t('trials.row.handover'), 'Абай 1, 10:00');
  await saule.types(t('trials.row.from'), '24.11.2026');
  await saule.types(t('trials.row.until'), '04.12.2026');
  await saule.presses(t('casework.trial.do'));
  await saule.sees(t('casework.trial.done'));

  await opensRequest(aigerim, reference);
  await aigerim.sees('Абай 1, 10:00');
  await aigerim.presses(aigerim.t('requests-pages.act.trial'));
  await aigerim.chooses(aigerim.page.locator('input[name="does"]').first());
  await aigerim.chooses(aigerim.page.locator('input[name="keeps"]').first());
  await aigerim.presses(aigerim.t('trials.answer.do'));
  await aigerim.sees(aigerim.t('trials.answer.done'));
});
