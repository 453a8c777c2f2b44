// Individual (IIN) and business (BIN) identification numbers: 12 digits, the last one a check digit.
// There is no rule against dates in the future: the demo people carry numbers that no living person
// can own (births in 1899 and 2099), so that none of them is ever somebody's.
import { isCalendarDate } from '../web/forms.ts';

/** Why a number cannot be right; each has a text that says how to mend it. */
export type NumberProblem = 'digits' | 'date' | 'kind' | 'checkDigit' | 'neverIssued';

export type IinCheck =
  | { valid: true; bornOn: string; sex: 'male' | 'female' }
  | { valid: false; problem: NumberProblem };
export type BinCheck = { valid: true } | { valid: false; problem: NumberProblem };

// Digit 7: the century of birth and the sex. 1 and 2: 1800s, 3 and 4: 1900s, 5 and 6: 2000s; odd: male.
const CENTURY: Record<string, string> = { 1: '18', 2: '18', 3: '19', 4: '19', 5: '20', 6: '20' };

/** Checks a person's number: date of birth, century and check digit. */
export function checkIin(iin: string): IinCheck {
  if (!/^\d{12}$/.test(iin)) return { valid: false, problem: 'digits' };
  const century = CENTURY[iin[6]!];
  if (!century) return { valid: false, problem: 'kind' };
  const bornOn = `${century}${iin.slice(0, 2)}-${iin.slice(2, 4)}-${iin.slice(4, 6)}`;
  if (!isCalendarDate(bornOn)) return { valid: false, problem: 'date' };
  const problem = checkDigitProblem(iin);
  if (problem) return { valid: false, problem };
  return { valid: true, bornOn, sex: Number(iin[6]) % 2 ? 'male' : 'female' };
}

/** Checks an organisation's number: month of registration, kind of entity and check digit. */
export function checkBin(bin: string): BinCheck {
  if (!/^\d{12}$/.test(bin)) return { valid: false, problem: 'digits' };
  const month = Number(bin.slice(2, 4));
  if (month < 1 || month > 12) return { valid: false, problem: 'date' };
  if (!/^\d{4}[456][0-3]/.test(bin)) return { valid: false, problem: 'kind' };
  const problem = checkDigitProblem(bin);
  return problem ? { valid: false, problem } : { valid: true };
}

/** As staff and people themselves see it: only the last four digits. */
export function maskIin(last4: string): string {
  return `•••• •••• ${last4}`;
}

const FIRST_PASS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND_PASS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

// A remainder of 10 in the first pass asks for the second; 10 again means that no such number is issued.
function checkDigitProblem(number: string): NumberProblem | null {
  const digits = Array.from(number, Number);
  const remainder = (weights: number[]) =>
    weights.reduce((sum, weight, index) => sum + weight * digits[index]!, 0) % 11;
  const first = remainder(FIRST_PASS);
  const expected = first === 10 ? remainder(SECOND_PASS) : first;
  if (expected === 10) return 'neverIssued';
  return expected === digits[11] ? null : 'checkDigit';
}
