// The main job, end to end: an applicant asks for a wheelchair, and has it.
import {
  asksForWheelchair,
  confirmsDelivery,
  opensRequest,
  readsCode,
  seesStatus,
} from './applicant-steps.ts';
import { approvesCase, takesCase } from './caseworker-steps.ts';
import { inEveryLanguage } from './in-every-language.ts';
import { confirmsOrder, opensOrder, orderFor, sendsAid } from './supplier-steps.ts';

inEveryLanguage('a wheelchair, from asking to having it', async ({ portal, comes }) => {
  const aigerim = await comes('aigerim');
  const reference = await asksForWheelchair(aigerim, { supplier: 'elzheter' });
  await opensRequest(aigerim, reference);
  await seesStatus(aigerim, 'submitted');

  const saule = await comes('saule');
  await takesCase(saule, reference);
  await approvesCase(saule);
  await opensRequest(aigerim, reference);
  await seesStatus(aigerim, 'ordered');

  const askar = await comes('askar');
  const order = await orderFor(portal, reference);
  await opensOrder(askar, order);
  await confirmsOrder(askar);
  await opensRequest(aigerim, reference);
  await seesStatus(aigerim, 'confirmed');
  await opensOrder(askar, order);
  await sendsAid(askar, 'Өз жүргізушіміз бейсенбіде әкеледі.');

  const code = await readsCode(aigerim);
  await confirmsDelivery(aigerim, { reference, code, outcome: 'fits' });
  await aigerim.sees(aigerim.t('requests-pages.receipt.doneFits'));
  await seesStatus(aigerim, 'received');
});
