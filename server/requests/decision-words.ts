// A decision as the person reads it: what was decided, the rule behind it, what can be sent, how to object.
import type { Relation } from '../applicants/access.ts';
import type { Visit } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';
import { mayAppealPart, type PartRefusal } from './part-refusals.ts';
import type { OpenHold } from './holds.ts';
import type { ReasonVersion } from './reasons.ts';
import type { Event } from './story.ts';

interface WhyRow {
  key: string;
  text: string;
  href: string | null;
}

/** The rule behind a decision as rows; none for what was decided before reasons had dates. */
export function whyRows(version: ReasonVersion | null, { t, lang }: Visit): WhyRow[] {
  if (!version) return [];
  const { rules, sources, sourceUrl, remedies, objections } = version;
  const row = (key: string, text: string | undefined, href: string | null = null) =>
    text === undefined ? [] : [{ key: t(`requests-pages.why.${key}`), text, href }];
  return [
    ...row('rule', rules?.[lang]),
    ...row('source', sources[lang], sourceUrl),
    ...row('remedy', remedies?.[lang]),
    ...row('objection', objections?.[lang]),
  ];
}

/** The part that was not granted, and what the person can do about it. */
export function partOf(
  part: PartRefusal,
  { request, relation }: { request: AidRequest; relation: Relation },
  visit: Visit,
  day: string,
) {
  const { t, format, paths } = visit;
  const { reference } = request;
  const late = part.state === 'stands' && !mayAppealPart(part, day);
  const clock = part.decideBy ?? part.appealUntil;
  const open = part.state === 'stands' || part.state === 'appealed';
  const may = relation !== 'see' && !late && open;
  return {
    granted: t('requests-pages.part.granted', { granted: part.granted, asked: part.asked }),
    explanation: part.explanation,
    why: whyRows(part.reason, visit),
    state: t(`requests-pages.part.state.${late ? 'late' : part.state}`, {
      date: clock ? format.date(clock) : '',
    }),
    outcome: part.outcome,
    action: may
      ? part.state === 'stands'
        ? { text: t('requests-pages.partAppeal.title'), href: paths.requestPartAppeal(reference) }
        : {
            text: t('requests-pages.appealWithdrawal.title'),
            href: paths.requestPartAppealWithdrawal(reference),
          }
      : null,
  };
}

/** What came of the person's appeal against a refusal; null while there was none or it waits. */
export function appealOutcome(events: readonly Event[], { t, format }: Visit) {
  const ended = events.find(({ kind }) => OUTCOMES.has(kind));
  if (!ended) return null;
  const result = ended.kind.replace('request.appeal_', '');
  return {
    text: t(`requests-pages.appealOutcome.${result}`, { date: format.date(ended.at) }),
    note: ended.note,
  };
}

const OUTCOMES = new Set([
  'request.appeal_granted',
  'request.appeal_rejected',
  'request.appeal_withdrawn',
]);

/** Why the office waits; null while it does not. */
export function holdOf(hold: OpenHold | null, { t, format }: Visit) {
  if (hold?.kind !== 'hold') return null; // a trial has a part of its own
  return {
    title: t('requests.hold.hold.tag'),
    sentence: hold.sentence,
    until: t('requests-pages.hold.until', { date: format.date(hold.untilOn) }),
  };
}
