// Pieces that the pages of representations share: facts in words, choices of the form, ids in addresses.
import type { Queryable } from '../database.ts';
import { NotFound } from '../web/errors.ts';
import { typedDay } from '../web/form-page.ts';
import type { Typed } from '../web/forms.ts';
import type { Visit } from '../web/visit.ts';
import type { Ask } from './ask-store.ts';
import type { Kind, Terms } from './kinds.ts';
import { standOf, type Representation } from './store.ts';

/** The id that an address names. @throws NotFound */
export function idOf(raw: string | undefined): number {
  if (!/^[1-9]\d{0,8}$/.test(raw ?? '')) throw new NotFound();
  return Number(raw);
}

/** The applicant who has this account, or null. */
export async function applicantOf(db: Queryable, accountId: number): Promise<number | null> {
  const row: { id: number } | undefined = await db('applicants')
    .where({ account_id: accountId })
    .first('id');
  return row?.id ?? null;
}

/** A row of facts. */
export interface FactRow {
  key: { text: string };
  value: { text: string };
}

/** What was asked or holds, as rows. */
export function termRows(
  { kind, proof, ...terms }: Terms & { kind: Kind; proof: string },
  { t, format }: Visit,
): FactRow[] {
  const until = terms.until ? format.date(terms.until) : t('representations.noLastDay');
  return [
    fact(t('representations.field.kind'), t(`representations.kind.${kind}`)),
    fact(t('representations.field.scope'), t(`representations.scope.${terms.scope}`)),
    fact(
      t('representations.field.messages'),
      t(terms.receivesMessages ? 'representations.yes' : 'representations.no'),
    ),
    fact(t('representations.field.from'), format.date(terms.from)),
    fact(t('representations.field.until'), until),
    fact(t('representations.field.proof'), proof),
  ];
}

/** A representation as rows: what holds, who verified it, and how it ended. */
export function heldRows(held: Representation, visit: Visit): FactRow[] {
  const { t, format } = visit;
  return [
    ...termRows(held, visit),
    fact(
      t('representations.field.verified'),
      t('representations.verifiedBy', {
        name: held.verifiedBy ?? t('representations.anOffice'),
        date: format.date(held.verifiedAt),
      }),
    ),
    ...(held.endedAt
      ? [
          fact(
            t('representations.field.ended'),
            `${format.date(held.endedAt)}. ${t(`representations.ended.${held.endReason ?? 'office'}`)}`,
          ),
        ]
      : []),
  ];
}

/** How a representation stands, as a tag. */
export function standTag(held: Representation, day: string, { t }: Visit) {
  const stand = standOf(held, day);
  const tone = { now: 'success', later: 'waiting', ended: 'neutral' }[stand];
  return { text: t(`representations.stand.${stand}`), tone };
}

/** How an ask stands, as a tag. */
export function askTag({ state }: Pick<Ask, 'state'>, { t }: Visit) {
  const tone = {
    waiting: 'waiting',
    accepted: 'success',
    refused: 'problem',
    withdrawn: 'neutral',
  };
  return { text: t(`representations.state.${state}`), tone: tone[state] };
}

/** What was asked, as the form of the caseworker begins with. */
export function typedTerms({ scope, receivesMessages, from, until }: Terms): Typed {
  return {
    scope,
    ...(receivesMessages ? { messages: 'yes' } : {}),
    from: typedDay(from),
    until: typedDay(until),
  };
}

export function fact(key: string, value: string): FactRow {
  return { key: { text: key }, value: { text: value } };
}
