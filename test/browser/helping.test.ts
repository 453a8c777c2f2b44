// Somebody asks to represent a person, the office verifies it, the person sees it and ends it. And a caseworker types
// for a person who phones.
import { demoAccountId } from '../../db/seeds/demo-people.ts';
import { inEveryLanguage } from './in-every-language.ts';
import { iinOf } from '../support/demo-people.ts';

inEveryLanguage('a representative, from asking to the end', async ({ comes }) => {
  const olga = await comes('olga');
  const { t, page } = olga;
  await olga.opens(olga.paths.people());
  await olga.presses(t('representations.ask.title'), page.locator('main'));
  await olga.types(t('representations.form.iin'), iinOf('gulnara'));
  await olga.types(t('representations.form.bornOn'), '23.02.1991');
  await olga.chooses(page.locator('input[name="kind"]').nth(2));
  await olga.chooses(page.locator('input[name="scope"]').nth(0));
  await olga.types(t('representations.form.proof'), '№ 7');
  await olga.presses(t('representations.ask.do'));
  await olga.sees(t('representations.ask.done'));

  const saule = await comes('saule');
  await saule.opens(saule.paths.casework());
  await saule.presses(new RegExp(t('representations.queue.task')), saule.page.locator('main'));
  await saule.presses(/Гүлнар/, saule.page.locator('main table'));
  await saule.presses(t('representations.verify.acceptDo'));
  await saule.sees(t('representations.verify.accepted'));

  const gulnara = await comes('gulnara');
  await gulnara.opens(gulnara.paths.helpers());
  await gulnara.presses(/Ольга/, gulnara.page.locator('main'));
  await gulnara.presses(t('representations.helper.endDo'));
  await gulnara.sees(t('representations.helper.ended'));
  await gulnara.presses(t('representations.log.title'), gulnara.page.locator('main'));
  await gulnara.sees(t('representations.did.representation.accepted'));
});

inEveryLanguage('a request that a caseworker types for a person', async ({ portal, comes }) => {
  const saule = await comes('saule');
  const { t, page } = saule;
  await saule.opens(saule.paths.casework());
  await saule.presses(t('assisted.find.task'), page.locator('main'));
  const number = (value: string, field: string) =>
    t('assisted.numbered', { number: value, label: t(`assisted.field.${field}`) });
  await saule.types(number('1', 'iin'), iinOf('nurlan'));
  await saule.chooses(page.locator('input[name="told"]').nth(0));
  await saule.types(t('assisted.find.reason'), 'Phoned and asked for a watch');
  await saule.presses(t('assisted.find.do'));
  await saule.presses(/./, page.locator('main tbody tr').last());
  await saule.presses(
    new RegExp(`^${t('entitlements.choose.this')}`),
    page.locator('.td-cards > li').first(),
  );
  await saule.types(number('12', 'wishes'), 'A loud one');
  await saule.presses(t('assisted.draft.do'));
  await saule.ticks(t('assisted.check.readBackBox'));
  await saule.presses(t('assisted.check.do'));
  await saule.sees(t('assisted.check.done'));

  const message = await portal.db
    .read('messages')
    .where({ account_id: demoAccountId('nurlan'), kind: 'request.submitted_for_you' })
    .first('id');
  const nurlan = await comes('nurlan');
  await nurlan.opens(nurlan.paths.message(message.id));
  await nurlan.sees(/A loud one/);
});
