// The wrong chair came: the supplier puts it right, and only then it is received.
import {
  asksForWheelchair,
  confirmsDelivery,
  opensRequest,
  readsCode,
  seesStatus,
} from './applicant-steps.ts';
import { approvesCase, takesCase } from './caseworker-steps.ts';
import { inEveryLanguage } from './in-every-language.ts';
import { confirmsOrder, opensOrder, orderFor, putsRight, sendsAid } from './supplier-steps.ts';

inEveryLanguage('a misfit, its remedy and the receipt', async ({ portal, comes }) => {
  const aigerim = await comes('aigerim');
  const reference = await asksForWheelchair(aigerim, { supplier: 'elzheter' });
  const saule = await comes('saule');
  await takesCase(saule, reference);
  await approvesCase(saule);
  const askar = await comes('askar');
  const order = await orderFor(portal, reference);
  await opensOrder(askar, order);
  await confirmsOrder(askar);
  await opensOrder(askar, order);
  await sendsAid(askar, 'Курьер жеткізеді.');

  const problem = 'Орындығы тым тар: 36 см керек еді.';
  const first = await readsCode(aigerim);
  await confirmsDelivery(aigerim, { reference, code: first, outcome: 'does_not_fit', problem });
  await aigerim.sees(aigerim.t('requests-pages.receipt.doneMisfit'));
  await seesStatus(aigerim, 'misfit');

  await opensOrder(askar, order);
  await askar.sees(problem);
  await putsRight(askar, 'Ені 36 см орындыққа ауыстырылды.');

  portal.setTime('2026-11-23T05:10:00.000Z');
  const second = await readsCode(aigerim);
  await confirmsDelivery(aigerim, { reference, code: second, outcome: 'fits' });
  await opensRequest(aigerim, reference);
  await seesStatus(aigerim, 'received');
});
