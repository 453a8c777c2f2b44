// Asking: by the helper, by the person, or by the office for somebody who came. Nothing holds before it is verified.
import type { Reader } from '../accounts/reader.ts';
import { startAttempt } from '../accounts/throttle.ts';
import { isInvolved } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { fold } from '../i18n/fold.ts';
import type { Asked } from './forms.ts';
import { keepAsk, PERSON, type Act, type AskResult, type Means, type Person } from './keep-ask.ts';

/**
 * Somebody asks to represent a person. Whether the portal knows the person makes no difference to the answer
 * (v5.0.0-6.3.8). @throws TooMany after five tries a minute
 */
export async function askToRepresent(
  means: Means,
  { by, at, asked, keepPapers }: Act & { asked: Asked & { iin: string; bornOn: string } },
): Promise<AskResult> {
  const lookup = means.vault.fingerprint(asked.iin);
  await countTry(means, { by, at, lookup });
  const person: Person | undefined = await means.db
    .write('applicants')
    .where({ iin_lookup: lookup, born_on: asked.bornOn })
    .first(PERSON);
  const own = await means.db.write('accounts').where({ id: by.accountId }).first('iin_lookup');
  if (own.iin_lookup === lookup) return { done: false, reason: 'oneself' };
  return keepAsk(means, {
    by,
    at,
    keepPapers,
    asked,
    way: 'helper',
    subject: asked.iin,
    applicant: person ?? null,
    helperId: by.accountId,
  });
}

/** A person appoints a helper; their own consent goes with it. The helper is known by number and family name together. */
export async function appointHelper(
  means: Means,
  {
    by,
    at,
    asked,
    applicantId,
    keepPapers,
  }: Act & { asked: Asked & { iin: string; familyName: string }; applicantId: number },
): Promise<AskResult> {
  const lookup = means.vault.fingerprint(asked.iin);
  await countTry(means, { by, at, lookup });
  const account: { id: number; family_name: string } | undefined = await means.db
    .write('accounts')
    .where({ iin_lookup: lookup, status: 'active' })
    .first('id', 'family_name');
  if (account?.id === by.accountId) return { done: false, reason: 'oneself' };
  const known = account && fold(account.family_name) === fold(asked.familyName);
  const applicant: Person = await means.db
    .write('applicants')
    .where({ id: applicantId })
    .first(PERSON);
  return keepAsk(means, {
    by,
    at,
    keepPapers,
    asked,
    way: 'applicant',
    subject: asked.iin,
    applicant,
    helperId: known ? account.id : null,
  });
}

/** The office enters what somebody showed there. A colleague verifies it: two people stand for each right that is given. */
export async function enterForVisitor(
  means: Means,
  {
    by,
    at,
    asked,
    keepPapers,
  }: Act & { asked: Asked & { iin: string; helperIin: string; reason: string } },
): Promise<AskResult> {
  const lookup = means.vault.fingerprint(asked.iin);
  await countTry(means, { by, at, lookup });
  const applicant: Person | undefined = await means.db
    .write('applicants')
    .where({ iin_lookup: lookup, office_id: by.officeId ?? 0 })
    .first(PERSON);
  if (!applicant) return { done: false, reason: 'not-in-office' };
  const helper: { id: number } | undefined = await means.db
    .write('accounts')
    .where({ iin_lookup: means.vault.fingerprint(asked.helperIin), status: 'active' })
    .first('id');
  if (!helper) return { done: false, reason: 'no-such-account' };
  if (helper.id === applicant.account_id) return { done: false, reason: 'oneself' };
  const close = await isInvolved(means.db.write, by, applicant.id, dayOf(at));
  if (close || helper.id === by.accountId) return { done: false, reason: 'own-case' };
  return keepAsk(means, {
    by,
    at,
    keepPapers,
    asked,
    way: 'office',
    subject: `${asked.iin}.${asked.helperIin}`,
    applicant,
    helperId: helper.id,
    reason: asked.reason,
  });
}

// Counted by whom is named and by who asks, as at sign-in: nobody can try numbers out.
async function countTry(
  { db, vault }: Means,
  { by, at, lookup }: { by: Reader; at: Date; lookup: string },
): Promise<void> {
  const who = {
    account: `represent.${lookup}`,
    address: `represent.${by.accountId}`,
    device: null,
  };
  await startAttempt(db, vault, who, at);
}
