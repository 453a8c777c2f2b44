// What helps when things go wrong, by keyboard: an emergency and its short form; a wrong record; a supplier complained of.
import { demoRequest } from '../support/demo-people.ts';
import { inEveryLanguage } from './in-every-language.ts';

inEveryLanguage('an emergency, from its declaration to the short form', async ({ comes }) => {
  const arman = await comes('arman');
  await arman.opens(arman.paths.adminEmergency('new'));
  for (const code of ['kk', 'ru', 'en']) {
    await arman.types(arman.t(`emergencies.field.name.${code}`), 'Су тасқыны 2026');
    await arman.types(arman.t(`emergencies.field.what.${code}`), 'Есіл');
  }
  await arman.ticks(/Астан|Astana/);
  await arman.types(arman.t('emergencies.field.from_on'), '23.11.2026');
  await arman.types(arman.t('emergencies.field.until_on'), '23.12.2026');
  await arman.ticks(arman.t('emergencies.relax.duplicate'));
  await arman.presses(arman.t('emergencies.check.next'), arman.page.locator('main'));
  await arman.sees(arman.t('emergencies.check.waiting'));
  await arman.presses(arman.t('emergencies.check.declare'), arman.page.locator('main'));
  await arman.sees(arman.t('emergencies.declared'));
  await arman.sees(arman.t('emergencies.report.title'));

  const nurlan = await comes('nurlan');
  const { t, page } = nurlan;
  await nurlan.opens(nurlan.paths.home());
  await nurlan.presses(t('emergencies.banner.link'), page.locator('main'));
  await nurlan.presses(t('needs.emergency.paper'), page.locator('main'));
  await nurlan.opens(nurlan.paths.emergency());
  await nurlan.presses(t('needs.emergency.online'), page.locator('main'));
  await nurlan.types(`2. ${t('needs.lost.address')}`, '№ 5 мектеп');
  await nurlan.types(`3. ${t('needs.lost.phone')}`, '+7 700 000 00 07');
  await nurlan.chooses(t('needs.reach.phone'));
  await nurlan.types(new RegExp(`^6\\. ${t('needs.lost.lost')}`), 'Ақ таяқ');
  await nurlan.chooses(t('needs.papers.have'));
  await nurlan.presses(t('needs.lost.send'), page.locator('main'));
  await nurlan.sees(t('needs.done.task'));

  const saule = await comes('saule');
  await saule.opens(saule.paths.casework());
  await saule.presses(saule.t('needs.desk.title'), saule.page.locator('main'));
  await saule.presses(/Ахметов/, saule.page.locator('main table'));
  await saule.types(saule.t('needs.desk.outcome'), 'Таяқ берілді.');
  await saule.presses(saule.t('needs.desk.settle'), saule.page.locator('main'));
  await saule.sees(saule.t('needs.desk.settled'));
});

inEveryLanguage('a wrong record, told and corrected', async ({ comes }) => {
  const nurlan = await comes('nurlan');
  const { t, page } = nurlan;
  await nurlan.opens(nurlan.paths.account());
  await nurlan.presses(t('corrections.title'), page.locator('main'));
  await nurlan.presses(t('corrections.list.new'), page.locator('main'));
  await nurlan.chooses(page.locator('input[name="record"][value="phone"]'));
  await nurlan.types(t('corrections.new.wrong'), '+7 700 000 11 47');
  await nurlan.types(t('corrections.new.correct'), '+7 700 000 11 48');
  await nurlan.presses(t('corrections.new.send'), page.locator('main'));
  await nurlan.sees(t('corrections.filed'));

  const saule = await comes('saule');
  await saule.opens(saule.paths.casework());
  await saule.presses(saule.t('corrections.desk.title'), saule.page.locator('main'));
  await saule.presses(
    new RegExp(`^${saule.t('corrections.record.phone')}`),
    saule.page.locator('main table'),
  );
  await saule.chooses(saule.page.locator('input[name="outcome"][value="corrected"]'));
  await saule.types(saule.t('corrections.record.phone'), '+7 700 000 11 48');
  await saule.types(saule.t('corrections.desk.explanation'), 'Телефон түзетілді.');
  await saule.presses(saule.t('corrections.desk.doSettle'), saule.page.locator('main'));
  await saule.sees(saule.t('corrections.desk.done'));
});

inEveryLanguage('a complaint about a supplier, filed, answered and voted on', async (stage) => {
  const { portal, comes } = stage;
  const aigerim = await comes('aigerim');
  const { t, page } = aigerim;
  const request = await portal.db
    .read('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .where({ 'requests.applicant_id': 1, 'orders.supplier_id': 1 })
    .first('requests.reference');
  const reference: string =
    request?.reference ?? (await demoRequest(portal.db, 'MM-09', 'received'));
  await aigerim.opens(aigerim.paths.request(reference));
  await aigerim.presses(t('complaints.panel.new'), page.locator('main'));
  await aigerim.chooses(page.locator('input[name="kind"]').nth(2));
  await aigerim.types(t('complaints.new.known'), '20.11.2026');
  await aigerim.types(t('complaints.new.text'), 'Жүргізуші 5000 теңге сұрады.');
  await aigerim.presses(t('complaints.new.send'), page.locator('main'));
  await aigerim.sees(t('complaints.filed'));

  const arman = await comes('arman');
  await arman.opens(arman.paths.admin());
  await arman.presses(arman.t('complaints.commission.title'), arman.page.locator('main'));
  await arman.presses(/№|No\./, arman.page.locator('main table'));
  await arman.chooses(arman.page.locator('input[name="vote"][value="founded"]'));
  await arman.types(arman.t('complaints.commission.note'), 'Хабарлама соны көрсетеді.');
  await arman.presses(arman.t('complaints.commission.doVote'), arman.page.locator('main'));
  await arman.sees(arman.t('complaints.commission.voted'));
});
