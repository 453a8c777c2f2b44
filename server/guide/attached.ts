// Answers that a person attached to a request: the caseworker sees them beside the verdict on what was chosen.
import type { Knex } from 'knex';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { readVariantFacts } from '../catalogue/variant-facts.ts';
import type { Database, Queryable } from '../database.ts';
import { isFamily } from '../measures/measures.ts';
import type { Visit } from '../web/visit.ts';
import type { Answers, Given } from './answers.ts';
import { familyName } from './family.ts';
import { answerRows } from './result-page.ts';
import { sentenceOf } from './sentences.ts';
import { verdictsFor } from './verdicts.ts';

/** What a request carries. */
export interface Attached extends Given {
  /** The variant that the request asks for now. */
  variantId: number | null;
}

/** What is attached to a request; null where nothing is. */
export async function findAttached(db: Queryable, requestId: number): Promise<Attached | null> {
  const row: AttachedRow | undefined = await db('request_guide_answers')
    .join('requests', 'requests.id', 'request_guide_answers.request_id')
    .where({ 'request_guide_answers.request_id': requestId })
    .first('family', 'answers', 'answered_on', 'requests.variant_id');
  if (!row || !isFamily(row.family)) return null;
  return {
    family: row.family,
    answers: JSON.parse(row.answers) as Answers,
    on: row.answered_on,
    variantId: row.variant_id,
  };
}

/** Attaches answers to a request, in place of those it had. */
export async function attachAnswers(
  trx: Knex.Transaction,
  { requestId, given, by, at }: { requestId: number; given: Given; by: number; at: Date },
): Promise<void> {
  await trx('request_guide_answers')
    .insert({
      request_id: requestId,
      family: given.family,
      answers: JSON.stringify(given.answers),
      answered_on: given.on,
      attached_at: at.toISOString(),
      attached_by: by,
    })
    .onConflict('request_id')
    .merge();
}

/** Takes the answers off a request. */
export async function detachAnswers(trx: Knex.Transaction, requestId: number): Promise<void> {
  await trx('request_guide_answers').where({ request_id: requestId }).del();
}

/** What a page shows of attached answers; the rules are those that were in force on the day of the answers. */
export async function attachedSection(db: Database, attached: Attached | null, visit: Visit) {
  if (!attached) return null;
  const { family, answers, on } = attached;
  const verdict = await verdictOn(db, attached);
  return {
    family: familyName(family, visit),
    on,
    answers: answerRows(family, answers, visit),
    verdict: verdict?.verdict ?? null,
    reasons: (verdict?.reasons ?? []).map((reason) => ({
      verdict: reason.verdict,
      text: sentenceOf(reason, visit.lang),
    })),
  };
}

async function verdictOn(db: Database, { family, answers, on, variantId }: Attached) {
  if (variantId === null) return null;
  const snapshot = await catalogueSnapshot(db);
  const ground = { snapshot, on, region: null };
  const [facts] = await readVariantFacts(db, { ids: [variantId] }, ground);
  if (!facts) return null;
  const { values, product } = facts;
  const choosables = [{ variantId, values, aidClassCode: product.aidClassCode }];
  const verdicts = await verdictsFor(db, { family, answers, choosables, on, snapshot });
  return verdicts.get(variantId) ?? null;
}

interface AttachedRow {
  family: string;
  answers: string;
  answered_on: string;
  variant_id: number | null;
}
