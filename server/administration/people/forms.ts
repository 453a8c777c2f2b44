import { choice, optionalChoice, optionalText, text, type Values } from '../../web/forms.ts';
import { version } from '../../web/desk-fields.ts';

/** Roles that an administrator grants. Applicants and representatives come by registering. */
export const STAFF_ROLES = ['caseworker', 'lead_caseworker', 'supplier', 'administrator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

const reason = text({ missing: 'administration.missing.reason', min: 10, max: 500, lines: true });

export const searchFields = {
  q: text({ missing: 'administration.missing.person', min: 3, max: 100 }),
  reason,
};
export type PeopleSearch = Values<typeof searchFields>;

const recordId = optionalText({ max: 9, pattern: /^[1-9]\d*$/ });

export const grantFields = {
  role: choice(STAFF_ROLES, { missing: 'administration.missing.role' }),
  office: recordId,
  bin: optionalText({ max: 20 }),
};
export type Grant = Values<typeof grantFields>;

export const revocationFields = {
  role: choice(STAFF_ROLES, { missing: 'administration.missing.role' }),
};

export const statusFields = {
  version,
  status: choice(['active', 'disabled'], { missing: 'administration.missing.status' }),
  reason,
};
export type StatusChange = Values<typeof statusFields>;

export const staffFilter = {
  role: optionalChoice(STAFF_ROLES),
};
