// Measures by keyboard: a stranger fills in a sheet and sees a chair beside their measures; a mother measures again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { kindsOf } from '../../server/measures/measures.ts';
import { someone } from '../support/browser.ts';
import { none } from '../support/none.ts';
import { startPortal } from '../support/portal.ts';
import { inEveryLanguage } from './in-every-language.ts';

void describe('a stranger measures themselves', { concurrency: 2 }, () => {
  for (const lang of LANGUAGES) {
    void test(`with pages in ${lang}`, async () => {
      const portal = await startPortal();
      const stranger = await someone(portal, lang);
      const { t, page, paths } = stranger;
      const label = (key: string, unit: string) =>
        t('measures.sheet.label', {
          name: t(`measures.kind.${key}`),
          unit: t(`measures.in.${unit}`),
        });

      await stranger.opens(paths.measures());
      await stranger.presses(t('measures.family.manual-wheelchairs.name'));
      for (const { key } of kindsOf('manual-wheelchairs')) {
        await page.getByRole('img', { name: t(`measures.alt.${key}`) }).waitFor();
      }
      await stranger.types(label('hip_width', 'cm'), '38,5');
      await stranger.types(label('body_weight', 'kg'), '190');
      await stranger.types(t('measures.sheet.date'), '20.11.2026');
      await stranger.chooses(t('measures.sheet.by.self'));
      await stranger.presses(t('measures.sheet.save'));

      // A rare weight: the page asks, and keeps what was typed.
      await stranger.sees(t('measures.sheet.checkTitle'));
      assert.equal(await page.getByLabel(label('hip_width', 'cm')).inputValue(), '38,5');
      await stranger.types(label('body_weight', 'kg'), '90');
      await stranger.presses(t('measures.sheet.save'));
      await stranger.sees(t('measures.saved'));

      await stranger.opens(paths.aid('dala-200-indoor-wheelchair'));
      const drawing = page.getByRole('img', { name: t('measures.drawing.view.front') });
      await drawing.waitFor();
      await stranger.sees(t('measures.beside.title'));
      assert.match(await drawing.locator('desc').innerHTML(), /A: .*40.*; B: .*58/);
      await stranger.presses(t('measures.drawing.change'));
      await stranger.presses(t('measures.sheet.paperFilled'));
      await page.emulateMedia({ media: 'print' });
      const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, 'pages of paper');
      await page.emulateMedia({ media: 'screen' });

      await page.goBack();
      await stranger.presses(t('measures.sheet.forget'));
      await stranger.sees(t('measures.forgotten'));
      await stranger.leaves();
      none(stranger.findings, 'the pages on the way');
    });
  }
});

inEveryLanguage('a mother measures her child again', async ({ comes }) => {
  const madina = await comes('madina');
  const { t, page, paths } = madina;
  await madina.opens(paths.account());
  await madina.presses(t('measures.child.measure'));
  await madina.sees(t('measures.child.again', { months: 6 }));
  const hips = t('measures.kind.hip_width');
  const of = (act: string) => new RegExp(`^${act}\\s*: ${hips}$`);
  await madina.presses(of(t('measures.child.measure')));
  const label = t('measures.sheet.label', { name: hips, unit: t('measures.in.cm') });
  await madina.types(label, '26');
  await madina.types(t('measures.sheet.date'), '22.11.2026');
  await madina.chooses(t('measures.sheet.by.relative'));
  await madina.presses(t('measures.sheet.save'));
  await madina.presses(t('measures.own.link'));
  await page
    .getByText(/26.(?:см|cm)/)
    .first()
    .waitFor();

  await madina.presses(of(t('measures.own.delete')));
  await madina.presses(t('measures.deletion.submit'));
  await madina.sees(t('measures.deleted'));
  await madina.doesNotSee(hips);
});
