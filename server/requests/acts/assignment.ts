// Who works on a request: taking, releasing, taking over from a colleague, giving to one.
import type { Reader } from '../../accounts/reader.ts';
import { isInvolved } from '../../applicants/access.ts';
import { findRequest } from '../aid-request.ts';
import { perform, refused, type Means, type Order, type Result, type Scene } from './perform.ts';

/** Takes an unassigned request. */
export async function takeRequest(means: Means, order: Order): Promise<Result> {
  const act = (await isSubmitted(means, order.reference)) ? 'assignment' : 'take';
  return perform(means, act, order, async ({ request, by }) => {
    if (request.assignee) return refused('assigned-to-colleague');
    return { set: { assigned_to: by.accountId } };
  });
}

/** Puts a request back for colleagues. */
export async function releaseRequest(means: Means, order: Order): Promise<Result> {
  return perform(means, 'release', order, async ({ request, by }) => {
    if (request.assignee?.accountId !== by.accountId) return refused('not-assigned-to-you');
    return { set: { assigned_to: null }, visibleTo: 'staff' };
  });
}

/** Takes a request over from the colleague who has it. */
export async function takeOverRequest(means: Means, order: Order): Promise<Result> {
  return perform(means, 'takeover', order, async ({ request, by }) => {
    if (request.assignee?.accountId === by.accountId) return refused('wrong-state');
    return { set: { assigned_to: by.accountId }, visibleTo: 'staff' };
  });
}

/** A lead caseworker gives a request to a colleague of the same office. */
export async function giveRequest(
  means: Means,
  order: Order & { toAccountId: number },
): Promise<Result> {
  const act = (await isSubmitted(means, order.reference)) ? 'assignment' : 'give';
  return perform(means, act, order, async (scene) => {
    if (scene.role !== 'lead_caseworker') return refused('not-yours');
    const reason = await whyNotTo(scene, order.toAccountId);
    if (reason) return refused(reason);
    // That the review begins is news to the person; who of the office has it in hand is not.
    const visibleTo = act === 'assignment' ? 'everyone' : 'staff';
    return { set: { assigned_to: order.toAccountId }, visibleTo };
  });
}

/** Refuses whoever does not have the request in hand, or has started or submitted it themselves. */
export function whyNotDeciding(by: Reader, { request }: Pick<Scene, 'request'>): string | null {
  if (request.startedBy === by.accountId || request.submittedBy === by.accountId) return 'own-case';
  if (request.assignee?.accountId === by.accountId) return null;
  return request.assignee ? 'assigned-to-colleague' : 'not-assigned-to-you';
}

async function whyNotTo({ trx, request, day }: Scene, accountId: number): Promise<string | null> {
  const colleague: unknown = await trx('account_roles')
    .join('accounts', 'accounts.id', 'account_roles.account_id')
    .where({ account_id: accountId, office_id: request.officeId, status: 'active' })
    .whereIn('role', ['caseworker', 'lead_caseworker'])
    .first('role');
  if (!colleague) return 'colleague-not-here';
  const involved = await isInvolved(trx, { accountId }, request.applicant.id, day);
  return involved ? 'own-case' : null;
}

async function isSubmitted({ db }: Means, reference: string): Promise<boolean> {
  return (await findRequest(db.write, reference))?.status === 'submitted';
}
