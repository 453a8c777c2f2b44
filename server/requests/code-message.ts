import type { Queryable } from '../database.ts';
import { findMessageAbout } from '../notifications/inbox.ts';
import type { Visit } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';

/** Where the reader finds the delivery code: the message that brought it, else the inbox. */
export async function codeMessageHref(
  db: Queryable,
  { id: requestId }: AidRequest,
  { paths, reader }: Visit,
): Promise<string> {
  const kinds = [
    'order.dispatched',
    'order.handed_over',
    'order.remedied',
    'request.pool_supplied',
  ];
  const { accountId } = reader!;
  const message = await findMessageAbout(db, { accountId, requestId, kinds });
  return message ? paths.message(message) : paths.inbox();
}
