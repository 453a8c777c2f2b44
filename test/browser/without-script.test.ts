// Everything works where scripts are off: a request is made and submitted by keyboard alone.
import { describe, test } from 'node:test';
import { someone } from '../support/browser.ts';
import { none } from '../support/none.ts';
import { startPortal } from '../support/portal.ts';
import { asksForWheelchair, opensRequest, seesStatus } from './applicant-steps.ts';

void describe('without script', () => {
  void test('a person asks for a wheelchair', async () => {
    const portal = await startPortal();
    const aigerim = await someone(portal, 'kk', { javaScriptEnabled: false });
    await aigerim.signsIn('aigerim');
    const reference = await asksForWheelchair(aigerim, { supplier: 'elzheter' });
    await opensRequest(aigerim, reference);
    await seesStatus(aigerim, 'submitted');
    none(aigerim.findings);
    await aigerim.leaves();
  });
});
