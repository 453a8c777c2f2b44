// The sections of a case, ready for the template: rows of words, nothing left to decide.
import { ageOn } from '../calendar/dates.ts';
import { technicalTables } from '../catalogue/product-page.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { Money } from '../requests/co-payment.ts';
import { toneOf } from '../requests/tones.ts';
import type { Visit } from '../web/visit.ts';
import type { CaseFile } from './case-file.ts';
import { placeNames } from './place.ts';

interface SummaryRow {
  key: { text: string };
  value: { text: string };
}

/** Who the person is and how to speak with them. */
export function personSection(
  { person, snapshot }: Pick<CaseFile, 'person' | 'snapshot'>,
  day: string,
  { t, lang, format }: Visit,
) {
  const region = snapshot.regions.find(({ code }) => code === person.regionCode);
  const rows = [
    row(t('casework.person.name'), person.name),
    row(
      t('casework.person.age'),
      t('casework.person.ageBorn', {
        age: ageOn(person.bornOn, day),
        date: format.date(person.bornOn),
      }),
    ),
    row(
      t('casework.person.place'),
      [
        ...placeNames(region?.names, person.settlement, lang),
        ...(person.urban ? [] : [t('casework.person.rural')]),
      ].join(', '),
    ),
    row(t('casework.person.group'), t(`casework.group.${person.group ?? 'none'}`)),
    row(
      t('casework.person.channel'),
      t('casework.person.channelIn', {
        channel: t(`casework.channel.${person.channel}`),
        language: t(`casework.language.${person.language}`),
      }),
    ),
    row(t('casework.person.phone'), person.phone ?? t('casework.notGiven')),
  ];
  return {
    rows,
    needs: person.needs.map((need) => t(`casework.need.${need}`)),
    representatives: person.representatives.map(({ name, kind, scope, phone }) =>
      t('casework.person.representedBy', {
        name,
        kind: t(`casework.representation.${kind}`),
        scope: t(`casework.scope.${scope}`),
        phone: phone ?? t('casework.notGiven'),
      }),
    ),
  };
}

/** The line of the programme under which the aid is asked for. */
export function lineSection(
  { entitlement, programme }: Pick<CaseFile, 'entitlement' | 'programme'>,
  { t, lang, format }: Visit,
): SummaryRow[] {
  const { quantity, used, reserved, free, orderBy, className } = entitlement;
  return [
    row(t('casework.line.number'), programme.number),
    row(
      t('casework.line.validUntil'),
      programme.validUntil ? format.date(programme.validUntil) : t('casework.line.noEnd'),
    ),
    row(t('casework.line.issuedBy'), `${programme.issuedBy}, ${format.date(programme.issuedOn)}`),
    row(t('casework.line.class'), className[lang]),
    row(
      t('casework.line.quantity'),
      t('casework.line.quantities', { quantity, used, reserved, free }),
    ),
    row(t('casework.line.orderBy'), format.date(orderBy)),
  ];
}

/** The chosen product against the line, its technical data and its offer. */
export function productSection(
  { offer, sheet, snapshot, entitlement, checks }: CaseFile,
  request: AidRequest,
  visit: Visit,
) {
  const { product } = request;
  if (!product) return null;
  const { t, lang, format } = visit;
  const covered = checks.find(({ key }) => key === 'class_covered')?.result === 'passed';
  const productClass = snapshot.classes.find(product.aidClassCode);
  const variant = sheet?.variants.find(({ id }) => id === offer?.variant.id);
  return {
    name: product.names[lang],
    slug: product.slug,
    covered,
    coverage: t(covered ? 'casework.product.covered' : 'casework.product.notCovered', {
      line: entitlement.className[lang],
      product: productClass?.names[lang] ?? product.aidClassCode,
    }),
    rows: [
      row(t('casework.product.variant'), product.variant[lang]),
      ...(offer
        ? [
            row(t('casework.product.article'), offer.variant.article),
            row(t('casework.product.maker'), offer.product.maker),
            row(
              t('casework.product.supplier'),
              `${offer.supplier.names[lang]}, ${offer.supplier.phone}`,
            ),
            row(t('casework.product.price'), format.money(offer.price)),
            row(
              t('casework.product.delivery'),
              t('casework.product.deliveryDays', { days: offer.deliveryDays }),
            ),
          ]
        : []),
      row(t('casework.product.quantity'), format.number(request.quantity)),
      row(t('casework.product.route'), t(`requests.route.${request.route}`)),
    ],
    data: sheet && variant ? technicalTables(sheet, variant, snapshot, visit).data : [],
  };
}

const SUMS = ['price', 'guaranteed', 'stateShare', 'coPayment'] as const;

/** The sums as the person saw them beside those of today; null while nothing is chosen. */
export function moneySection(
  { moneyToday }: Pick<CaseFile, 'moneyToday'>,
  { money, pricedOn }: Pick<AidRequest, 'money' | 'pricedOn'>,
  { t, format }: Visit,
) {
  if (!money) return null;
  const sum = (of: Money | null, name: (typeof SUMS)[number]) =>
    of === null || of[name] === null ? t('casework.money.notSet') : format.money(of[name]);
  return {
    pricedOn: format.date(pricedOn),
    differs: SUMS.some((name) => moneyToday?.[name] !== money[name]),
    rows: SUMS.map((name) => ({
      label: t(`casework.money.${name}`),
      seen: sum(money, name),
      today: sum(moneyToday, name),
      differs: moneyToday?.[name] !== money[name],
    })),
  };
}

/** What the person has already, and what is on its way. References lead on only within the office. */
export function earlierSection({ earlier }: CaseFile, officeId: number, { t, lang, paths }: Visit) {
  return earlier.map((aid) => ({
    name: aid.product?.[lang] ?? aid.aidClass[lang],
    aidClass: aid.aidClass[lang],
    reference: aid.reference,
    href: aid.officeId === officeId ? paths.caseFile(aid.reference) : null,
    status: { text: t(`requests.status.${aid.status}.tag`), tone: toneOf(aid.status) },
    since: aid.since,
  }));
}

/** Questions with their answers, as the office reads them. */
export function questionSection({ questions }: CaseFile, { t, format }: Visit) {
  return questions.map((question) => ({
    asked: t('casework.question.asked', {
      name: question.askedBy,
      date: format.date(question.askedAt),
    }),
    text: question.text,
    due: question.answeredAt
      ? null
      : t('casework.question.dueBy', { date: format.date(question.dueOn) }),
    answered:
      question.answeredAt &&
      t('casework.question.answered', {
        name: question.answeredBy ?? '',
        date: format.date(question.answeredAt),
      }),
    told: question.toldHow && t(`casework.answer.toldHow.${question.toldHow}`),
    agreed: question.agreed === null ? null : t(`casework.question.agreed.${question.agreed}`),
    answer: question.answer,
  }));
}

/** All facts, the newest first, those for colleagues marked. */
export function historySection({ events }: Pick<CaseFile, 'events'>, { t, lang, format }: Visit) {
  return events.map((event, at) => ({
    title: t(`requests.event.${event.kind}`),
    at: event.at,
    atText: format.dateTime(event.at),
    by: event.by
      ? t('casework.history.by', { name: event.by, role: t(`requests.role.${event.byRole}`) })
      : t(`requests.role.${event.byRole}`),
    reason: event.reason?.[lang],
    note: event.note,
    staffOnly: event.staffOnly,
    forPerson: event.kind === 'request.told',
    current: at === 0,
  }));
}

function row(key: string, value: string): SummaryRow {
  return { key: { text: key }, value: { text: value } };
}
