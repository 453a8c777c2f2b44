// What people type into the forms of a request.
import { BadRequest } from '../web/errors.ts';
import {
  choice,
  optionalChoice,
  optionalText,
  readForm,
  text,
  ticked,
  wholeNumber,
  type Field,
  type Outcome,
} from '../web/forms.ts';
import { OUTCOMES } from './requests.ts';

const ID = { min: 1, max: 999_999_999 };

/** What every act carries beside its own fields: the version that was seen, and the key of this sending. */
export interface ActFields {
  version: number;
  key: string;
}

/** The hidden fields of an act. @throws BadRequest when they are not as our page wrote them */
export function readActFields(body: unknown): ActFields {
  const read = readForm({ version: wholeNumber({ missing: DAMAGED, ...ID }), key: key() }, body);
  return intact(read);
}

/** The hidden fields of a form that starts a request. @throws BadRequest */
export function readStart(body: unknown): { offer: number; key: string } {
  return intact(readForm({ offer: wholeNumber({ missing: DAMAGED, ...ID }), key: key() }, body));
}

/** The hidden fields of a form that starts a request for an aid that is to be made. @throws BadRequest */
export function readMaking(body: unknown): { entitlement: number; key: string } {
  const fields = { entitlement: wholeNumber({ missing: DAMAGED, ...ID }), key: key() };
  return intact(readForm(fields, body));
}

/** The offer that an address names. @throws BadRequest */
export function readOffer(query: unknown): number {
  return intact(readForm({ offer: wholeNumber({ missing: DAMAGED, ...ID }) }, query)).offer;
}

/** The sums that the check page showed: `price.coPayment`, the second empty while it is not set. */
export function readSeen(body: unknown): { price: number; coPayment: number | null } {
  const seen = text({ missing: DAMAGED, max: 40, pattern: /^\d{1,15}\.\d{0,15}$/ });
  const [price, coPayment] = intact(readForm({ seen }, body)).seen.split('.');
  return { price: Number(price), coPayment: coPayment ? Number(coPayment) : null };
}

/** The sums as `readSeen` reads them. */
export function writeSeen({ price, coPayment }: { price: number; coPayment: number | null }) {
  return `${price}.${coPayment ?? ''}`;
}

/** Which line of the programme the request is for. */
export function readEntitlement(body: unknown) {
  const missing = 'requests-pages.new.whichMissing';
  return readForm({ entitlement: wholeNumber({ missing, ...ID }) }, body);
}

const phone = {
  max: 40,
  pattern: /^\+?[\d\s()-]{5,}$/,
  wrong: 'requests-pages.draft.phoneWrong',
};

/** Where to deliver, what matters to the person and, where there is more than one piece, how many. */
export function readDraft(body: unknown, { pieces }: { pieces: number }) {
  const quantity: Field<number | undefined> =
    pieces > 1
      ? wholeNumber({ missing: 'requests-pages.draft.quantityMissing', min: 1, max: pieces })
      : () => undefined;
  return readForm(
    {
      quantity,
      deliveryAddress: text({
        missing: 'requests-pages.draft.addressMissing',
        max: 300,
        lines: true,
      }),
      deliveryPhone: optionalText(phone),
      deliveryNote: optionalText({ max: 300 }),
      wishes: optionalText({ max: 2000, lines: true }),
      guide: ticked(),
    },
    body,
  );
}

/** An answer to a question; where it is about sums, whether the person agrees. */
export function readAnswer(body: unknown, { aboutMoney }: { aboutMoney: boolean }) {
  const long = { max: 2000, lines: true };
  const answer: Field<string | null> = aboutMoney
    ? optionalText(long)
    : text({ missing: 'requests-pages.answer.missing', ...long });
  const agreed: Field<'yes' | 'no' | null> = aboutMoney
    ? choice(['yes', 'no'], { missing: 'requests-pages.answer.agreeMissing' })
    : () => null;
  return readForm({ agreed, answer }, body);
}

/** Why a request is withdrawn: one of the known reasons, or none. */
export function readWithdrawal(body: unknown, reasons: readonly string[]) {
  return readForm({ reason: optionalChoice(reasons) }, body);
}

/** The agreement to what is to be paid for another offer. */
export function readAgreement(body: unknown) {
  return readForm({ agreed: optionalChoice(['yes']) }, body);
}

/** The delivery code and how the aid is; what is wrong has to be said once something is chosen that is not well. */
export function readReceipt(body: { outcome?: unknown } | undefined) {
  const outcome = choice(OUTCOMES, { missing: 'requests-pages.receipt.outcomeMissing' });
  const wrong = OUTCOMES.some((one) => one !== 'fits' && one === body?.outcome);
  const problem = { max: 2000, lines: true };
  return readForm(
    {
      code: code(),
      outcome,
      problem: wrong
        ? (text({ missing: 'requests-pages.receipt.problemMissing', ...problem }) as Field<
            string | null
          >)
        : optionalText(problem),
    },
    body,
  );
}

// Six digits, however they are grouped.
function code(): Field<string> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return refuse('requests-pages.receipt.codeMissing');
    if (typeof raw !== 'string') return refuse('forms.repeated');
    const digits = raw.replace(/[\s\u00a0\u202f-]/g, '');
    if (digits === '') return refuse('requests-pages.receipt.codeMissing');
    return /^\d{6}$/.test(digits) ? digits : refuse('requests-pages.receipt.codeWrong');
  };
}

const DAMAGED = 'errors.badRequest.text';

function key(): Field<string> {
  return text({ missing: DAMAGED, max: 36, pattern: /^[0-9a-f-]{36}$/ });
}

function intact<T>(read: Outcome<T>): T {
  if ('problems' in read) throw new BadRequest(DAMAGED);
  return read.values;
}

/** Why the person does not agree with a refusal. */
export function readAppeal(body: unknown) {
  const missing = 'requests-pages.appeal.missing';
  return readForm({ note: text({ missing, max: 2000, lines: true }) }, body);
}
