// Guided choice by keyboard: questions, the result, what one does with it; in each language, on a phone, without script.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { questionsOf } from '../../server/guide/questions.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { ARMAN_KEY, answersQuestions, MAN } from './guide-steps.ts';
import { someone, type Person } from '../support/browser.ts';
import { none } from '../support/none.ts';
import { makeDrafts } from '../support/drafts.ts';
import { startPortal, TODAY } from '../support/portal.ts';

const FAMILY = 'manual-wheelchairs';

void describe('guided choice', { concurrency: 2 }, async () => {
  const portal = await startPortal();

  for (const lang of LANGUAGES) {
    void test(`leads by keyboard from the home page to what fits, in ${lang}`, async () => {
      const person = await someone(portal, lang);
      const { t, paths, page } = person;
      await person.opens(paths.home());
      await person.presses(t('guide.home.button'));
      await person.presses(t(`measures.family.${FAMILY}.name`), page.locator('main'));
      await person.presses(t('guide.start.button'));

      await person.presses(t('guide.question.next'));
      await person.sees(t('guide.question.missing'));
      await answersQuestions(person, FAMILY, MAN);
      await person.sees(t('guide.result.title', { family: t(`measures.family.${FAMILY}.name`) }));
      await person.sees(t('guide.advice'));

      await page.locator('#answers summary').focus();
      await page.keyboard.press('Enter');
      const question = questionsOf(FAMILY).find(({ key }) => key === 'narrowest_door')!;
      await person.presses(
        new RegExp(`${t('guide.result.change')}.*`),
        rowOf(person, question.title[lang]),
      );
      await person.types(question.title[lang], lang === 'en' ? '80.5' : '80,5');
      await person.presses(t('guide.question.next'));
      const door = page.locator('.td-reason:visible', { hasText: /80[.,]5/ });
      assert.ok(await door.first().isVisible());

      await person.picks(t('guide.region.label'), await nameOfAstana(person));
      await person.presses(t('guide.region.button'));
      await person.sees(t('guide.region.done'));
      await person.presses(t('guide.result.sheet'));
      await person.sees(t('guide.sheet.signature'));
      await person.presses(t('guide.sheet.back'));
      await page.locator('#answers summary').focus();
      await page.keyboard.press('Enter');
      await person.presses(t('guide.restart.button'));
      await person.sees(t('guide.restart.done'));
      none(person.findings);
      await person.leaves();
    });
  }

  void test('goes back with the browser, and an answer is still there', async () => {
    const person = await someone(portal, 'ru');
    const { page, paths, t } = person;
    await person.opens(paths.guideQuestion(FAMILY, 'sitting'));
    const [sitting] = questionsOf(FAMILY);
    assert.ok(sitting?.kind === 'choice');
    await person.chooses(sitting.options[1]!.name.ru);
    await person.presses(t('guide.question.next'));
    await page.goBack();
    await page.reload();
    assert.equal(await page.getByRole('radio', { checked: true }).getAttribute('value'), 'some');
    none(person.findings);
    await person.leaves();
  });

  void test('works on a phone of 320 pixels, and says the same without script', async () => {
    const phone = { viewport: { width: 320, height: 640 } };
    const results: string[] = [];
    for (const options of [phone, { ...phone, javaScriptEnabled: false }]) {
      const person = await someone(portal, 'kk', options);
      const { paths, page } = person;
      await person.opens(paths.guide());
      await person.opens(paths.guideFamily(FAMILY));
      await person.presses(person.t('guide.start.button'));
      await answersQuestions(person, FAMILY, MAN);
      await person.sees(person.t('guide.advice'));
      results.push(await page.getByRole('status').first().innerText());
      await person.opens(paths.guideSheet(FAMILY));
      none(person.findings);
      await person.leaves();
    }
    assert.equal(results[0], results[1]);
  });

  void test('goes with a request, when the person wants it so', async () => {
    const aigerim = await someone(portal, 'kk');
    const { t, paths } = aigerim;
    await aigerim.opens(paths.guideQuestion(FAMILY, 'sitting'));
    await answersQuestions(aigerim, FAMILY, MAN);
    await aigerim.signsIn('aigerim');
    const [reference] = await makeDrafts(portal.db, 1, new Date(TODAY));
    await aigerim.opens(paths.requestDraft(reference!));
    await aigerim.ticks(new RegExp(t('guide.attach.box', { date: '.*' })));
    await aigerim.presses(t('requests-pages.draft.save'));
    await aigerim.sees(t('guide.attached.title'));
    await aigerim.sees(t('guide.attached.verdict'));
    none(aigerim.findings);
    await aigerim.leaves();
  });

  void test('rests on rules that an administrator keeps', async () => {
    const arman = await someone(portal, 'ru');
    const { t, paths, page } = arman;
    await arman.signsIn(ARMAN_KEY);
    await arman.opens(paths.adminList('guide'));
    await arman.opens(paths.adminItem('guide', 'mw-seat-width'));
    await arman.presses(t('guide.admin.newButton'));
    await arman.types(t('administration.field.valid_from'), '01.02.2027');
    for (const lang of LANGUAGES) {
      await page.locator(`#source_${lang}`).fill({ kk: 'Бұйрық', ru: 'Приказ', en: 'Order' }[lang]);
    }
    await arman.presses(t('guide.admin.setButton'));
    await arman.sees(t('guide.admin.set'));
    await arman.opens(paths.adminAct('guide', 'mw-seat-width', 'end'));
    none(arman.findings);
    await arman.leaves();
  });
});

function rowOf({ page }: Person, question: string) {
  return page.locator('.govuk-summary-list__row').filter({ hasText: question });
}

function nameOfAstana({ page }: Person): Promise<string> {
  return page.locator('#region option[value="710000000"]').innerText();
}
