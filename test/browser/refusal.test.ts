// A request is refused: the person reads why, in plain words, and what can be done about it.
import { inEveryLanguage } from './in-every-language.ts';
import { asksForWheelchair, opensRequest, seesStatus } from './applicant-steps.ts';
import { refusesCase, takesCase } from './caseworker-steps.ts';

inEveryLanguage('a refusal with its reason', async ({ comes }) => {
  const aigerim = await comes('aigerim');
  const reference = await asksForWheelchair(aigerim, { supplier: 'elzheter' });

  const saule = await comes('saule');
  await takesCase(saule, reference);
  const explanation = 'Бұл құрал бағдарламаға сәйкес келмейді. Дәрігерге барыңыз.';
  await refusesCase(saule, explanation);

  await opensRequest(aigerim, reference);
  await seesStatus(aigerim, 'refused');
  await aigerim.sees(explanation);
  await aigerim.sees(aigerim.t('requests-pages.show.appealTitle'));
  await aigerim.presses(aigerim.t('layout.programme'), aigerim.page.locator('header'));
  await aigerim.sees(aigerim.t('entitlements.choose'));
});
