// On the page of a case: whom the person would like as the maker, what they told, and all visits.
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import { particularRows } from '../requests/particulars-section.ts';
import { makersFor } from '../requests/makers.ts';
import type { Visit } from '../web/visit.ts';
import { countMissedBy } from './in-making.ts';
import { listAppointments } from './store.ts';
import { visitLines } from './visit-lines.ts';

/** What the panel needs of a case; the desk knows more. */
interface Ground {
  visit: Visit;
  open: { request: AidRequest; day: string };
}

export function makingCasePanel({ db }: Pick<Portal, 'db'>) {
  return async ({ visit, open: { request, day } }: Ground) => {
    if (request.route !== 'made_to_order') return null;
    const { t, lang } = visit;
    const row = (key: string, text: string) => ({
      key: { text: t(`made-to-order.row.${key}`) },
      value: { text },
    });
    const particulars = await particularRows(
      db.read,
      { requestId: request.id, aidClassCode: request.aidClass.code },
      visit,
    );
    const { supplier, making } = request;
    const missed = supplier && (await countMissedBy(db.read, [supplier.id])).get(supplier.id);
    return {
      place: 'details' as const,
      template: 'appointments/case-panel',
      values: {
        rows: [
          ...(making ? [row('wished', await wishedOf())] : []),
          row('maker', supplier?.names[lang] ?? t('made-to-order.row.none')),
          ...(particulars ?? []),
        ],
        missed: missed ? t('appointments.case.missedByMaker', { count: missed }) : null,
        visits: visitLines(await listAppointments(db.read, request.id), visit),
      },
    };

    async function wishedOf(): Promise<string> {
      const officeChooses = t('made-to-order.row.officeChooses');
      if (!making?.wishedMakerId) return officeChooses;
      const makers = await makersFor(db.read, {
        aidClassCode: request.aidClass.code,
        regionCode: request.applicant.regionCode,
        quantity: request.quantity,
        day,
      });
      return makers.find(({ id }) => id === making.wishedMakerId)?.names[lang] ?? officeChooses;
    }
  };
}
