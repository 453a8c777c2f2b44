import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface OwnRequest {
  reference: string;
  aidClass: Names;
  dueOn: string | null;
}

/** The reader's newest open requests, for the home page: at most three, in one query. */
export async function listOwnOpenRequests(db: Queryable, accountId: number): Promise<OwnRequest[]> {
  const rows: (Record<string, unknown> & { reference: string; due_on: string | null })[] = await db(
    'requests',
  )
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .where('applicants.account_id', accountId)
    .whereNotIn('requests.status', ['closed', 'withdrawn', 'expired'])
    .orderBy('requests.id', 'desc')
    .limit(3)
    .select(
      'requests.reference',
      'requests.due_on',
      'aid_classes.name_kk',
      'aid_classes.name_ru',
      'aid_classes.name_en',
    );
  return rows.map((row) => ({
    reference: row.reference,
    aidClass: namesOf(row),
    dueOn: row.due_on,
  }));
}
