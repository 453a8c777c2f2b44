// The person's own word on what is asked about them, and the asker who takes it back.
import type { Knex } from 'knex';
import type { Reader } from '../accounts/reader.ts';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction } from '../database.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { findAsk, type Ask } from './ask-store.ts';
import type { Means } from './keep-ask.ts';
import { OWN_WILL } from './kinds.ts';
import { tellAccount } from './tell.ts';

interface Act {
  by: Reader;
  at: Date;
  id: number;
  version: number;
}

/**
 * The person says that they want it or do not. What needs their will ends with a no; what follows from birth or a
 * court stays for the office to judge, with their word in view. @throws NotFound, Conflict
 */
export async function answerAsk(
  { db, texts }: Pick<Means, 'db' | 'texts'>,
  { by, at, id, version, consent }: Act & { consent: 'yes' | 'no' },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ask = await lockedAsk(trx, id);
    if (!ask?.applicant || ask.applicant.accountId !== by.accountId || !ask.helper) {
      throw new NotFound();
    }
    if (ask.consent === consent) return; // the same button again
    await guarded(trx, ask, version, {
      consent,
      consent_at: at.toISOString(),
      ...(consent === 'no' && needsWill(ask)
        ? {
            state: 'refused',
            reason: 'person_objects',
            decided_at: at.toISOString(),
            // Whoever asked cannot be who refuses: the person asked for it only where it is their own.
            decided_by: ask.askedBy.accountId === by.accountId ? null : by.accountId,
          }
        : {}),
    });
    if (consent === 'no') {
      await tellAccount(
        trx,
        texts,
        ask.helper.accountId,
        {
          kind: needsWill(ask) ? 'representation.declined' : 'representation.objected',
          source: `ask.${id}.${version}`,
          applicantId: null,
          values: () => ({ person: ask.applicant!.name }),
        },
        at,
      );
    }
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: 'applicant',
      action: consent === 'yes' ? 'representation.consented' : 'representation.objected',
      objectKind: 'representation_ask',
      objectId: id,
      applicantId: ask.applicant.id,
      detail: `account ${ask.helper.accountId}`,
    });
  });
}

/** Whoever asked takes it back while it waits. @throws NotFound, Conflict */
export async function withdrawAsk(
  { db }: Pick<Means, 'db'>,
  { by, at, id, version }: Act,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ask = await lockedAsk(trx, id);
    if (ask?.askedBy.accountId !== by.accountId) throw new NotFound();
    if (ask.state === 'withdrawn') return;
    await guarded(trx, ask, version, { state: 'withdrawn', decided_at: at.toISOString() });
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: ask.way === 'applicant' ? 'applicant' : 'representative',
      action: 'representation.ask_withdrawn',
      objectKind: 'representation_ask',
      objectId: id,
      applicantId: ask.applicant?.id ?? null,
    });
  });
}

/** Whether nothing but the person's will carries it. */
export function needsWill({ kind }: Pick<Ask, 'kind'>): boolean {
  return (OWN_WILL as readonly string[]).includes(kind);
}

/** An ask, with others who act on it kept waiting. */
export async function lockedAsk(trx: Knex.Transaction, id: number): Promise<Ask | null> {
  await trx('representation_asks').where({ id }).forUpdate().first('id');
  return findAsk(trx, id);
}

/** Changes an ask that waits, as it was seen. @throws Conflict */
export async function guarded(
  trx: Knex.Transaction,
  ask: Ask,
  version: number,
  set: Record<string, string | number | null>,
): Promise<void> {
  const changed = await trx('representation_asks')
    .where({ id: ask.id, state: 'waiting', version })
    .update({ ...set, version: version + 1 });
  if (changed !== 1) throw new Conflict('representations.changedMeanwhile');
}
