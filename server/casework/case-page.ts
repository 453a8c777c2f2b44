// The page of a case: its head, the acts at hand, and its sections.
import { dueFrom } from '../calendar/due.ts';
import { toneOf } from '../requests/tones.ts';
import { turnOf } from '../requests/words.ts';
import type { Visit } from '../web/visit.ts';
import { handOf, type CaseAct } from './acts-at-hand.ts';
import type { CaseFile } from './case-file.ts';
import {
  earlierSection,
  historySection,
  lineSection,
  moneySection,
  personSection,
  productSection,
  questionSection,
} from './case-sections.ts';
import { checkRows } from './check-rows.ts';
import { holdSection, partSection } from './pause-sections.ts';
import type { OpenCase } from './open-case.ts';
import { queryOf, readTrail } from './queue-filter.ts';

/** What every page of a case shows on top, and needs in its forms. */
export function caseHead(
  { request, reader, day, from }: OpenCase,
  { holidays }: Pick<CaseFile, 'holidays'>,
  { t, format, paths, lang }: Visit,
) {
  const { status, assignee, dueOn, dueKind, hold } = request;
  const due = dueOn ? dueFrom(dueOn, day, holidays) : null;
  const mine = assignee?.accountId === reader.accountId;
  return {
    reference: request.reference,
    version: request.version,
    from,
    href: paths.caseFile(request.reference, { from }),
    applicant: request.applicant.name,
    aidClass: request.aidClass.names[lang],
    status: hold
      ? { text: t(`requests.hold.${hold.kind}.tag`), tone: 'waiting' as const }
      : { text: t(`requests.status.${status}.tag`), tone: toneOf(status) },
    sentence: t(
      hold ? `requests.hold.${hold.kind}.caseworker` : `requests.status.${status}.caseworker`,
    ),
    paused:
      request.decisionDaysLeft === null
        ? null
        : t('requests.paused', { days: request.decisionDaysLeft }),
    holder: t(`requests.holder.staff.${turnOf(request)}`),
    assignee: assignee
      ? mine
        ? t('casework.queue.you')
        : assignee.name
      : t('casework.queue.nobody'),
    due: due && {
      title: t(`casework.due.${hold?.kind ?? dueKind ?? status}`),
      on: due.on,
      date: format.date(due.on),
      words: t(`due.${due.state}`, { days: due.days }),
      overdue: due.state === 'overdue',
    },
    colleague: assignee && !mine ? assignee.name : null,
  };
}

/** The way back to the queue as it was filtered. */
export function queueLink(from: string, { t, paths }: Visit) {
  const filter = readTrail(from, () => true);
  return { text: t('layout.casework'), href: paths.casework(queryOf(filter)) };
}

const LINKED = [
  'maker',
  'approval',
  'answer',
  'question',
  'refusal',
  'hold',
  'trial',
  'trialAnswer',
  'trialEnd',
  'consent',
  'appeal',
  'partAppeal',
  'receipt',
  'message',
  'takeover',
  'give',
] as const;

/** Acts that have a page of their own, as links; the first is the one that is expected. */
export function actLinks(
  acts: ReadonlySet<CaseAct>,
  { request, from }: OpenCase,
  { t, paths }: Visit,
) {
  const { reference } = request;
  const hrefs: Record<(typeof LINKED)[number], string> = {
    maker: paths.caseMaker(reference, { from }),
    approval: paths.caseApproval(reference, { from }),
    answer: paths.caseAnswer(reference, { from }),
    question: paths.caseQuestion(reference, { from }),
    hold: paths.caseHold(reference, { from }),
    trial: paths.caseTrial(reference, { from }),
    trialAnswer: paths.caseTrialAnswer(reference, { from }),
    trialEnd: paths.caseTrialEnd(reference, { from }),
    partAppeal: paths.casePartAppeal(reference, { from }),
    message: paths.caseMessage(reference, { from }),
    refusal: paths.caseRefusal(reference, { from }),
    consent: paths.caseConsent(reference, { from }),
    appeal: paths.caseAppeal(reference, { from }),
    receipt: paths.caseReceipt(reference, { from }),
    takeover: paths.caseTakeover(reference, { from }),
    give: paths.caseHandover(reference, { from }),
  };
  // Nothing can be approved before somebody is to make it.
  const { making, need, offerId } = request;
  const toAppoint = making ? making.makerId === null : need !== null && offerId === null;
  const main = ['consent', 'appeal', 'partAppeal', 'trialAnswer', toAppoint ? 'maker' : 'approval'];
  return LINKED.filter((act) => acts.has(act)).map((act) => ({
    text: t(`casework.act.${act}`),
    href: hrefs[act],
    main: main.includes(act),
  }));
}

/** Everything that the page of a case shows. */
export function casePage(open: OpenCase, file: CaseFile, visit: Visit) {
  const { request, day } = open;
  const { t, format, lang } = visit;
  const hand = handOf(open, file);
  const checks = checkRows(file, request, visit);
  const { waiting } = hand;
  return {
    head: caseHead(open, file, visit),
    can: Object.fromEntries([...hand.acts].map((act) => [act, true])),
    links: actLinks(hand.acts, open, visit),
    barred: hand.barred && t(`requests.refused.${hand.barred}`),
    waiting:
      waiting &&
      t('casework.consent.waits', {
        name: waiting.decidedBy.name,
        date: format.dateTime(waiting.decidedAt),
      }),
    waitingNote: waiting?.note,
    person: personSection(file, day, visit),
    wishes: request.wishes,
    madeToOrder: request.making !== null,
    delivery: request.delivery,
    line: lineSection(file, visit),
    product: productSection(file, request, visit),
    money: moneySection(file, request, visit),
    checks,
    checkCounts: (['failed', 'unknown', 'relaxed', 'passed'] as const).map((result) => ({
      result,
      text: t(`casework.check.count.${result}`, {
        count: checks.filter((check) => check.result === result).length,
      }),
    })),
    earlier: earlierSection(file, request.officeId, visit),
    hold: holdSection(file, visit),
    rest: partSection(file, visit),
    questions: questionSection(file, visit),
    decisions: file.decisions.map((decision) => ({
      title: t(`casework.decision.${decision.kind}.${decision.state}`),
      made: t('casework.decision.made', {
        name: decision.decidedBy.name,
        date: format.dateTime(decision.decidedAt),
      }),
      second:
        decision.consentBy &&
        t(`casework.decision.second.${decision.state}`, {
          name: decision.consentBy,
          date: format.dateTime(decision.consentAt!),
        }),
      reason: decision.reason?.[lang],
      explanation: decision.explanation,
      explanationLang: file.person.language,
      note: decision.note,
    })),
    orders: file.orders.map((order) => ({
      title: t('casework.order.title', { number: order.number, supplier: order.supplier[lang] }),
      status: t(`casework.order.status.${order.status}`),
      placedOn: order.placedOn,
      deliverBy: order.deliverBy,
      dispatchedOn: order.dispatchedOn,
      dispatchNote: order.dispatchNote,
      misfit: order.misfitKind && t(`requests.outcome.${order.misfitKind}`),
      misfitNote: order.misfitNote,
    })),
    history: historySection(file, visit),
  };
}
