// The next lot with one button, decided with one button; then the plan is changed and stopped, by keyboard.
import { inEveryLanguage } from './in-every-language.ts';

inEveryLanguage('lots, by keyboard', async ({ comes }) => {
  const asel = await comes('asel');
  const { t, page } = asel;
  const main = page.locator('main');
  await asel.opens(asel.paths.account());
  await asel.presses(t('consumables.title'), main);
  await asel.presses(t('consumables.send.do'), main);
  await asel.sees(t('consumables.sent'));
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.url())![0];

  const aidos = await comes('aidos');
  await aidos.opens(aidos.paths.casework());
  await aidos.presses(reference, aidos.page.locator('main table'));
  await aidos.sees(t('consumables.case.title'));
  await aidos.presses(t('consumables.case.approve'));
  await aidos.sees(t('consumables.case.approved'));
  await aidos.opens(aidos.paths.expectations());
  await aidos.picks(t('expectations.staff.step'), t('expectations.step.whole'));
  await aidos.presses(t('expectations.staff.show'));

  await asel.presses(t('consumables.panel.toPlans'), main);
  await asel.sees(t('consumables.next.underWay'));
  await asel.presses(new RegExp(`^${t('consumables.change.link')}`), main);
  await asel.types(t('consumables.pieces'), '0');
  await asel.presses(t('consumables.change.do'));
  await asel.types(t('consumables.pieces'), '45');
  await asel.presses(t('consumables.change.do'));
  await asel.sees(t('consumables.changed'));
  await asel.presses(new RegExp(`^${t('consumables.end.link')}`), main);
  await asel.presses(t('consumables.end.do'));
  await asel.sees(t('consumables.stopped'));
});
