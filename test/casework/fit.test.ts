// Warnings of poor fit: where one chooses, before submission and at the desk, in words and never in the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRecorded } from '../../server/measures/measures.ts';
import { fitsOf } from '../../server/guide/guide.ts';
import { formats } from '../../server/i18n/formats.ts';
import type { Visit } from '../../server/web/visit.ts';
import { startPortal } from '../support/portal.ts';
import { peopleOf } from './desk.ts';

const portal = await startPortal();
const { db, portal: means } = portal;
const visitIn = (lang: 'kk' | 'ru' | 'en') =>
  ({ t: means.texts[lang], lang, format: formats[lang] }) as unknown as Visit;
const chairs: { id: number }[] = await db
  .read('variants')
  .join('products', 'products.id', 'variants.product_id')
  .where('products.status', 'published')
  .where('products.aid_class_code', 'like', 'MM-01-%')
  .orderBy('variants.id')
  .select('variants.id');
const ids = chairs.map(({ id }) => id).slice(0, 40);
const measures = (hip: number) => ({
  values: { hip_width: hip, body_weight: 70_000 },
  measuredOn: '2026-11-12',
  measuredBy: 'specialist' as const,
});

void test('a seat that is too narrow or too wide is said with the measure and its day, in three languages', async () => {
  const known = { measures: measures(70_000), given: null };
  for (const lang of ['kk', 'ru', 'en'] as const) {
    const fits = await fitsOf(db, ids, known, { on: '2026-11-23', visit: visitIn(lang) });
    const failed = [...fits.values()].filter(({ result }) => result === 'failed');
    assert.ok(failed.length > 0, 'no chair of the demo suits hips of 70 cm');
    const said = failed.flatMap(({ warnings }) => warnings);
    assert.ok(said.some(({ measured }) => measured.some((line) => line.includes('70'))));
    assert.doesNotMatch(JSON.stringify(said), /undefined|NaN/);
  }
});

void test('the newer of a measure and an answer is believed', async () => {
  const ground = { on: '2026-11-23', visit: visitIn('en') };
  const given = (on: string) => ({
    family: 'manual-wheelchairs' as const,
    answers: { hip_width: 70_000 },
    on,
  });
  const resultsOf = async (on: string) =>
    [
      ...(await fitsOf(db, ids, { measures: measures(40_000), given: given(on) }, ground)).values(),
    ].filter(({ warnings }) => warnings.some(({ text }) => /Seat/.test(text))).length;
  const older = await resultsOf('2026-11-01');
  const newer = await resultsOf('2026-11-20');
  assert.ok(
    newer > older,
    `${newer} chairs against the newer answer, ${older} against the measure`,
  );
});

void test('nothing is said where nothing is known', async () => {
  const fits = await fitsOf(
    db,
    ids,
    { measures: null, given: null },
    { on: '2026-11-23', visit: visitIn('en') },
  );
  assert.equal(fits.size, 0);
});

void test('the list to choose from warns and still lets choose; the case has it among its checks', async () => {
  const { aigerim, saule } = await peopleOf(portal);
  const line = await db
    .read('entitlements')
    .where({ applicant_id: 1 })
    .where('aid_class_code', 'like', 'MM-01%')
    .first('id');
  assert.ok(await findRecorded(db.read, 1), 'the demo has measured her');
  await db
    .write('applicant_measures')
    .where({ applicant_id: 1, kind: 'hip_width' })
    .whereNull('replaced_at')
    .update({ thousandths: 70_000 });
  for (const lang of ['kk', 'ru', 'en'] as const) {
    const { status, text } = await aigerim.get(`/${lang}/account/programme/${line.id}`);
    assert.equal(status, 200);
    assert.ok(text.includes(means.texts[lang]('fit.title')), lang);
    assert.match(text, /name="offer"/, 'it can be chosen all the same');
  }
  const { reference }: { reference: string } = await db
    .read('requests')
    .where({ status: 'in_review', office_id: 19 })
    .first('reference');
  const file = await saule.get(`/en/casework/requests/${reference}`);
  assert.match(file.text, /Fit with measures and answers/);
});
