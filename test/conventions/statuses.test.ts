// Every status, event, holder and refusal has its sentence for each reader, in the three languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import {
  FINAL,
  holderOf,
  isLive,
  NOT_LIVE,
  RESERVING,
  STATUSES,
  transitions,
  WITH_OFFICE,
} from '../../server/requests/lifecycle.ts';
import { none } from '../support/none.ts';

const texts = loadTexts();
const READERS = ['applicant', 'caseworker', 'supplier', 'tag'];
const moves = Object.entries(transitions);

void test('every status has its words for every reader', () => {
  none(
    missing(STATUSES.flatMap((status) => READERS.map((to) => `requests.status.${status}.${to}`))),
  );
});

void test('every status says what its next date is', () => {
  none(missing(STATUSES.map((status) => `requests.due.${status}`)));
  none(missing(STATUSES.map((status) => `casework.due.${status}`)));
});

void test('what a date is for is said to staff without addressing the applicant', () => {
  const addresses = /\byou(r|rs)?\b/i;
  none(STATUSES.filter((status) => addresses.test(texts.en(`casework.due.${status}`))));
});

void test('every event of the lifecycle has its line in the timeline', () => {
  none(missing(moves.map(([, { event }]) => `requests.event.${event}`)));
});

void test('every holder is named, to the person and to staff', () => {
  const holders = new Set(STATUSES.map((status) => holderOf(status) ?? 'nobody'));
  none(
    missing(
      [...holders].flatMap((holder) => [
        `requests.holder.${holder}`,
        `requests.holder.staff.${holder}`,
      ]),
    ),
  );
});

void test('sentences differ between statuses: nobody has to guess', () => {
  for (const lang of LANGUAGES) {
    for (const reader of ['applicant', 'caseworker', 'tag']) {
      const said = STATUSES.map((status) => texts[lang](`requests.status.${status}.${reader}`));
      const twice = said.filter((sentence, at) => said.indexOf(sentence) !== at);
      none(twice, `${lang} for ${reader}`);
    }
  }
});

void test('every status can be reached, and every one that is not final can be left', () => {
  const reached = new Set<string>(['draft', ...moves.map(([, { to }]) => to)]);
  const left = new Set<string>(moves.flatMap(([, { from }]) => from));
  none(STATUSES.filter((status) => !reached.has(status)));
  none(STATUSES.filter((status) => !left.has(status) && !FINAL.includes(status)));
});

void test('the sets of statuses agree with each other', () => {
  for (const status of FINAL) assert.ok(!isLive(status), `${status} is final and not live`);
  for (const status of RESERVING) assert.ok(isLive(status), `${status} reserves and is live`);
  for (const status of WITH_OFFICE) assert.equal(holderOf(status), 'office');
  assert.deepEqual(
    STATUSES.filter((status) => !isLive(status)).toSorted(),
    [...NOT_LIVE].toSorted(),
  );
});

function missing(keys: string[]): string[] {
  return LANGUAGES.flatMap((lang) =>
    keys.filter((key) => !texts[lang].has(key)).map((key) => `${lang} ${key}`),
  );
}
