// One request as its page shows it, and as a line of the list.
import type { OwnApplicant, Relation } from '../applicants/access.ts';
import type { Office } from '../applicants/offices.ts';
import type { Holidays } from '../calendar/working-days.ts';
import type { Visit } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';
import { hasArrived } from './arrived.ts';
import type { Money } from './co-payment.ts';
import { holderOf } from './lifecycle.ts';
import type { OpenHold } from './holds.ts';
import type { OpenOrder } from './orders.ts';
import type { PartRefusal } from './part-refusals.ts';
import type { Decision, Event, Question } from './story.ts';
import { deliveryRows } from './summary.ts';
import { mayAppeal } from './appealing.ts';
import { appealOutcome, holdOf, partOf, whyRows } from './decision-words.ts';
import {
  actionsOf,
  chosenOf,
  explanationOf,
  nextDateOf,
  officeWords,
  statusOf,
  titleOf,
} from './words.ts';

interface Today {
  day: string;
  holidays: Holidays;
}

/** A request in the list: where it stands, and what is asked of the reader. */
export function lineOf(
  request: AidRequest,
  visit: Visit,
  { person, several, ...today }: Today & { person: OwnApplicant; several: boolean },
) {
  const { t, paths, format } = visit;
  const next = nextDateOf(request, visit, today);
  const [action] = person.relation === 'see' ? [] : actionsOf(request, visit, today.day);
  const since = request.submittedAt
    ? `${t('requests-pages.list.submitted')} ${format.date(request.submittedAt)}`
    : `${t('requests-pages.list.started')} ${format.date(request.startedAt)}`;
  return {
    anchor: `request-${request.id}`,
    reference: request.reference,
    href: paths.request(request.reference),
    classCode: chosenOf(request, visit).classCode,
    title: titleOf(request, visit),
    person: several ? person.name : null,
    ...statusOf(request, visit, person.relation),
    since,
    next,
    action: action && !action.quiet ? action : null,
  };
}

interface Known {
  request: AidRequest;
  relation: Relation;
  events: Event[];
  questions: Question[];
  decision: Decision | null;
  order: OpenOrder | null;
  office: Office | null;
  hold: OpenHold | null;
  /** What was not granted of it. */
  part: PartRefusal | null;
  /** What a draft would cost today. */
  money: Money | null;
  /** Where the delivery code is, while one is asked for. */
  codeHref: string | null;
}

/** Everything the page of a request says. */
export function requestPage(known: Known, visit: Visit, today: Today) {
  const { request, relation, office } = known;
  const { t, format } = visit;
  const mayAct = relation !== 'see';
  const next = nextDateOf(request, visit, today);
  const money = request.money ?? known.money;
  return {
    title: titleOf(request, visit),
    reference: request.reference,
    person: request.applicant.name,
    ...statusOf(request, visit, relation),
    seeOnly: !mayAct,
    next: next && {
      title: next.title,
      at: next.on,
      atText: next.date,
      text: next.distance,
      tone: next.overdue
        ? 'problem'
        : holderOf(request.status) === 'applicant'
          ? 'waiting'
          : 'info',
    },
    actions: mayAct ? actionsOf(request, visit, today.day) : [],
    codeHref: mayAct ? known.codeHref : null,
    experienceHref:
      mayAct && hasArrived(request) ? visit.paths.requestExperience(request.reference) : null,
    hold: holdOf(known.hold, visit),
    paused:
      request.decisionDaysLeft === null
        ? null
        : t('requests.paused', { days: request.decisionDaysLeft }),
    appealOutcome: appealOutcome(known.events, visit),
    decision: known.decision && decisionOf(known.decision, known, visit, today),
    chosen: { ...chosenOf(request, visit), linkText: t('requests-pages.openProduct') },
    sums: money,
    sumsOn: request.pricedOn
      ? t('requests-pages.moneyOn', { date: format.date(request.pricedOn) })
      : t('requests-pages.moneyToday'),
    delivery: [...orderRows(known.order, visit), ...deliveryRows(request, visit)],
    questions: known.questions.map((question) => questionOf(question, visit)),
    timeline: known.events.map((event, at) => eventOf(event, at === 0, visit)),
    contact: t('requests-pages.show.contactText', {
      reference: request.reference,
      ...officeWords(office, visit),
    }),
  };
}

function decisionOf(decision: Decision, known: Known, visit: Visit, { day }: Today) {
  const { request, relation, office } = known;
  const { t, lang, format, paths } = visit;
  const date = format.date(decision.decidedAt);
  const until = format.date(request.dueOn);
  const isOpen = mayAppeal(request, day);
  const appeal =
    request.status === 'refused' && request.dueOn
      ? isOpen
        ? t('requests-pages.show.appealText', { date: until, ...officeWords(office, visit) })
        : t('requests-pages.show.appealPast', { date: until })
      : null;
  return {
    text: t(`requests-pages.show.${known.part ? 'partlyApproved' : decision.kind}`, { date }),
    reason: decision.reason?.names[lang] ?? null,
    explanation: explanationOf(decision, visit),
    why: whyRows(decision.version, visit),
    part: known.part && partOf(known.part, known, visit, day),
    appeal,
    appealHref: isOpen && relation !== 'see' ? paths.requestAppeal(request.reference) : null,
  };
}

function questionOf(question: Question, { t, format }: Visit) {
  const { answeredAt, agreed } = question;
  return {
    ...question,
    asked: t('requests-pages.show.question', { date: format.date(question.askedAt) }),
    told: question.toldHow && t(`requests-pages.told.${question.toldHow}`),
    answered: answeredAt && t('requests-pages.show.answerText', { date: format.date(answeredAt) }),
    agreed:
      agreed === null
        ? null
        : t(agreed ? 'requests-pages.show.agreed' : 'requests-pages.show.disagreed'),
  };
}

// Words that stand elsewhere on the page are not said twice.
const SAID_ELSEWHERE = new Set([
  'request.question_asked',
  'request.money_question_asked',
  'request.answered',
  'request.refused',
  'request.approved',
  'request.commissioned',
  'request.partly_approved',
  'request.put_on_hold',
  'request.part_appeal_upheld',
  'request.part_appeal_rejected',
  'request.appeal_granted',
  'request.appeal_rejected',
]);

function eventOf(event: Event, isLast: boolean, { t, lang, format }: Visit) {
  const words = SAID_ELSEWHERE.has(event.kind)
    ? []
    : [event.reason?.names[lang], event.reason?.explanations[lang], event.note];
  return {
    title: t(`requests.event.${event.kind}`),
    at: event.at,
    atText: format.dateTime(event.at),
    by: t(`requests-pages.by.${event.byRole}`),
    text: words.filter(Boolean).join('. '),
    current: isLast,
  };
}

function orderRows(order: OpenOrder | null, { t, format }: Visit) {
  if (!order?.dispatchedOn) return [];
  const row = (key: string, text: string) => ({
    key: { text: t(`requests-pages.show.${key}`) },
    value: { text, classes: 'td-lines' },
  });
  return [
    row('dispatched', format.date(order.dispatchedOn)),
    ...(order.dispatchNote ? [row('dispatchNote', order.dispatchNote)] : []),
  ];
}
