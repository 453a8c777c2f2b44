import type { Response } from 'express';
import type { SendPage } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';
import { statusOf } from './words.ts';

/** The request is no longer, or not yet, at this step: says where it is instead. */
export function notNow(page: SendPage, res: Response, request: AidRequest): void {
  const visit = visitOf(res);
  page(
    res,
    'requests/not-now',
    {
      title: visit.t('requests-pages.notNow.title'),
      sentence: statusOf(request, visit).sentence,
      reference: request.reference,
    },
    409,
  );
}
