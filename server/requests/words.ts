// A request in the words of the people whose it is: status, who has it, the next date, what they can do.
import type { Relation } from '../applicants/access.ts';
import type { Office } from '../applicants/offices.ts';
import { dueFrom } from '../calendar/due.ts';
import type { Holidays } from '../calendar/working-days.ts';
import type { Visit } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';
import { mayAppeal } from './appealing.ts';
import { holderOf, mayMove, type Act } from './lifecycle.ts';
import type { Decision } from './story.ts';
import { toneOf } from './tones.ts';

/** Whose turn it is. Who tries an aid answers, and while times for a visit are offered the person picks one. */
export function turnOf({
  status,
  dueKind,
  hold,
}: Pick<AidRequest, 'status'> & Partial<Pick<AidRequest, 'dueKind' | 'hold'>>) {
  if (hold) return hold.kind === 'trial' ? 'applicant' : 'office';
  return dueKind === 'pick' ? 'applicant' : (holderOf(status) ?? 'nobody');
}

/** The status as a tag and as a sentence. Whoever may only look is not spoken to as the one who acts. */
export function statusOf(
  {
    status,
    dueKind,
    hold,
    need,
    offerId,
    making,
  }: Pick<AidRequest, 'status'> &
    Partial<Pick<AidRequest, 'dueKind' | 'hold' | 'need' | 'offerId' | 'making'>>,
  { t }: Visit,
  relation: Relation = 'self',
) {
  const seeOnly = relation === 'see';
  const holder = turnOf({ status, dueKind: dueKind ?? null, hold: hold ?? null });
  // While nothing is to do the words are the status's own.
  const own = `requests.holder.${seeOnly ? 'staff.' : ''}${status}`;
  if (hold) {
    return {
      tag: { text: t(`requests.hold.${hold.kind}.tag`), tone: 'waiting' as const },
      sentence: t(`requests.hold.${hold.kind}.${seeOnly ? 'caseworker' : 'applicant'}`),
      holder: t(`requests.holder.${seeOnly ? 'staff.' : ''}${holder}`),
    };
  }
  // The office found something for a need: nothing had been chosen before.
  const found = status === 'choosing_again' && need && offerId === null && !making && !seeOnly;
  const to = found ? 'need' : seeOnly ? 'caseworker' : 'applicant';
  return {
    tag: { text: t(`requests.status.${status}.tag`), tone: toneOf(status) },
    sentence: t(`requests.status.${status}.${to}`),
    holder: t.has(own) ? t(own) : t(`requests.holder.${seeOnly ? 'staff.' : ''}${holder}`),
  };
}

/** The next date: what it is for, the day, and how far it is. Null where nothing more is due. */
export function nextDateOf(
  { status, dueOn, dueKind, hold }: Pick<AidRequest, 'status' | 'dueOn' | 'dueKind' | 'hold'>,
  { t, format }: Visit,
  { day, holidays }: { day: string; holidays: Holidays },
) {
  if (!dueOn) return null;
  const due = dueFrom(dueOn, day, holidays);
  return {
    title: t(`requests.due.${hold?.kind ?? dueKind ?? status}`),
    on: dueOn,
    date: format.date(dueOn),
    distance: t(`due.${due.state}`, { days: due.days }),
    overdue: due.state === 'overdue',
  };
}

export interface Action {
  text: string;
  href: string;
  /** Something that the person may do, but need not. */
  quiet?: boolean;
}

/** What a person may do with a request, what is asked of them first. */
export function actionsOf(request: AidRequest, { t, paths }: Visit, day: string): Action[] {
  const { reference, status } = request;
  const may = (act: Act) =>
    mayMove(act, status, 'applicant') || mayMove(act, status, 'representative');
  const actions: Action[] = [];
  if (may('submission')) {
    actions.push({ text: t('requests-pages.act.continue'), href: paths.requestDraft(reference) });
  }
  if (may('answer')) {
    actions.push({ text: t('requests-pages.act.answer'), href: paths.requestAnswer(reference) });
  }
  if (request.hold?.kind === 'trial') {
    actions.push({ text: t('requests-pages.act.trial'), href: paths.requestTrial(reference) });
  }
  if (may('choice')) {
    const href = request.making ? paths.requestMaker(reference) : paths.requestChoice(reference);
    actions.push({ text: t('requests-pages.act.choose'), href });
  }
  if (may('receipt')) {
    actions.push({ text: t('requests-pages.act.receipt'), href: paths.requestReceipt(reference) });
  }
  if (mayAppeal(request, day)) {
    const href = paths.requestAppeal(reference);
    actions.push({ text: t('requests-pages.act.appeal'), href, quiet: true });
  }
  if (may('appeal_withdrawal')) {
    const href = paths.requestAppealWithdrawal(reference);
    actions.push({ text: t('requests-pages.appealWithdrawal.title'), href, quiet: true });
  }
  if (may('discard')) {
    const href = paths.requestDeletion(reference);
    actions.push({ text: t('requests-pages.draft.delete'), href, quiet: true });
  }
  if (may('withdrawal')) {
    const href = paths.requestWithdrawal(reference);
    actions.push({ text: t('requests-pages.act.withdraw'), href, quiet: true });
  }
  return actions;
}

/** What was chosen, in a few lines beside its illustration. */
export function chosenOf(request: AidRequest, { t, lang, paths }: Visit) {
  const { product, supplier, aidClass, quantity } = request;
  return {
    classCode: product?.aidClassCode ?? aidClass.code,
    name: product?.names[lang] ?? aidClass.names[lang],
    href: product ? paths.aid(product.slug) : null,
    lines: [
      product?.variant[lang],
      supplier && t('entitlements.choose.supplier', { name: supplier.names[lang] }),
      quantity > 1 && t('requests-pages.pieces', { count: quantity }),
    ].filter(Boolean),
  };
}

/** How a request is called in lists and headings: its product, else the class of aid. */
export function titleOf({ product, aidClass }: AidRequest, { lang }: Visit): string {
  return (product?.names ?? aidClass.names)[lang];
}

/** Why it was decided so: the caseworker's own sentence, else the one that belongs to the reason. */
export function explanationOf({ explanation, reason }: Decision, { lang }: Visit): string | null {
  return explanation ?? reason?.explanations[lang] ?? null;
}

/** The way back from a page of an act: to the draft, or to the request. */
export function backTo({ reference, status }: AidRequest, { t, paths }: Visit) {
  const href = status === 'draft' ? paths.requestDraft(reference) : paths.request(reference);
  return { text: t('requests-pages.toRequest'), href };
}

/** An office in the words that texts ask for; its phone number stays on one line. */
export function officeWords(office: Office | null, { lang }: Visit) {
  return {
    office: office?.name[lang] ?? '',
    address: office?.address[lang] ?? '',
    phone: (office?.phone ?? '').replaceAll(' ', '\u00a0'),
  };
}
