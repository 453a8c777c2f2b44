import type { Office } from '../applicants/offices.ts';
import type { Block } from '../letters/letters.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { OpenOrder } from '../requests/orders.ts';
import type { requestPage } from '../requests/request-page.ts';
import type { Visit } from '../web/visit.ts';

/** What a sheet on a request is made from. */
export interface Ground {
  visit: Visit;
  request: AidRequest;
  order: OpenOrder | null;
  office: Office | null;
  at: Date;
  /** The request as its page shows it. */
  shown: ReturnType<typeof requestPage>;
  /** The person reads large print. */
  large: boolean;
}

/** A letter before it is set. */
export interface Sheet {
  title: string;
  blocks: Block[];
}
