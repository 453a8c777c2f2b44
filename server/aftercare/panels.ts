// What aftercare brings to the pages of a request and of a case.
import type { Reader } from '../accounts/reader.ts';
import { aidName, aidsOf, aidsOfRequest, HELD } from '../aids/aids.ts';
import type { Database } from '../database.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { RequestPanel } from '../requests/panels.ts';
import type { Visit } from '../web/visit.ts';
import { tagOf } from './show-aid.ts';

/** On the person's page of a request: the way to the aid that it brought, and to its fit check. */
export function aidRequestPanel({ read }: Pick<Database, 'read'>): RequestPanel {
  return async ({ visit, request, relation }) => {
    if (!['received', 'closed', 'misfit'].includes(request.status)) return null;
    const aids = await aidsOfRequest(read, request.id);
    const aid = aids.find(({ applicantId }) => applicantId === request.applicant.id);
    if (!aid) return null;
    const asked = request.status === 'received' && relation !== 'see' && aid.state === 'in_use';
    return {
      place: 'now',
      template: 'aftercare/request-panel',
      values: {
        aidHref: visit.paths.ownAid(aid.id),
        fitHref: asked ? visit.paths.ownAidAct(aid.id, 'fit-check') : null,
      },
    };
  };
}

interface OfCase {
  request: AidRequest;
  reader: Reader;
}

/** On the page of a case: what the person has. */
export function aidCasePanel({ read }: Pick<Database, 'read'>) {
  return async ({ visit, open }: { visit: Visit; open: OfCase }) => {
    const { request, reader } = open;
    const aids = await aidsOf(read, [request.applicant.id]);
    if (aids.length === 0) return null;
    const { lang, paths, format } = visit;
    return {
      place: 'details' as const,
      template: 'aftercare/case-panel',
      values: {
        aids: aids.map((aid) => ({
          name: aidName(aid)[lang],
          // Another office's aid has its page there.
          href: aid.officeId === reader.officeId ? paths.deskAid(aid.id) : null,
          tag: tagOf(aid, visit),
          held: HELD.includes(aid.state),
          since: format.date(aid.receivedOn),
          replacement: aid.replacementFrom ? format.date(aid.replacementFrom) : null,
        })),
      },
    };
  };
}
