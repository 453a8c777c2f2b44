// Reading about a kind of aid in plain words, telling how a received product serves, and seeing it published: by
// keyboard, in each language; reading also on a narrow screen and without script.
import { describe, test } from 'node:test';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { someone } from '../support/browser.ts';
import { demoRequest } from '../support/demo-people.ts';
import { none } from '../support/none.ts';
import { startPortal } from '../support/portal.ts';
import { inEveryLanguage } from './in-every-language.ts';

inEveryLanguage('what a product is and how it serves', async ({ portal, comes }) => {
  const olga = await comes('olga');
  const { t, paths, page } = olga;
  const reference = await demoRequest(portal.db, 'TT-15', 'received');

  // She looks up what the aid is.
  await olga.opens(paths.programme());
  await page
    .locator(`a[href="${paths.aidClass('TT-15')}"]`)
    .first()
    .waitFor();
  await olga.opens(paths.aidClass('TT-15'));
  await olga.sees(t('words.easy'));
  const [question] = await page.locator('.td-question summary').all();
  await question!.focus();
  await page.keyboard.press('Enter');
  await page.locator('.td-question[open] .govuk-details__text').waitFor();

  // She tells how hers serves; what is missing is said first.
  await olga.opens(paths.request(reference));
  await olga.presses(t('experiences.request.link'));
  await olga.presses(t('experiences.tell.do'));
  await olga.sees(t('experiences.missing.fit'));
  await olga.chooses(t('experiences.fit.well'));
  await olga.chooses(t('experiences.comfort.very'));
  await olga.chooses(t('experiences.repair.not_needed'));
  await olga.chooses(t('experiences.yes'));
  await olga.types(t('experiences.ask.text'), '+7 700 000 16 52');
  await olga.presses(t('experiences.tell.do'));
  await olga.sees(t('experiences.personal.phone'));
  await olga.types(t('experiences.ask.text'), 'Aaa 3x.');
  await olga.presses(t('experiences.tell.do'));
  await olga.sees(t('experiences.told'));
  await olga.opens(paths.requestExperience(reference));
  await olga.sees(t('experiences.state.waiting'));

  // An administrator reads and publishes it.
  const arman = await comes('arman');
  await arman.opens(paths.adminExperiences());
  const told = await portal.db.read('experiences').where({ text: 'Aaa 3x.' }).first('id');
  await arman.presses(/Тамшы|Tamshy/);
  await arman.presses(t('experiences.judge.publish'));
  await arman.sees(t('experiences.published'));

  // Everybody reads it, and may point to a problem.
  await olga.opens(paths.aidExperiences('tamshy-hand-magnifier'));
  await olga.sees('Aaa 3x.');
  await olga.opens(paths.experienceFlag('tamshy-hand-magnifier', told.id));
  await olga.chooses(t('experiences.flag.untrue'));
  await olga.presses(t('experiences.flag.do'));
  await olga.sees(t('experiences.flag.done'));

  // The administrator sees what is missing, and previews a text.
  await arman.opens(paths.adminWords());
  await arman.opens(paths.adminWordsOf('TT-15'));
  await arman.opens(paths.adminWordsPart('TT-15', 'video'));
  await arman.opens(paths.adminWordsPart('TT-15', 'questions/new'));
  await arman.opens(paths.adminWordsPart('TT-15', 'text'));
  await arman.presses(t('words.admin.showPreview'));
  await arman.sees(t('words.admin.notSaved'));
});

void describe('words on a small screen, without script', () => {
  for (const lang of LANGUAGES) {
    void test(`are read and pointed to in ${lang}`, async () => {
      const portal = await startPortal();
      const options = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } };
      const stranger = await someone(portal, lang, options);
      const { t, paths, page } = stranger;
      await stranger.opens(paths.families());
      await page
        .locator(`a[href="${paths.aidClass('MM-01')}"]`)
        .first()
        .waitFor();
      await stranger.opens(paths.aidClass('MM-01'));
      await stranger.sees(t('words.easy'));
      await page.locator('.td-question summary').first().click();
      await page.locator('.td-question[open] .govuk-details__text').waitFor();
      await stranger.opens(paths.aid('bekem-grab-bar'));
      await stranger.sees(t('experiences.say.fit', { count: 6, all: 7 }));
      await stranger.presses(t('experiences.all'));
      await stranger.presses(
        new RegExp(t('experiences.flag.link')),
        page.locator('.td-told').first(),
      );
      await stranger.chooses(t('experiences.flag.rude'));
      await stranger.presses(t('experiences.flag.do'));
      await stranger.sees(t('experiences.flag.done'));
      none(stranger.findings);
      await stranger.leaves();
    });
  }
});
