// The face of experiences: telling how a received product serves, taking it back, and judging what is published.
// Each act is one transaction.
import type { Knex } from 'knex';
import type { Reader } from '../accounts/reader.ts';
import { familyOf, isInvolved, relationTo } from '../applicants/access.ts';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { markCatalogueChanged } from '../catalogue/catalogue.ts';
import { inTransaction, type Database } from '../database.ts';
import type { Texts } from '../i18n/texts.ts';
import { sendMessage } from '../notifications/messages.ts';
import { findRequest, type AidRequest } from '../requests/aid-request.ts';
import { hasArrived } from '../requests/arrived.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Telling } from './forms.ts';
import { findExperience, findOfRequest, type Experience } from './store.ts';

export { countForModeration } from './store.ts';

export interface Means {
  db: Database;
  texts: Texts;
}

interface Act {
  by: Reader;
  at: Date;
}

/** Tells, or tells anew, how the product of a request serves. The same words again change nothing. */
export function tellExperience(
  { db }: Pick<Means, 'db'>,
  { by, at, reference, telling }: Act & { reference: string; telling: Telling },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { request, role } = await requestToTellOf(trx, { by, at, reference });
    const known = await findOfRequest(trx, request.id);
    const { version, again, ...words } = telling;
    const values = { ...words, again: again === 'yes' };
    if (known && known.state !== 'withdrawn' && isSame(known, values)) return;
    if (version !== (known?.version ?? 0)) throw new Conflict('experiences.changedMeanwhile');
    const row = {
      ...values,
      state: 'waiting',
      reason: null,
      decided_by: null,
      decided_at: null,
      told_by: by.accountId,
      told_as: role,
      region_code: request.applicant.regionCode,
      told_at: at.toISOString(),
      version: version + 1,
    };
    if (known) {
      await trx('experiences').where({ id: known.id }).update(row);
      await closeFlags(trx, known.id, { by, at });
      if (known.state === 'published') await markCatalogueChanged(trx);
    } else {
      const product: { id: number } = await trx('products')
        .where({ slug: request.product!.slug })
        .first('id');
      const fixed = {
        request_id: request.id,
        product_id: product.id,
        applicant_id: request.applicant.id,
      };
      await trx('experiences').insert({ ...row, ...fixed });
    }
    const action = known ? 'experience.told_anew' : 'experience.told';
    await writeDown(trx, { by, at }, { action, request, role });
  });
}

/** Takes back what was told: the words are erased. */
export function withdrawExperience(
  { db }: Pick<Means, 'db'>,
  { by, at, reference }: Act & { reference: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { request, role } = await requestToTellOf(trx, { by, at, reference });
    const known = await findOfRequest(trx, request.id);
    if (!known || known.state === 'withdrawn') return;
    await trx('experiences')
      .where({ id: known.id })
      .update({ state: 'withdrawn', text: null, reason: null, version: known.version + 1 });
    await closeFlags(trx, known.id, { by, at });
    if (known.state === 'published') await markCatalogueChanged(trx);
    await writeDown(trx, { by, at }, { action: 'experience.withdrawn', request, role });
  });
}

/** Publishes, or leaves published what a reader pointed to. Never one's own or a relative's. */
export function publishExperience(means: Means, order: Judging): Promise<void> {
  return judge(means, order, { state: 'published', reason: null });
}

/** Does not publish, or takes down; the author is told why. */
export function declineExperience(
  means: Means,
  { reason, ...order }: Judging & { reason: string },
): Promise<void> {
  return judge(means, order, { state: 'declined', reason });
}

/** A reader points to a problem: a moderator looks again. One open flag is enough. */
export function flagExperience(
  { db }: Pick<Means, 'db'>,
  { id, reason, at }: { id: number; reason: string; at: Date },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const known = await findExperience(trx, id);
    if (known?.state !== 'published') throw new NotFound();
    if (known.flagged) return;
    await trx('experience_flags')
      .insert({ experience_id: id, reason, flagged_at: at.toISOString() })
      .onConflict()
      .ignore();
    await recordAudit(trx, {
      at,
      actorId: null,
      actorRole: 'reader',
      action: 'experience.flagged',
      objectKind: 'experience',
      objectId: id,
      reason,
    });
  });
}

interface Judging extends Act {
  id: number;
  version: number;
}

async function judge(
  { db, texts }: Means,
  { by, at, id, version }: Judging,
  verdict: { state: 'published' | 'declined'; reason: string | null },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx('experiences').where({ id }).forUpdate().first('id');
    const known = await findExperience(trx, id);
    if (!known) throw new NotFound();
    if (
      known.toldBy === by.accountId ||
      (await isInvolved(trx, by, known.applicantId, dayOf(at)))
    ) {
      throw new Forbidden('experiences.ownWords');
    }
    const isDone = known.state === verdict.state && !known.flagged;
    if (isDone) return; // the same button again
    const canBeJudged = known.state === 'waiting' || known.state === 'published';
    if (!canBeJudged || known.version !== version) {
      throw new Conflict('experiences.changedMeanwhile');
    }
    await trx('experiences')
      .where({ id })
      .update({
        ...verdict,
        decided_by: by.accountId,
        decided_at: at.toISOString(),
        version: version + 1,
      });
    await closeFlags(trx, id, { by, at });
    await markCatalogueChanged(trx);
    if (known.state !== verdict.state) await tellAuthor(trx, texts, { known, verdict, at });
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: 'administrator',
      action: `experience.${verdict.state}`,
      objectKind: 'experience',
      objectId: id,
      applicantId: known.applicantId,
      ...(verdict.reason && { reason: verdict.reason }),
    });
  });
}

// Only who still belongs to the person's family hears of it.
async function tellAuthor(
  trx: Knex.Transaction,
  texts: Texts,
  {
    known,
    verdict,
    at,
  }: { known: Experience; verdict: { state: string; reason: string | null }; at: Date },
): Promise<void> {
  const family = await familyOf(trx, known.applicantId, dayOf(at));
  await sendMessage(
    trx,
    texts,
    family.filter(({ accountId }) => accountId === known.toldBy),
    {
      kind: `experience.${verdict.state}`,
      sourceKey: `experience.${known.id}.${known.version}.${verdict.state}`,
      applicantId: known.applicantId,
      requestId: known.requestId,
      values: (lang) => ({
        product: known.product.names[lang],
        why: verdict.reason ? texts[lang](`experiences.decline.${verdict.reason}`) : '',
      }),
    },
    at,
  );
}

async function requestToTellOf(
  trx: Knex.Transaction,
  { by, at, reference }: Act & { reference: string },
): Promise<{ request: AidRequest; role: 'applicant' | 'representative' }> {
  await trx('requests').where({ reference }).forUpdate().first('id'); // two at once wait for each other
  const request = await findRequest(trx, reference);
  const relation =
    request && (await relationTo(trx, by.accountId, request.applicant.id, dayOf(at)));
  if (!request || !relation) throw new NotFound();
  if (relation === 'see') throw new Forbidden('requests.refused.see-only');
  if (!hasArrived(request)) throw new Conflict('experiences.notYet');
  return { request, role: relation === 'self' ? 'applicant' : 'representative' };
}

async function closeFlags(trx: Knex.Transaction, id: number, { by, at }: Act): Promise<void> {
  await trx('experience_flags')
    .where({ experience_id: id, handled_at: null })
    .update({ handled_by: by.accountId, handled_at: at.toISOString() });
}

async function writeDown(
  trx: Knex.Transaction,
  { by, at }: Act,
  { action, request, role }: { action: string; request: AidRequest; role: string },
): Promise<void> {
  await recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: role,
    action,
    objectKind: 'request',
    objectId: request.id,
    applicantId: request.applicant.id,
  });
}

function isSame(
  known: Experience,
  values: Pick<Experience, 'fit' | 'comfort' | 'repair' | 'again' | 'text' | 'language'>,
): boolean {
  const names = ['fit', 'comfort', 'repair', 'again', 'text', 'language'] as const;
  return names.every((name) => known[name] === values[name]);
}
