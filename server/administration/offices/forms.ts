import { text, ticked, type Values } from '../../web/forms.ts';
import { inThree, version } from '../../web/desk-fields.ts';
import { email, phone } from '../fields.ts';

export const officeFields = {
  version,
  region_code: text({ missing: 'administration.missing.region', max: 9, pattern: /^\d{9}$/ }),
  ...inThree('name', { max: 200 }),
  ...inThree('address', { max: 300 }),
  phone: text(phone),
  email: text(email),
  active: ticked(),
};
export type OfficeValues = Values<typeof officeFields>;
