// Addresses of the person whose programme and requests they are, and of those who help.
import { queryString, type At, type Query } from './at.ts';

/** Addresses of the person whose programme and requests they are, and of those who help. */
export function personPaths(at: At) {
  const request = (reference: string) => at(`/requests/${reference}`);
  return {
    // The person's own
    account: () => at('/account'),
    accountDetails: () => at('/account/details'),
    accountDetailsChange: () => at('/account/details/change'),
    accountPassword: () => at('/account/password'),
    ownMeasures: () => at('/account/measures'),
    measuresOfPerson: (id: number) => at(`/account/measures/${id}`),
    measuresOfVisit: (id: number) => at(`/account/measures/${id}/of-this-visit`),
    measuresDeletion: (id: number, query?: Query) => at(`/account/measures/${id}/deletion`, query),
    programme: (query?: Query) => at('/account/programme', query),
    entitlement: (id: number, query?: Query) => at(`/account/programme/${id}`, query),
    inbox: (query?: Query) => at('/account/messages', query),
    message: (id: number) => at(`/account/messages/${id}`),
    messageLetter: (id: number) => at(`/account/messages/${id}/letter`),
    messageChoices: () => at('/account/messages/choices'),

    // Papers that people sent, and the portal's own on paper
    ownPapers: (query?: Query) => at('/account/papers', query),
    document: (id: number) => at(`/documents/${id}`),
    documentFile: (id: number) => at(`/documents/${id}/file`),
    documentPreview: (id: number) => at(`/documents/${id}/preview`),
    documentDeletion: (id: number) => at(`/documents/${id}/deletion`),
    requestPapers: (reference: string) => `${request(reference)}/papers`,
    requestPdf: (reference: string, which: 'summary' | 'decision' | 'receipt') =>
      `${request(reference)}/${which}.pdf`,
    aidsPdf: () => at('/account/aids.pdf'),
    paperRequestPdf: () => at('/paper-request.pdf'),

    // What comes in lots
    consumables: () => at('/account/consumables'),
    consumablePlan: (id: number, act: 'lot' | 'skip' | 'change' | 'end') =>
      at(`/account/consumables/${id}/${act}`),

    requests: (query?: Query) => at('/requests', query),
    newRequest: (query?: Query) => at('/requests/new', query),
    request,
    requestDraft: (reference: string) => `${request(reference)}/draft`,
    requestDeletion: (reference: string) => `${request(reference)}/deletion`,
    makingRequests: () => at('/requests/made-to-order'), // without choosing a product
    requestParticulars: (reference: string) => `${request(reference)}/particulars`,
    requestMaker: (reference: string) => `${request(reference)}/maker`,
    requestAppointment: (reference: string) => `${request(reference)}/appointment`,
    requestAppointmentPart: (reference: string, part: 'change' | 'no-show' | 'calendar') =>
      `${request(reference)}/appointment/${part}`,
    requestCheck: (reference: string) => `${request(reference)}/check`,
    requestSubmission: (reference: string) => `${request(reference)}/submission`,
    requestAnswer: (reference: string) => `${request(reference)}/answer`,
    requestWithdrawal: (reference: string) => `${request(reference)}/withdrawal`,
    requestAppeal: (reference: string) => `${request(reference)}/appeal`,
    requestAppealWithdrawal: (reference: string) => `${request(reference)}/appeal/withdrawal`,
    requestPartAppeal: (reference: string) => `${request(reference)}/part-appeal`,
    requestPartAppealWithdrawal: (reference: string) =>
      `${request(reference)}/part-appeal/withdrawal`,
    requestTrial: (reference: string) => `${request(reference)}/trial`,
    requestChoice: (reference: string, query?: Query) =>
      `${request(reference)}/choice${queryString(query)}`,
    requestReceipt: (reference: string) => `${request(reference)}/receipt`,
    requestUsedAid: (reference: string) => `${request(reference)}/used-aid`,
    requestUsedOffer: (reference: string) => `${request(reference)}/used-offer`,
    requestRepeat: (reference: string) => `${request(reference)}/repeat`, // the rest in lots
    requestExperience: (reference: string) => `${request(reference)}/experience`,
    requestExperienceWithdrawal: (reference: string) =>
      `${request(reference)}/experience/withdrawal`,

    // Whom one represents, and by whom one is represented
    people: (query?: Query) => at('/account/people', query),
    newAsk: () => at('/account/people/new'),
    ownAsk: (id: number) => at(`/account/people/asks/${id}`),
    ownAskWithdrawal: (id: number) => at(`/account/people/asks/${id}/withdrawal`),
    personHelped: (id: number) => at(`/account/people/${id}`),
    personHelpedEnd: (id: number) => at(`/account/people/${id}/end`),
    personHelpedLog: (id: number, query?: Query) => at(`/account/people/${id}/log`, query),
    helpers: () => at('/account/helpers'),
    newHelper: () => at('/account/helpers/new'),
    helper: (id: number, query?: Query) => at(`/account/helpers/${id}`, query),
    helperEnd: (id: number) => at(`/account/helpers/${id}/end`),
    helperAskAnswer: (id: number) => at(`/account/helpers/asks/${id}/answer`),
    fileLog: (query?: Query) => at('/account/helpers/log', query),
    representationAsks: (query?: Query) => at('/casework/representations', query),
    newRepresentation: () => at('/casework/representations/new'),
    representationAsk: (id: number) => at(`/casework/representations/${id}`),
    representationAskAct: (id: number, act: 'acceptance' | 'refusal') =>
      at(`/casework/representations/${id}/${act}`),
    heldRepresentations: (query?: Query) => at('/casework/representations/held', query),
    heldRepresentation: (id: number) => at(`/casework/representations/held/${id}`),
    heldRepresentationEnd: (id: number) => at(`/casework/representations/held/${id}/end`),
  };
}
