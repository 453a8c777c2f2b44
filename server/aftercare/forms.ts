// What people type about an aid that they have.
import { CONDITIONS } from '../aids/aids.ts';
import { BadRequest } from '../web/errors.ts';
import {
  choice,
  optionalChoice,
  optionalText,
  optionalWholeNumber,
  readForm,
  text,
  wholeNumber,
  type Field,
  type Outcome,
} from '../web/forms.ts';
import { DOES, FITS, HURTS, USES } from './fit-rules.ts';
import { RETURN_OUTCOMES, RETURN_REASONS, RETURN_WAYS } from './returns.ts';
import { TOLD_MOVES, type RepairMove } from './repair-rules.ts';
import { TOLD, type Told } from './scene.ts';

const ID = { min: 1, max: 999_999_999 };
const LONG = { max: 2000, lines: true };
const DAMAGED = 'errors.badRequest.text';
const YES_NO = ['yes', 'no'] as const;
const words = (missing: string) => text({ missing, ...LONG });

/** The hidden fields of an act: the version that was seen, and the key of this sending. @throws BadRequest */
export function readHidden(body: unknown): { version: number; key: string } {
  const read = readForm(
    {
      version: wholeNumber({ missing: DAMAGED, ...ID }),
      key: text({ missing: DAMAGED, max: 60, pattern: /^[\w-]{8,60}$/ }),
    },
    body,
  );
  if ('problems' in read) throw new BadRequest(DAMAGED);
  return read.values;
}

/** At the office's desk: how the person told it. A family's own form has no such field. */
export function toldField(office: boolean): Field<Told | null> {
  return office ? choice(TOLD, { missing: 'aftercare.missing.told' }) : () => null;
}

/** The answers to a fit check. What is wrong is asked in words too. */
export function readFit(body: unknown, office: boolean) {
  return readForm(
    {
      told: toldField(office),
      fits: choice(FITS, { missing: 'aftercare.missing.fits' }),
      does: choice(DOES, { missing: 'aftercare.missing.does' }),
      hurts: choice(HURTS, { missing: 'aftercare.missing.hurts' }),
      uses: choice(USES, { missing: 'aftercare.missing.uses' }),
      words: optionalText(LONG),
    },
    body,
  );
}

/** A fault. */
export function readFault(body: unknown, office: boolean, kinds: readonly string[]) {
  return readForm(
    {
      told: toldField(office),
      fault: choice(kinds, { missing: 'aftercare.missing.fault' }),
      words: words('aftercare.missing.faultWords'),
      safe: choice(YES_NO, { missing: 'aftercare.missing.safe' }),
      loan: choice(YES_NO, { missing: 'aftercare.missing.loan' }),
    },
    body,
  );
}

/** One step of a repair. Where the office writes down the person's word, it says how that was told. */
export function readMove(body: unknown, office: boolean, moves: readonly RepairMove[]) {
  const read = readForm(
    {
      told: optionalTold(office),
      move: choice(moves, { missing: 'aftercare.missing.move' }),
      words: optionalText(LONG),
    },
    body,
  );
  if (office && 'values' in read && TOLD_MOVES.includes(read.values.move) && !read.values.told) {
    return {
      problems: [{ field: 'told', key: 'aftercare.missing.told' }],
      typed: read.typed,
    };
  }
  return read;
}

/** An aid that comes back. Where it is to be picked up must be said. */
export function readReturn(body: unknown, office: boolean) {
  const read = readForm(
    {
      told: toldField(office),
      reason: choice(RETURN_REASONS, { missing: 'aftercare.missing.returnReason' }),
      condition: choice(CONDITIONS, { missing: 'aftercare.missing.condition' }),
      way: choice(RETURN_WAYS, { missing: 'aftercare.missing.way' }),
      words: optionalText(LONG),
    },
    body,
  );
  if ('values' in read && read.values.way === 'pick_up' && !read.values.words) {
    const problems = [{ field: 'words', key: 'aftercare.missing.where' }];
    return { problems, typed: read.typed };
  }
  return read;
}

/** An aid that the office took. */
export function readTaken(body: unknown) {
  return readForm(
    {
      condition: choice(CONDITIONS, { missing: 'aftercare.missing.condition' }),
      outcome: choice(RETURN_OUTCOMES, { missing: 'aftercare.missing.returnOutcome' }),
    },
    body,
  );
}

/** Why an aid should be replaced early. */
export function readEarly(body: unknown, office: boolean, reasons: readonly string[]) {
  return readForm(
    {
      told: toldField(office),
      reason: choice(reasons, { missing: 'aftercare.missing.earlyReason' }),
      words: words('aftercare.missing.earlyWords'),
    },
    body,
  );
}

/** The reason that a link to the form names; null: none of the list. */
export function readReason(query: unknown, reasons: readonly string[]): string | null {
  const read = readForm({ reason: optionalChoice(reasons) }, query);
  return 'values' in read ? read.values.reason : null;
}

/** The decision on it. A refusal has its reason in words. */
export function readEarlyDecision(
  body: unknown,
): Outcome<{ granted: boolean; words: string | null }> {
  const read = readForm(
    {
      decision: choice(['granted', 'refused'], { missing: 'aftercare.missing.decision' }),
      words: optionalText(LONG),
    },
    body,
  );
  if ('problems' in read) return read;
  const { decision, words: said } = read.values;
  if (decision === 'refused' && !said) {
    return {
      problems: [{ field: 'words', key: 'aftercare.missing.refusalWords' }],
      typed: read.typed,
    };
  }
  return { values: { granted: decision === 'granted', words: said }, typed: read.typed };
}

/** What came of a talk. */
export function readTalk(body: unknown) {
  return readForm(
    {
      result: choice(['settled', 'misfit'], { missing: 'aftercare.missing.talkResult' }),
      words: words('aftercare.missing.talkWords'),
    },
    body,
  );
}

/** What is lent: one of the pool, or in the supplier's words. */
export function readLoan(body: unknown) {
  return readForm({ loan: optionalWholeNumber(ID), words: optionalText(LONG) }, body);
}

/** At the office's desk: how the person said that they take it back. */
export function readTaking(body: unknown, office: boolean) {
  return readForm({ told: toldField(office) }, body);
}

/** What is taken back of what was announced or asked. */
export function readWithdrawal(body: unknown) {
  return readForm(
    {
      what: choice(['return', 'early'], { missing: DAMAGED }),
    },
    body,
  );
}

function optionalTold(office: boolean): Field<Told | null> {
  return (raw, refuse) => {
    if (!office || raw === undefined || raw === '') return null;
    return TOLD.includes(raw as Told) ? (raw as Told) : refuse('aftercare.missing.told');
  };
}
