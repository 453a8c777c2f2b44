// Programmes as their page shows them: each line with its date, and the one thing to do about it.
import type { ClassTree } from '../catalogue/catalogue.ts';
import type { Visit } from '../web/visit.ts';
import { daysLeft, reliefOn, whyNot, type Entitlement, type Programme } from './entitlements.ts';

interface Around {
  visit: Visit;
  classes: ClassTree;
  /** Classes that are made for one person. */
  madeToOrder: ReadonlySet<string>;
  day: string;
  mayAct: boolean;
}

/** The newest programme first; a line that must be ordered first stands first. */
export function programmeSections(
  programmes: Programme[],
  entitlements: Entitlement[],
  around: Around,
) {
  const { t } = around.visit;
  return programmes.map((programme) => ({
    ...programme,
    anchor: `programme-${programme.id}`,
    heading: t('entitlements.programme', { number: programme.number }),
    ended: programme.validUntil !== null && programme.validUntil < around.day,
    lines: entitlements
      .filter(({ programmeId }) => programmeId === programme.id)
      .map((entitlement) => lineOf(entitlement, around)),
  }));
}

function lineOf(entitlement: Entitlement, around: Around) {
  const { visit, day } = around;
  return {
    code: entitlement.aidClassCode,
    anchor: `line-${entitlement.id}`,
    name: entitlement.className[visit.lang],
    alt: entitlement.illustrationAlt[visit.lang],
    tag: tagOf(entitlement, visit, day),
    facts: factsOf(entitlement, visit),
    ...whatToDo(entitlement, around),
  };
}

// Days left in words: the colour only underlines them.
function tagOf(entitlement: Entitlement, { t }: Visit, day: string) {
  const { request } = entitlement;
  if (request) return { text: t(`requests.status.${request.status}.tag`), tone: 'info' };
  if (entitlement.free < 1) return { text: t('entitlements.allReceived'), tone: 'success' };
  const days = daysLeft(entitlement, day);
  if (days < 0) return { text: t('entitlements.datePassed'), tone: 'problem' };
  const tone = days <= 7 ? 'problem' : days <= 21 ? 'waiting' : 'neutral';
  return { text: t('entitlements.daysLeft', { days }), tone };
}

function factsOf(entitlement: Entitlement, { t, format }: Visit) {
  const { quantity, reserved, used, free } = entitlement;
  const amounts = Object.entries({ granted: quantity, reserved, used, free })
    .filter(([name, value]) => name === 'granted' || value > 0)
    .map(([name, value]) => ({ label: t(`entitlements.${name}`), value: format.number(value) }));
  return [
    ...amounts,
    { label: t('entitlements.notifiedOn'), value: format.date(entitlement.notifiedOn) },
    { label: t('entitlements.orderBy'), value: format.date(entitlement.orderBy) },
  ];
}

function whatToDo(entitlement: Entitlement, { visit, classes, madeToOrder, day, mayAct }: Around) {
  const { t, paths } = visit;
  const { request } = entitlement;
  const sentences: string[] = [];
  const why = whyNot(entitlement, day);
  if (request) {
    const draft = request.status === 'draft';
    const inTime = daysLeft(entitlement, day) >= 0;
    if (!draft && mayAct && entitlement.free > 0 && inTime) {
      sentences.push(t('entitlements.nextLater'));
    }
    const link = draft
      ? { text: t('entitlements.openDraft'), href: paths.requestDraft(request.reference) }
      : {
          text: t('entitlements.openRequest', { reference: request.reference }),
          href: paths.request(request.reference),
        };
    return draft && !mayAct ? { sentences } : { sentences, link };
  }
  if (why === 'entitlement-used') return { sentences: [t('entitlements.allReceivedText')] };
  if (why === 'order-by-passed') return { sentences: [t('entitlements.passedText')] };
  if (why) return { sentences };
  const lineage = classes.withAncestors(entitlement.aidClassCode);
  const isMade = lineage.some(({ code }) => madeToOrder.has(code));
  if (!isMade && classes.find(entitlement.aidClassCode)?.route === 'procurement') {
    const link = { text: t('needs.link'), href: paths.need(entitlement.id) };
    return { sentences: [t('entitlements.nothingOffered')], ...(mayAct && { link }) };
  }
  const relief = daysLeft(entitlement, day) < 0 ? reliefOn(entitlement, day) : null;
  if (relief) {
    sentences.push(
      t('entitlements.passedRelaxed', {
        name: relief.names[visit.lang],
        date: visit.format.date(relief.until),
      }),
    );
  }
  const button = { text: t('entitlements.choose'), href: paths.entitlement(entitlement.id) };
  return mayAct ? { sentences, button } : { sentences };
}
