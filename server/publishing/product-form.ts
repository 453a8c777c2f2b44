// The form of what a product says as a whole; its variants have forms of their own.
import type { Lang } from '../i18n/languages.ts';
import { LANGUAGES, type Names } from '../i18n/languages.ts';
import { creationKey, inThree, inThreeOrNone, version } from '../web/desk-fields.ts';
import {
  choice,
  optionalDate,
  optionalText,
  text,
  ticked,
  wholeNumber,
  type Field,
  type Typed,
  type Values,
} from '../web/forms.ts';
import { typedDay } from '../web/form-page.ts';
import type { ProductContent } from './content.ts';
import { COUNTRIES } from './countries.ts';

/** A draft may still lack its summaries and descriptions, never its names. */
export const headFields = {
  version,
  maker: text({ missing: 'administration.missing.maker', max: 200 }),
  ...inThree('name', { max: 160 }),
  ...orEmpty(inThreeOrNone('summary', { max: 400, lines: true })),
  ...orEmpty(inThreeOrNone('description', { max: 6000, lines: true })),
  made_to_order: ticked(),
  certificate_number: optionalText({ max: 60 }),
  certificate_valid_until: optionalDate(),
  origin: choice(COUNTRIES, { missing: 'administration.missing.origin' }),
  warranty_months: wholeNumber({
    missing: 'administration.missing.warranty_months',
    min: 0,
    max: 240,
  }),
};

/** A new product says its class too; later that is changed on a page of its own. */
export const newProductFields = {
  creation_key: creationKey,
  aid_class_code: text({ missing: 'publishing.missing.class', max: 20, pattern: /^[\w-]+$/ }),
  ...headFields,
};

type Head = Pick<
  ProductContent,
  | 'maker'
  | 'names'
  | 'summaries'
  | 'descriptions'
  | 'madeToOrder'
  | 'certificate'
  | 'origin'
  | 'warrantyMonths'
>;

/** What the form's values say. */
export function headFrom(values: Values<typeof headFields>): Head {
  const { certificate_number: number, certificate_valid_until: validUntil } = values;
  return {
    maker: values.maker,
    names: three(values, 'name'),
    summaries: three(values, 'summary'),
    descriptions: three(values, 'description'),
    madeToOrder: values.made_to_order,
    certificate: number ? { number, validUntil } : null,
    origin: values.origin,
    warrantyMonths: values.warranty_months,
  };
}

/** A content as the form's fields show it. */
export function typedHead(content: ProductContent): Typed {
  return {
    maker: content.maker,
    ...typedThree('name', content.names),
    ...typedThree('summary', content.summaries),
    ...typedThree('description', content.descriptions),
    made_to_order: content.madeToOrder ? 'yes' : '',
    certificate_number: content.certificate?.number ?? '',
    certificate_valid_until: typedDay(content.certificate?.validUntil ?? null),
    origin: content.origin,
    warranty_months: String(content.warrantyMonths),
  };
}

/** Names as three fields. */
export function typedThree(name: string, texts: Names): Typed {
  return Object.fromEntries(LANGUAGES.map((lang) => [`${name}_${lang}`, texts[lang]]));
}

/** Three fields as names. */
export function three(values: object, name: string): Names {
  const held = new Map(Object.entries(values));
  const of = (lang: Lang) => (held.get(`${name}_${lang}`) as string | null | undefined) ?? '';
  return { kk: of('kk'), ru: of('ru'), en: of('en') };
}

function orEmpty<F extends Record<string, Field<string | null>>>(
  fields: F,
): { [name in keyof F]: Field<string> } {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      ((raw, refuse) => field(raw, refuse) ?? '') satisfies Field<string>,
    ]),
  ) as { [name in keyof F]: Field<string> };
}
