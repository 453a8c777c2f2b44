// The checks as rows: result, the facts that each looked at, the rule and its source.
import { dayOf } from '../calendar/today.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { Visit } from '../web/visit.ts';
import type { CaseFile } from './case-file.ts';

/** The facts that each check looked at, in a sentence. */
export function checkRows(file: CaseFile, request: AidRequest, visit: Visit) {
  const { t } = visit;
  const facts = checkFacts(file, request, visit);
  // What a maker makes has no offer: its price takes the offer's place.
  const byMaker = request.offerId === null && request.making !== null;
  const wordsOf = (key: string) => (byMaker && key === 'offer_in_force' ? 'maker_in_force' : key);
  const rows = file.checks.map(({ key, result, blocks, relaxedBy }) => ({
    name: t(`requests.check.${wordsOf(key)}.name`),
    result,
    resultText: t(`casework.check.${result}`),
    says: relaxedBy
      ? t('requests.check.relaxed', { name: relaxedBy.names[visit.lang] })
      : t(`requests.check.${wordsOf(key)}.${result}`),
    fact: facts[key],
    rule: t(`requests.check.${wordsOf(key)}.rule`),
    blocks: blocks && result === 'failed',
  }));
  return request.product ? [...rows, fitRow(file.fit, visit)] : rows;
}

// Beside the checks of the rules: whether it would suit the person. It never blocks.
function fitRow({ result, warnings }: CaseFile['fit'], { t }: Visit) {
  const facts = warnings.map(({ text, measured }) => [text, ...measured].join(' '));
  return {
    name: t('requests.check.fit.name'),
    result,
    resultText: t(`casework.check.${result}`),
    says: t(`requests.check.fit.${result}`),
    fact: facts.join(' '),
    rule: t('requests.check.fit.rule'),
    blocks: false,
  };
}

function checkFacts(
  { entitlement, programme, offer, sheet, snapshot, moneyToday, earlier }: CaseFile,
  request: AidRequest,
  { t, lang, format }: Visit,
): Record<string, string> {
  const { quantity, used, reserved, free } = entitlement;
  const money = (tiyn: number | null | undefined) =>
    tiyn === null || tiyn === undefined ? t('casework.money.notSet') : format.money(tiyn);
  const className = (code: string | undefined) =>
    (code && snapshot.classes.find(code)?.names[lang]) ?? '–';
  const region = snapshot.regions.find(({ code }) => code === request.applicant.regionCode);
  const supplier = request.supplier?.names[lang] ?? '–';
  const same = earlier.filter(({ aidClassCode }) => aidClassCode === request.aidClass.code);
  const received = same.find(({ status }) => status === 'received' || status === 'closed');
  const live = same.filter(({ status }) => !['received', 'closed', 'refused'].includes(status));
  const until = programme.validUntil;
  const submitted = request.submittedAt && dayOf(new Date(request.submittedAt));
  return {
    programme_valid: until
      ? t('casework.fact.validUntil', { number: programme.number, date: format.date(until) })
      : t('casework.fact.noEnd', { number: programme.number }),
    entitlement_free: t('casework.line.quantities', { quantity, used, reserved, free }),
    ordered_in_time: t('casework.fact.orderedInTime', {
      orderBy: format.date(entitlement.orderBy),
      submitted: submitted ? format.date(submitted) : '–',
    }),
    class_covered: t('casework.fact.classes', {
      line: entitlement.className[lang],
      product: className(request.product?.aidClassCode),
    }),
    offer_in_force: offer
      ? t('casework.fact.offer', { supplier, price: format.money(offer.price) })
      : supplier,
    region_served: region?.names[lang] ?? request.applicant.regionCode,
    supplier_admitted: supplier,
    amount_set: money(moneyToday?.guaranteed),
    price_unchanged: t('casework.fact.sums', {
      seen: money(request.money?.coPayment),
      today: money(moneyToday?.coPayment),
    }),
    certificate_valid: sheet?.certificate
      ? t('casework.fact.certificate', {
          number: sheet.certificate.number,
          date: sheet.certificate.validUntil ? format.date(sheet.certificate.validUntil) : '–',
        })
      : t('casework.notGiven'),
    replacement_term: received
      ? t('casework.fact.received', { date: format.date(received.since) })
      : t('casework.fact.noneReceived'),
    no_duplicate: t('casework.fact.live', { count: live.length }),
  };
}
