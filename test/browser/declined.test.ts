// A supplier cannot deliver: the person keeps the place in the queue and chooses somebody else.
import { asksForWheelchair, choosesAgain, opensRequest, seesStatus } from './applicant-steps.ts';
import { approvesCase, takesCase } from './caseworker-steps.ts';
import { inEveryLanguage } from './in-every-language.ts';
import { declinesOrder, opensOrder, orderFor } from './supplier-steps.ts';

inEveryLanguage('a declined order, and another choice', async ({ portal, comes }) => {
  const aigerim = await comes('aigerim');
  const reference = await asksForWheelchair(aigerim, { supplier: 'elzheter' });
  const saule = await comes('saule');
  await takesCase(saule, reference);
  await approvesCase(saule);

  const askar = await comes('askar');
  await opensOrder(askar, await orderFor(portal, reference));
  await declinesOrder(askar, 'Қоймада қалмады.');

  await opensRequest(aigerim, reference);
  await seesStatus(aigerim, 'choosing_again');
  await choosesAgain(aigerim, { reference, not: 'elzheter' });
  await seesStatus(aigerim, 'ordered');
});
