import { checkBin } from '../../accounts/iin.ts';
import {
  choice,
  choices,
  date,
  optionalDate,
  text,
  type Field,
  type Problem,
  type Values,
} from '../../web/forms.ts';
import { inThree, version } from '../../web/desk-fields.ts';
import { email, phone } from '../fields.ts';

export const SUPPLIER_STATUSES = ['admitted', 'suspended', 'removed'] as const;

const bin: Field<string> = (raw, refuse) => {
  const missing = 'administration.missing.bin';
  const read = text({ missing, max: 20 })(raw, refuse);
  if (typeof read !== 'string') return read;
  const digits = read.replace(/[\s-]/g, '');
  const check = checkBin(digits);
  return check.valid ? digits : refuse(`administration.wrong.bin.${check.problem}`);
};

/** The form of a supplier; regions are checked against those that there are. */
export function supplierFields(regionCodes: readonly string[]) {
  return {
    version,
    bin,
    ...inThree('name', { max: 200 }),
    ...inThree('address', { max: 300 }),
    phone: text(phone),
    email: text(email),
    regions: choices(regionCodes),
    admitted_on: date({ missing: 'administration.missing.admitted_on' }),
    admitted_until: optionalDate(),
  };
}
export type SupplierValues = Values<ReturnType<typeof supplierFields>>;

/** What no single field can know. */
export function supplierProblems({ regions, admitted_on, admitted_until }: SupplierValues) {
  const problems: Problem[] = [];
  if (!regions.length) {
    problems.push({ field: 'regions', key: 'administration.missing.regions' });
  }
  if (admitted_until && admitted_until < admitted_on) {
    problems.push({ field: 'admitted_until', key: 'administration.wrong.untilBeforeFrom' });
  }
  return problems;
}

export const standingFields = {
  version,
  status: choice(SUPPLIER_STATUSES, { missing: 'administration.missing.status' }),
  reason: text({ missing: 'administration.missing.reason', min: 10, max: 500, lines: true }),
};
export type Standing = Values<typeof standingFields>;
