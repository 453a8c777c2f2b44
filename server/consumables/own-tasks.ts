import type { OwnTasks } from '../accounts/own-tasks.ts';
import type { Queryable } from '../database.ts';
import { namesOf } from '../i18n/languages.ts';

/** On a person's own page: a lot that may be sent now. */
export function lotTasks(db: Queryable): OwnTasks {
  return async (applicantIds, today, { t, lang, paths }) => {
    const rows: (Record<string, unknown> & { applicant_id: number })[] = await db('consumable_lots')
      .join('consumable_plans', 'consumable_plans.id', 'consumable_lots.plan_id')
      .join('entitlements', 'entitlements.id', 'consumable_plans.entitlement_id')
      .join('aid_classes', 'aid_classes.code', 'entitlements.aid_class_code')
      .whereIn('consumable_plans.applicant_id', [...applicantIds])
      .where('consumable_lots.state', 'planned')
      .where('consumable_lots.opens_on', '<=', today)
      .orderBy('consumable_lots.opens_on')
      .limit(20)
      .select(
        'consumable_plans.applicant_id',
        'aid_classes.name_kk',
        'aid_classes.name_ru',
        'aid_classes.name_en',
      );
    return rows.map((row) => ({
      applicantId: row.applicant_id,
      href: paths.consumables(),
      text: t('consumables.task'),
      what: namesOf(row)[lang],
    }));
  };
}
