// A supplier proposes a change, an administrator returns it with a message, the supplier mends it, and people see it.
import { inEveryLanguage } from './in-every-language.ts';

inEveryLanguage('a proposal, returned, mended and accepted', async ({ comes, portal }) => {
  const product = await portal.db
    .read('products')
    .where({ status: 'published', aid_class_code: 'TT-01' })
    .orderBy('id')
    .first();
  const { article } = await portal.db
    .read('variants')
    .where({ product_id: product.id })
    .orderBy('position')
    .first();

  const askar = await comes('askar');
  const { t, lang } = askar;
  const name: string = product[`name_${lang}`];
  const main = () => askar.page.locator('main');
  await askar.opens(askar.paths.supplier());
  await askar.presses(t('publishing.supplierLink'));
  await askar.types(t('publishing.proposals.search'), article);
  await askar.presses(t('publishing.proposals.find'), main());
  await askar.presses(name, main());
  await askar.presses(t('publishing.begin.begin'), main());
  await askar.types(t('administration.field.maker'), 'Nurly Zhol Qazaqstan');
  await askar.types(t('administration.field.warranty_months'), '0,5');
  await askar.presses(t('administration.saveDraft'), main());
  await askar.sees(t('forms.notWhole'));
  await askar.types(t('administration.field.warranty_months'), '77');
  await askar.presses(t('administration.saveDraft'), main());
  await askar.sees(t('publishing.saved'));
  await askar.types(t('publishing.field.note'), 'ЖОЛ-77');
  await askar.presses(t('publishing.move.submission'), main());
  await askar.sees(t('publishing.shown.in_review'));

  const arman = await comes('arman');
  const desk = () => arman.page.locator('main');
  await arman.opens(arman.paths.reviews());
  await arman.presses(name, desk());
  await arman.sees('ЖОЛ-77');
  await arman.sees('77');
  await arman.presses(t('publishing.move.return'), desk());
  await arman.sees(t('publishing.missing.message'));
  await arman.types(t('publishing.field.message'), '78 ай');
  await arman.presses(t('publishing.move.return'), desk());
  await arman.sees(t('publishing.decided.returned'));

  await askar.opens(askar.paths.deskProducts('supplier'));
  await askar.sees('78 ай');
  await askar.presses(name, main());
  await askar.presses(t('publishing.begin.change'), main());
  await askar.types(t('administration.field.warranty_months'), '78');
  await askar.presses(t('administration.saveDraft'), main());
  await askar.presses(t('publishing.move.submission'), main());

  await arman.opens(arman.paths.reviews());
  await arman.presses(name, desk());
  await arman.presses(t('publishing.move.acceptance'), desk());
  await arman.sees(t('publishing.decided.published'));

  await askar.opens(askar.paths.aid(product.slug));
  await askar.sees('Nurly Zhol Qazaqstan');
});
