// A person chooses letters in large print; the office prints and posts what waits, makes a call; an administrator
// words a message anew and sees it in three languages before it holds.
import assert from 'node:assert/strict';
import { inEveryLanguage } from './in-every-language.ts';

inEveryLanguage('messages by every way', async ({ comes }) => {
  const aigerim = await comes('aigerim');
  const { t } = aigerim;
  await aigerim.opens(aigerim.paths.inbox());
  await aigerim.presses(t('inbox.toChoices'));
  await aigerim.chooses(aigerim.page.locator('#channel-4'));
  await aigerim.chooses(aigerim.page.locator('#format-2'));
  await aigerim.picks(t('inbox.choices.quietFrom'), '22:00');
  await aigerim.presses(t('accounts.details.submit'));
  await aigerim.sees(t('inbox.choices.saved'));
  assert.ok(await aigerim.page.locator('input[name=channel][value=letter]').isChecked());

  const saule = await comes('saule');
  await saule.presses(t('mailroom.letters.title'));
  assert.ok((await saule.page.getByText(t('mailroom.letters.printOne')).count()) >= 3);
  const first = await saule.page.locator('input[name=letters]').first().inputValue();
  await saule.ticks(new RegExp(` ${first}:`));
  await saule.presses(t('mailroom.letters.mark'));
  await saule.sees(t('mailroom.letters.marked', { count: 1 }));
  await saule.opens(saule.paths.officeCalls());
  await saule.presses(/./, saule.page.locator('tbody th').first());
  await saule.sees(t('mailroom.calls.whoIsThere'));
  await saule.presses(t('mailroom.calls.note'));
  await saule.sees(t('mailroom.calls.endingMissing'));
  await saule.chooses(t('mailroom.calls.ending.spoke'));
  await saule.presses(t('mailroom.calls.note'));
  await saule.sees(t('mailroom.calls.noted.spoke'));

  const arman = await comes('arman');
  await arman.opens(arman.paths.admin());
  await arman.presses(t('administration.list.outbox'));
  await arman.sees(t('outbox.state.fine'));
  await arman.opens(arman.paths.adminItem('templates', 'email.general'));
  await arman.presses(t('outbox.template.change'));
  await arman.page.locator('#subject_en').focus();
  await arman.page.keyboard.press('Control+A');
  await arman.page.keyboard.type('Something new for you');
  await arman.presses(t('outbox.template.showPreview'));
  await arman.sees(t('outbox.template.notSaved'));
  await arman.presses(t('administration.save'));
  await arman.sees('Something new for you');
});
