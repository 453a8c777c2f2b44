import { digitsOfIin, EMAIL, iin, password, PHONE } from '../accounts/forms.ts';
import { checkIin } from '../accounts/iin.ts';
import { problemOf } from '../accounts/password-problem.ts';
import { weaknessOf, type OwnData } from '../accounts/weak-passwords.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import {
  choice,
  isCalendarDate,
  optionalText,
  readForm,
  text,
  type Field,
  type Outcome,
  type Problem,
} from '../web/forms.ts';
import type { Registration } from './registration.ts';

/** Letters of any language, with the signs that stand inside names. */
const NAME = {
  max: 100,
  pattern: /^\p{L}[\p{L}\p{M} '’ʼ.-]*$/u,
  wrong: 'accounts.register.nameWrong',
};
/** Under this age a parent or guardian acts. */
const YOUNGEST = 14;

type Given = Omit<Registration, 'passwordHash'> & { password: string };

/** Reads the registration form. `regions` are the codes that have an office; `today` bounds the date of birth. */
export function readRegistration(
  body: Record<string, unknown>,
  { regions, today }: { regions: string[]; today: string },
): Outcome<Given> {
  const bornOn = dateFrom(body);
  const form = readForm(
    {
      iin: iin(),
      familyName: text({ missing: 'accounts.register.familyNameMissing', ...NAME }),
      givenName: text({ missing: 'accounts.register.givenNameMissing', ...NAME }),
      patronymic: optionalText(NAME),
      bornOn: birthDate({ today, iin: digitsOfIin(pieceOf(body, 'iin')) }),
      regionCode: choice(regions, { missing: 'accounts.register.regionMissing' }),
      settlement: text({ missing: 'accounts.register.settlementMissing', max: 200 }),
      area: choice(['urban', 'rural'], { missing: 'accounts.register.areaMissing' }),
      address: text({ missing: 'accounts.register.addressMissing', max: 300 }),
      phone: text({
        missing: 'accounts.register.phoneMissing',
        wrong: 'accounts.details.phoneWrong',
        ...PHONE,
      }),
      email: optionalText({ wrong: 'accounts.details.emailWrong', ...EMAIL }),
      language: choice(LANGUAGES, { missing: 'accounts.details.languageMissing' }),
      password: newPassword({ ...ownDataOf(body), bornOn }),
      consent: choice(['yes'], { missing: 'accounts.register.consentMissing' }),
      'bornOn-day': optionalText(),
      'bornOn-month': optionalText(),
      'bornOn-year': optionalText(),
    },
    { ...body, bornOn },
  );
  if ('problems' in form) return { ...form, problems: withPasswordAgain(form.problems) };
  const { area, ...values } = form.values;
  return { values: { ...values, urban: area === 'urban' }, typed: form.typed };
}

/** Adds that the password has to be typed again, for a page that never shows it. */
export function withPasswordAgain(problems: Problem[]): Problem[] {
  if (problems.some(({ field }) => field === 'password')) return problems;
  const before = problems.filter(({ field }) => field !== 'consent');
  const again = { field: 'password', key: 'accounts.password.again' };
  return [...before, again, ...problems.filter(({ field }) => field === 'consent')];
}

// The number holds the date, too: where the two disagree, one of them is mistyped.
function birthDate({ today, iin: number }: { today: string; iin: string }): Field<string> {
  return (raw, refuse) => {
    if (typeof raw !== 'string' || raw === '') return refuse('accounts.register.bornOnMissing');
    if (!isCalendarDate(raw)) return refuse('accounts.register.bornOnWrong');
    if (raw > today) return refuse('accounts.register.inFuture');
    const check = checkIin(number);
    if (check.valid && check.bornOn !== raw) return refuse('accounts.register.bornOnNotInIin');
    const tooYoung = raw > yearsBefore(today, YOUNGEST);
    return tooYoung ? refuse('accounts.register.tooYoung', { age: YOUNGEST }) : raw;
  };
}

// Looked at together with the other fields, so that all there is to mend is said at once.
function newPassword(own: OwnData): Field<string> {
  return (raw, refuse) => {
    const read = password({ missing: 'accounts.password.newMissing' })(raw, refuse);
    const weakness = typeof read === 'string' ? weaknessOf(read, own) : null;
    if (!weakness) return read;
    const { key, values } = problemOf('password', weakness);
    return refuse(key, values);
  };
}

function ownDataOf(body: Record<string, unknown>): OwnData {
  return {
    iin: digitsOfIin(pieceOf(body, 'iin')),
    names: ['familyName', 'givenName', 'patronymic'].map((name) => pieceOf(body, name)),
    email: pieceOf(body, 'email'),
    phone: pieceOf(body, 'phone'),
  };
}

function pieceOf(body: Record<string, unknown>, name: string): string {
  const raw = body[name];
  return typeof raw === 'string' ? raw.trim() : '';
}

// Three boxes make one date; what is not a date goes through as typed and is refused as such.
function dateFrom(body: Record<string, unknown>): string {
  const piece = (name: string) => pieceOf(body, `bornOn-${name}`);
  const pieces = [piece('year'), piece('month').padStart(2, '0'), piece('day').padStart(2, '0')];
  return pieces.join('-') === '-00-00' ? '' : pieces.join('-');
}

function yearsBefore(today: string, years: number): string {
  return `${Number(today.slice(0, 4)) - years}${today.slice(4)}`;
}
