// Which records may be wrong, and who can change them. The schema knows the same words.

export const RECORDS = [
  'name',
  'birth_date',
  'disability_group',
  'programme_line',
  'address',
  'phone',
  'channel',
  'office',
  'measure',
  'event',
  'decision',
] as const;
export type RecordKind = (typeof RECORDS)[number];

/** Who holds a record: a register outside, the office with its case, or the portal itself. */
export type Owner = 'population_register' | 'medical_expertise' | 'case' | 'portal';

export const OWNERS: Record<RecordKind, Owner> = {
  name: 'population_register',
  birth_date: 'population_register',
  disability_group: 'medical_expertise',
  programme_line: 'medical_expertise',
  address: 'portal',
  phone: 'portal',
  channel: 'portal',
  office: 'portal',
  measure: 'case',
  event: 'case',
  decision: 'case',
};

/** Records that a register outside must correct. */
export function isOutside(record: RecordKind): boolean {
  return OWNERS[record] === 'population_register' || OWNERS[record] === 'medical_expertise';
}
