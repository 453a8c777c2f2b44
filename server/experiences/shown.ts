// Experiences as readers see them: words for every answer, and no more of a person than a crowd hides.
import type { Database } from '../database.ts';
import type { Visit } from '../web/visit.ts';
import { summaryOf, type Summary } from './counts.ts';
import { ASPECTS, FEWEST_TO_COUNT } from './scales.ts';
import { listPublished, readAnswers, type Experience } from './store.ts';

/** How many the page of a product shows by itself. */
const FIRST = 3;

export interface Told {
  summary: Summary;
  newest: Experience[];
}

const kept = new WeakMap<Database, { version: number; told: Map<number, Told> }>();

/** What was told of a product, kept in memory while the catalogue stays as it is. */
export async function toldOf(db: Database, productId: number, version: number): Promise<Told> {
  const known = kept.get(db);
  const fresh = known?.version === version ? known : { version, told: new Map<number, Told>() };
  kept.set(db, fresh);
  const held = fresh.told.get(productId);
  if (held) return held;
  const summary = summaryOf(await readAnswers(db.read, productId));
  const top = { before: null, after: null };
  const newest = summary.people ? (await listPublished(db.read, productId, top, FIRST)).rows : [];
  if (fresh.told.size >= 500) fresh.told.clear();
  fresh.told.set(productId, { summary, newest });
  return { summary, newest };
}

/** The counts in words. */
export function countsIn({ people, counts }: Summary, { t }: Visit) {
  return {
    people: t('experiences.people', { count: people }),
    tooFew: counts ? null : t('experiences.tooFew', { fewest: FEWEST_TO_COUNT }),
    sentences: counts
      ? [
          ...counts.aspects.map(({ aspect, well }) =>
            t(`experiences.say.${aspect}`, { count: well, all: people }),
          ),
          t('experiences.say.again', { count: counts.again, all: people }),
        ]
      : [],
    tables: counts
      ? counts.aspects.map(({ aspect, words }) => ({
          title: t(`experiences.aspect.${aspect}`),
          rows: words.map(({ word, count }) => ({
            text: t(`experiences.${aspect}.${word}`),
            count,
          })),
        }))
      : [],
  };
}

/** One experience. Where and when is said only among enough people. */
export function experienceIn(one: Experience, { people }: Pick<Summary, 'people'>, visit: Visit) {
  const { t, lang, paths, format } = visit;
  const who = t(`experiences.who.${one.toldAs}`);
  const isHidden = people < FEWEST_TO_COUNT;
  return {
    id: one.id,
    who: isHidden ? who : [who, one.region[lang], format.month(one.toldAt)].join(', '),
    answers: ASPECTS.map((aspect) => ({
      aspect: t(`experiences.aspect.${aspect}`),
      word: t(`experiences.${aspect}.${one[aspect]}`),
    })),
    again: t(one.again ? 'experiences.again.yes' : 'experiences.again.no'),
    text: one.text,
    language: one.language,
    languageNote: one.language === lang ? null : t(`experiences.writtenIn.${one.language}`),
    flagHref: paths.experienceFlag(one.product.slug, one.id),
  };
}
