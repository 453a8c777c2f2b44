// Every route with the answer for everybody: the first column of access control (v5.0.0-8.1.1, 8.2.2).
// The records are those of `owner`, a demo applicant whom `seer` may watch over but not act for; what a
// POST gets is an empty form with the right token. `walk.test.ts` fails for a route that is not here.
import type { Walker } from '../support/walkers.ts';

export type Answers = Record<Walker, number>;

const NOBODY = {
  owner: 0,
  other: 0,
  seer: 0,
  representative: 0,
  caseworker: 0,
  elsewhere: 0,
  lead: 0,
  supplier: 0,
  rival: 0,
  administrator: 0,
};

/** Some get answers of their own, the rest another; a stranger is led to the sign-in page unless named. */
function of(own: Partial<Answers>, rest: number): Answers {
  const others = Object.keys(NOBODY).map((walker) => [walker, rest]);
  return { stranger: 303, ...NOBODY, ...Object.fromEntries(others), ...own };
}

const everybody = (status: number) => of({ stranger: status }, status);
const signedIn = (status: number) => of({}, status);
const administrator = (status: number) => of({ administrator: status }, 403);

export const matrix: Record<string, Answers> = {
  // Everybody
  'GET /healthz': everybody(200),
  'GET /readyz': everybody(200),
  'GET /files/pictures/:file': everybody(404),
  'GET /': everybody(303),
  'GET /:lang/': everybody(200),
  'GET /:lang/help': everybody(200),
  'GET /:lang/accessibility': everybody(200),
  'GET /:lang/privacy': everybody(200),
  'GET /:lang/cookies': everybody(200),
  'GET /:lang/aids': everybody(200),
  'GET /:lang/aids/families': everybody(200),
  'GET /:lang/aids/priority': everybody(200),
  'GET /:lang/aids/:slug': everybody(200),
  'GET /:lang/sign-in': of({ stranger: 200 }, 303),
  'POST /:lang/sign-in': everybody(422),
  'POST /:lang/sign-out': everybody(303),
  'GET /:lang/signed-out': everybody(200),

  // One's own
  'GET /:lang/account': signedIn(200),
  'GET /:lang/account/password': signedIn(200),
  'POST /:lang/account/password': signedIn(422),

  // Everybody
  'GET /:lang/display': everybody(200),
  'POST /:lang/display': everybody(422),
  'GET /:lang/register': of({ stranger: 200 }, 303),
  'POST /:lang/register': everybody(422),
  'GET /:lang/welcome': of({ owner: 200, other: 200 }, 403),

  // One's own
  'GET /:lang/account/details': signedIn(200),
  'GET /:lang/account/details/change': signedIn(200),
  'POST /:lang/account/details/change': signedIn(422),
  'GET /:lang/account/programme': of(
    { owner: 200, other: 200, seer: 200, representative: 200 },
    403,
  ),
  'GET /:lang/account/programme/:id': of(
    { owner: 200, other: 404, seer: 200, representative: 404 },
    403,
  ),
  'GET /:lang/account/messages': signedIn(200),
  'GET /:lang/account/messages/:id': of({ owner: 200 }, 404),

  // Requests: the person's own, or a ward's
  'GET /:lang/requests/new': of({ owner: 422, other: 422, seer: 422, representative: 422 }, 403),
  'POST /:lang/requests': of({ owner: 422, other: 422, seer: 422, representative: 422 }, 403),
  'GET /:lang/requests/:reference/draft': of({ owner: 200, seer: 403 }, 404),
  'POST /:lang/requests/:reference/draft': of({ owner: 422, seer: 403 }, 404),
  'GET /:lang/requests/:reference/deletion': of({ owner: 200, seer: 403 }, 404),
  'POST /:lang/requests/:reference/deletion': of({ owner: 422, seer: 403 }, 404),
  'GET /:lang/requests/:reference/check': of({ owner: 200, seer: 403 }, 404),
  'POST /:lang/requests/:reference/submission': of({ owner: 422, seer: 403 }, 404),
  'GET /:lang/requests/:reference/submission': of({ owner: 200, seer: 200 }, 404),
  'GET /:lang/requests/:reference/choice': of({ owner: 200, seer: 403 }, 404),
  'POST /:lang/requests/:reference/choice': of({ owner: 422, seer: 403 }, 404),
  'GET /:lang/requests/:reference/answer': of({ owner: 200, seer: 403 }, 404),
  'POST /:lang/requests/:reference/answer': of({ owner: 422, seer: 403 }, 404),
  'GET /:lang/requests/:reference/withdrawal': of({ owner: 200, seer: 403 }, 404),
  'POST /:lang/requests/:reference/withdrawal': of({ owner: 422, seer: 403 }, 404),
  'GET /:lang/requests/:reference/appeal': of({ owner: 409, seer: 403 }, 404),
  'POST /:lang/requests/:reference/appeal': of({ owner: 422, seer: 403 }, 404),
  'GET /:lang/requests/:reference/receipt': of({ owner: 409, seer: 403 }, 404),
  'POST /:lang/requests/:reference/receipt': of({ owner: 422, seer: 403 }, 404),
  'GET /:lang/requests': of({ owner: 200, other: 200, seer: 200, representative: 200 }, 403),
  'GET /:lang/requests/:reference': of({ owner: 200, seer: 200 }, 404),

  // Caseworkers: requests of their own office
  'GET /:lang/casework': of({ caseworker: 200, elsewhere: 200, lead: 200 }, 403),
  'GET /:lang/casework/next': of({ caseworker: 303, elsewhere: 303, lead: 303 }, 403),
  'GET /:lang/casework/requests/:reference': of(
    { caseworker: 200, elsewhere: 404, lead: 200 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/assignment': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/release': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/note': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'GET /:lang/casework/requests/:reference/takeover': of(
    { caseworker: 409, elsewhere: 404, lead: 409 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/takeover': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'GET /:lang/casework/requests/:reference/handover': of(
    { caseworker: 409, elsewhere: 404, lead: 200 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/handover': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'GET /:lang/casework/requests/:reference/question': of(
    { caseworker: 409, elsewhere: 404, lead: 409 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/question': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'GET /:lang/casework/requests/:reference/approval': of(
    { caseworker: 409, elsewhere: 404, lead: 409 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/approval': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'GET /:lang/casework/requests/:reference/consent': of(
    { caseworker: 409, elsewhere: 404, lead: 409 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/consent': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'GET /:lang/casework/requests/:reference/refusal': of(
    { caseworker: 409, elsewhere: 404, lead: 409 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/refusal': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'GET /:lang/casework/requests/:reference/appeal': of(
    { caseworker: 409, elsewhere: 404, lead: 409 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/appeal': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),
  'GET /:lang/casework/requests/:reference/receipt': of(
    { caseworker: 409, elsewhere: 404, lead: 409 },
    403,
  ),
  'POST /:lang/casework/requests/:reference/receipt': of(
    { caseworker: 422, elsewhere: 404, lead: 422 },
    403,
  ),

  // Suppliers: their own orders
  'GET /:lang/supplier': of({ supplier: 200, rival: 200 }, 403),
  'GET /:lang/supplier/orders/:number': of({ supplier: 200, rival: 404 }, 403),
  'GET /:lang/supplier/orders/:number/confirmation': of({ supplier: 200, rival: 404 }, 403),
  'POST /:lang/supplier/orders/:number/confirmation': of({ supplier: 422, rival: 404 }, 403),
  'GET /:lang/supplier/orders/:number/decline': of({ supplier: 200, rival: 404 }, 403),
  'POST /:lang/supplier/orders/:number/decline': of({ supplier: 422, rival: 404 }, 403),
  'GET /:lang/supplier/orders/:number/dispatch': of({ supplier: 200, rival: 404 }, 403),
  'POST /:lang/supplier/orders/:number/dispatch': of({ supplier: 422, rival: 404 }, 403),
  'GET /:lang/supplier/orders/:number/remedy': of({ supplier: 200, rival: 404 }, 403),
  'POST /:lang/supplier/orders/:number/remedy': of({ supplier: 422, rival: 404 }, 403),
  'GET /:lang/supplier/orders/:number/return': of({ supplier: 200, rival: 404 }, 403),
  'POST /:lang/supplier/orders/:number/return': of({ supplier: 422, rival: 404 }, 403),

  // Administrators
  'GET /:lang/admin': administrator(200),
  'GET /:lang/admin/aid-classes': administrator(200),
  'GET /:lang/admin/aid-classes/:code': administrator(200),
  'GET /:lang/admin/aid-classes/:code/edit': administrator(200),
  'POST /:lang/admin/aid-classes/:code/edit': administrator(422),
  'GET /:lang/admin/aid-classes/:code/attributes/new': administrator(200),
  'POST /:lang/admin/aid-classes/:code/attributes/new': administrator(422),
  'GET /:lang/admin/aid-classes/:code/attributes/:id': administrator(200),
  'POST /:lang/admin/aid-classes/:code/attributes/:id': administrator(422),
  'GET /:lang/admin/aid-classes/:code/attributes/:id/options/new': administrator(200),
  'POST /:lang/admin/aid-classes/:code/attributes/:id/options/new': administrator(422),
  'GET /:lang/admin/aid-classes/:code/attributes/:id/options/:option': administrator(200),
  'POST /:lang/admin/aid-classes/:code/attributes/:id/options/:option': administrator(422),
  'POST /:lang/admin/aid-classes/:code/attributes/:id/options/:option/removal': administrator(422),
  'GET /:lang/admin/amounts': administrator(200),
  'GET /:lang/admin/amounts/new': administrator(200),
  'POST /:lang/admin/amounts/new': administrator(422),
  'GET /:lang/admin/amounts/:code': administrator(200),
  'GET /:lang/admin/amounts/:id/correction': administrator(200),
  'POST /:lang/admin/amounts/:id/correction': administrator(422),
  'POST /:lang/admin/amounts/:id/removal': administrator(422),
  'GET /:lang/admin/terms': administrator(200),
  'GET /:lang/admin/terms/:id': administrator(200),
  'GET /:lang/admin/terms/:id/value': administrator(200),
  'POST /:lang/admin/terms/:id/value': administrator(422),
  'GET /:lang/admin/terms/:id/correction': administrator(200),
  'POST /:lang/admin/terms/:id/correction': administrator(422),
  'POST /:lang/admin/terms/:id/removal': administrator(422),
  'GET /:lang/admin/products': administrator(200),
  'GET /:lang/admin/products/new': administrator(200),
  'POST /:lang/admin/products/new': administrator(422),
  'GET /:lang/admin/products/:id': administrator(200),
  'GET /:lang/admin/products/:id/edit': administrator(200),
  'POST /:lang/admin/products/:id/edit': administrator(422),
  'GET /:lang/admin/products/:id/pictures': administrator(200),
  'POST /:lang/admin/products/:id/pictures': administrator(422),
  'POST /:lang/admin/products/:id/pictures/:picture/removal': administrator(303),
  'POST /:lang/admin/products/:id/submission': administrator(409),
  'POST /:lang/admin/products/:id/return': administrator(422),
  'POST /:lang/admin/products/:id/publication': administrator(303),
  'POST /:lang/admin/products/:id/withdrawal': administrator(409),
  'POST /:lang/admin/products/:id/reopening': administrator(409),
  'GET /:lang/admin/variants/new': administrator(422),
  'POST /:lang/admin/variants/new': administrator(422),
  'GET /:lang/admin/variants/:id': administrator(200),
  'POST /:lang/admin/variants/:id': administrator(422),
  'GET /:lang/admin/offers': administrator(200),
  'GET /:lang/admin/offers/new': administrator(200),
  'POST /:lang/admin/offers/new': administrator(422),
  'GET /:lang/admin/offers/:id': administrator(200),
  'GET /:lang/admin/offers/:id/edit': administrator(200),
  'POST /:lang/admin/offers/:id/edit': administrator(422),
  'POST /:lang/admin/offers/:id/availability': administrator(409),
  'GET /:lang/admin/offers/:id/replacement': administrator(200),
  'POST /:lang/admin/offers/:id/replacement': administrator(422),
  'POST /:lang/admin/offers/:id/submission': administrator(409),
  'POST /:lang/admin/offers/:id/return': administrator(422),
  'POST /:lang/admin/offers/:id/publication': administrator(303),
  'POST /:lang/admin/offers/:id/withdrawal': administrator(409),
  'POST /:lang/admin/offers/:id/reopening': administrator(409),
  'GET /:lang/admin/suppliers': administrator(200),
  'GET /:lang/admin/suppliers/new': administrator(200),
  'POST /:lang/admin/suppliers/new': administrator(422),
  'GET /:lang/admin/suppliers/:id': administrator(200),
  'GET /:lang/admin/suppliers/:id/edit': administrator(200),
  'POST /:lang/admin/suppliers/:id/edit': administrator(422),
  'GET /:lang/admin/suppliers/:id/standing': administrator(200),
  'POST /:lang/admin/suppliers/:id/standing': administrator(422),
  'GET /:lang/admin/offices': administrator(200),
  'GET /:lang/admin/offices/new': administrator(200),
  'POST /:lang/admin/offices/new': administrator(422),
  'GET /:lang/admin/offices/:id': administrator(200),
  'POST /:lang/admin/offices/:id': administrator(422),
  'GET /:lang/admin/people': administrator(200),
  'POST /:lang/admin/people': administrator(422),
  'GET /:lang/admin/people/:id': administrator(303),
  'POST /:lang/admin/people/:id/roles': administrator(303),
  'POST /:lang/admin/people/:id/revocation': administrator(303),
  'POST /:lang/admin/people/:id/status': administrator(303),
  'GET /:lang/admin/holidays': administrator(200),
  'GET /:lang/admin/holidays/new': administrator(200),
  'POST /:lang/admin/holidays/new': administrator(422),
  'GET /:lang/admin/holidays/:on': administrator(200),
  'POST /:lang/admin/holidays/:on': administrator(422),
  'POST /:lang/admin/holidays/:on/removal': administrator(422),
  'GET /:lang/admin/audit': administrator(200),
  'POST /:lang/admin/audit/check': administrator(303),
  'GET /:lang/admin/mail': administrator(200),
  'GET /:lang/admin/mail/:file': administrator(404),
};
