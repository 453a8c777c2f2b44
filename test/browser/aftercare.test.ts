// Years of an aid in minutes: a fault is reported, repaired and confirmed; another is asked for and granted.
import assert from 'node:assert/strict';
import { demoApplicantId } from '../../db/seeds/demo-people.ts';
import type { TestPortal } from '../support/portal.ts';
import { inEveryLanguage } from './in-every-language.ts';

inEveryLanguage('an aid that breaks, by keyboard', async ({ portal, comes }) => {
  const { id, name } = await barOf(portal, 'yerlan');
  const yerlan = await comes('yerlan');
  const { t, paths, page, lang } = yerlan;
  await yerlan.opens(paths.account());
  await yerlan.presses(t('aftercare.list.title'), page.locator('main'));
  await yerlan.presses(name[lang]!, page.locator('main').last());
  await yerlan.presses(t('aftercare.way.breaksDo'));
  await yerlan.presses(t('aftercare.fault.do'));
  await yerlan.sees(t('aftercare.missing.fault')); // the form says what it lacks
  await yerlan.chooses(page.locator('#fault-2'));
  await yerlan.types(t('aftercare.fault.words'), 'Бұрандасы босап кетті');
  await yerlan.chooses(t('aftercare.fault.safe.no'));
  await yerlan.chooses(page.locator('#loan-2'));
  await yerlan.presses(t('aftercare.fault.do'));
  await yerlan.sees(t('aftercare.repair.due.reported'));

  const askar = await comes('askar');
  await askar.opens(paths.supplier());
  await askar.presses(new RegExp(`^${t('aftercare.supplier.title')}`), askar.page.locator('main'));
  const { repair } = await repairOf(portal, id);
  await askar.presses(new RegExp(t('aftercare.supplier.one', { number: repair })));
  for (const move of ['accepted', 'repaired']) {
    await askar.chooses(t(`aftercare.repair.move.supplier.${move}`));
    await askar.types(t('aftercare.repair.words.supplier'), 'Бекітілді');
    await askar.presses(t('aftercare.supplier.do'), askar.page.locator('form#form'));
    await askar.sees(t(`aftercare.repair.done.${move}`));
  }

  await yerlan.opens(paths.account());
  await yerlan.presses(new RegExp(t('aftercare.task.repaired')));
  await yerlan.chooses(t('aftercare.repair.move.family.confirmed'));
  await yerlan.presses(t('aftercare.repair.do'));
  await yerlan.sees(t('aftercare.repair.done.confirmed'));

  await yerlan.presses(t('aftercare.way.outgrownDo'));
  await yerlan.chooses(page.locator('#reason-3'));
  await yerlan.types(t('aftercare.early.words'), 'Екі жағынан ұстау керек');
  await yerlan.presses(t('aftercare.early.do'));

  const saule = await comes('saule');
  await saule.opens(paths.careDesk({ view: 'early' }));
  await saule.opens(paths.deskAid(id));
  await saule.presses(t('aftercare.early-decision.title'));
  await saule.chooses(t('aftercare.early.decision.granted'));
  await saule.presses(t('aftercare.early-decision.do'));
  await saule.sees(t('aftercare.early-decision.done.granted'));

  await yerlan.opens(paths.ownAid(id));
  await yerlan.presses(t('aftercare.note.renewalDo'));
  assert.match(page.url(), /\/account\/programme\/\d+/);
});

async function barOf({ db }: TestPortal, who: string) {
  const row = await db
    .read('aids')
    .join('requests', 'requests.id', 'aids.request_id')
    .join('variants', 'variants.id', 'aids.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .where({ 'aids.applicant_id': demoApplicantId(who), 'requests.aid_class_code': 'HG-12' })
    .first('aids.id', 'products.name_kk as kk', 'products.name_ru as ru', 'products.name_en as en');
  return { id: row.id as number, name: row as Record<string, string> };
}

async function repairOf({ db }: TestPortal, aidId: number): Promise<{ repair: number }> {
  return db.read('repairs').where({ aid_id: aidId }).first('id as repair');
}
