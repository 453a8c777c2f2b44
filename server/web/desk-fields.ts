// Fields that the forms of the desks share.
import { LANGUAGES, type Lang } from '../i18n/languages.ts';
import { optionalText, type Field, type Problem } from './forms.ts';

type InThree<P extends string, T> = { [name in `${P}_kk` | `${P}_ru` | `${P}_en`]: Field<T> };

/** A text in each language: fields `{prefix}_kk`, `_ru`, `_en`, each of which says what is missing. */
export function inThree<P extends string>(
  prefix: P,
  { max = 200, lines = false }: { max?: number; lines?: boolean } = {},
): InThree<P, string> {
  const read = optionalText({ max, lines });
  const fields = LANGUAGES.map((lang): [string, Field<string>] => [
    `${prefix}_${lang}`,
    (raw, refuse) => {
      const value = read(raw, refuse);
      return value === null
        ? refuse('administration.missingText', { what: prefix, in: lang })
        : value;
    },
  ]);
  return Object.fromEntries(fields) as InThree<P, string>;
}

/** A text that is there in all languages or in none: `problemsOfThree` sees to that. */
export function inThreeOrNone<P extends string>(
  prefix: P,
  options: { max?: number; lines?: boolean } = {},
): InThree<P, string | null> {
  const field = optionalText({ max: 200, ...options });
  return Object.fromEntries(LANGUAGES.map((lang) => [`${prefix}_${lang}`, field])) as InThree<
    P,
    string | null
  >;
}

/** The languages still missing of a text that was begun. `what` names it in the message. */
export function problemsOfThree(
  values: Record<string, unknown>,
  prefix: string,
  what: string = prefix,
): Problem[] {
  const missing = LANGUAGES.filter((lang) => !values[`${prefix}_${lang}`]);
  if (missing.length === LANGUAGES.length) return [];
  return missing.map((lang) => ({
    field: `${prefix}_${lang}`,
    key: 'administration.missingText',
    values: { what, in: lang },
  }));
}

/** The state of the record that the form was opened with. */
export const version = optionalText({ max: 40, pattern: /^\w+$/ });

/** Makes a form that is sent twice one record. */
export const creationKey = optionalText({ max: 60, pattern: /^[\w-]+$/ });

/** A number with up to three decimals, in whole thousandths; null where nothing was typed. */
export const decimal: Field<number | null> = (raw, refuse) => {
  if (raw === undefined || raw === '') return null;
  if (typeof raw !== 'string') return refuse('forms.repeated');
  const match = /^(-?)(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(raw.replace(/[\s\u00a0\u202f]/g, ''));
  if (!match) return refuse('administration.notDecimal');
  const thousandths = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  return match[1] && thousandths ? -thousandths : thousandths;
};

/** Thousandths as they are typed in a language: 42500 → 42,5, in English 42.5. */
export function typedDecimal(thousandths: number, lang: Lang): string {
  const whole = Math.trunc(Math.abs(thousandths) / 1000);
  const rest = String(Math.abs(thousandths) % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${thousandths < 0 ? '-' : ''}${whole}${rest && `${lang === 'en' ? '.' : ','}${rest}`}`;
}
