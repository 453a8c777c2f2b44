import { EMAIL, iin, password, PHONE } from '../accounts/forms.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import { choice, date, optionalText, readForm, text, type Outcome } from '../web/forms.ts';
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
  const form = readForm(
    {
      iin: iin(),
      familyName: text({ missing: 'accounts.register.familyNameMissing', ...NAME }),
      givenName: text({ missing: 'accounts.register.givenNameMissing', ...NAME }),
      patronymic: optionalText(NAME),
      bornOn: date({ missing: 'accounts.register.bornOnMissing' }),
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
      password: password({ missing: 'accounts.password.newMissing' }),
      consent: choice(['yes'], { missing: 'accounts.register.consentMissing' }),
      'bornOn-day': optionalText(),
      'bornOn-month': optionalText(),
      'bornOn-year': optionalText(),
    },
    { ...body, bornOn: dateFrom(body) },
  );
  if ('problems' in form) return form;
  const { bornOn } = form.values;
  const key =
    bornOn > today ? 'inFuture' : bornOn > yearsBefore(today, YOUNGEST) ? 'tooYoung' : null;
  if (key) {
    const problem = { field: 'bornOn', key: `accounts.register.${key}`, values: { age: YOUNGEST } };
    return { problems: [problem], typed: form.typed };
  }
  const { area, ...values } = form.values;
  return { values: { ...values, urban: area === 'urban' }, typed: form.typed };
}

// Three boxes make one date; what is not a date goes through as typed and is refused as such.
function dateFrom(body: Record<string, unknown>): string {
  const piece = (name: string) => {
    const raw = body[`bornOn-${name}`];
    return typeof raw === 'string' ? raw.trim() : '';
  };
  const pieces = [piece('year'), piece('month').padStart(2, '0'), piece('day').padStart(2, '0')];
  return pieces.join('-') === '-00-00' ? '' : pieces.join('-');
}

function yearsBefore(today: string, years: number): string {
  return `${Number(today.slice(0, 4)) - years}${today.slice(4)}`;
}
