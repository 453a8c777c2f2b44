// Addresses of the desks: caseworkers, suppliers, administrators.
import type { At, Query, ProductDesk, AdminList } from './at.ts';

/** Addresses of the desks: caseworkers, suppliers, administrators. */
export function deskPaths(at: At) {
  const caseFile = (reference: string, query?: Query) =>
    at(`/casework/requests/${reference}`, query);
  const casePart = (reference: string, part: string, query?: Query) =>
    at(`/casework/requests/${reference}/${part}`, query);
  const order = (number: string) => at(`/supplier/orders/${number}`);
  return {
    // Letters to post and calls to make, for those who chose them
    officeLetters: (query?: Query) => at('/casework/letters', query),
    officeLettersPrint: (query?: Query) => at('/casework/letters/print', query),
    officeLettersPosting: () => at('/casework/letters/posting'),
    officeCalls: (query?: Query) => at('/casework/calls', query),
    officeCall: (id: number) => at(`/casework/calls/${id}`),

    // The office's pool of used aids
    pool: (query?: Query) => at('/casework/pool', query),
    newPoolAid: () => at('/casework/pool/new'),
    poolAid: (id: number) => at(`/casework/pool/${id}`),
    poolAidAct: (id: number, act: 'inspection' | 'write-off') => at(`/casework/pool/${id}/${act}`),

    // The caseworker's desk; `from` is the filter of the queue that a case was opened from
    casework: (query?: Query) => at('/casework', query),
    nextCase: () => at('/casework/next'),
    caseFile,
    caseAssignment: (reference: string) => `${caseFile(reference)}/assignment`,
    caseRelease: (reference: string) => `${caseFile(reference)}/release`,
    caseTakeover: (reference: string, query?: Query) => casePart(reference, 'takeover', query),
    caseHandover: (reference: string, query?: Query) => casePart(reference, 'handover', query),
    caseQuestion: (reference: string, query?: Query) => casePart(reference, 'question', query),
    caseApproval: (reference: string, query?: Query) => casePart(reference, 'approval', query),
    caseRefusal: (reference: string, query?: Query) => casePart(reference, 'refusal', query),
    caseMaker: (reference: string, query?: Query) => casePart(reference, 'maker', query),
    inMaking: (query?: Query) => at('/casework/fittings', query), // aids that makers have in hand
    caseConsent: (reference: string, query?: Query) => casePart(reference, 'consent', query),
    caseAppeal: (reference: string, query?: Query) => casePart(reference, 'appeal', query),
    caseReceipt: (reference: string, query?: Query) => casePart(reference, 'receipt', query),
    caseEmergencyPapers: (reference: string) => `${caseFile(reference)}/emergency-papers`,
    casePool: (reference: string, act: 'offer' | 'answer' | 'withdrawal' | 'supply') =>
      `${caseFile(reference)}/pool-${act}`,
    caseLotApproval: (reference: string) => `${caseFile(reference)}/lot-approval`,
    caseNote: (reference: string) => `${caseFile(reference)}/note`,
    caseMessage: (reference: string, query?: Query) => casePart(reference, 'message', query),
    caseAnswer: (reference: string, query?: Query) => casePart(reference, 'answer', query),
    caseHold: (reference: string, query?: Query) => casePart(reference, 'hold', query),
    caseResumption: (reference: string) => `${caseFile(reference)}/resumption`,
    caseTrial: (reference: string, query?: Query) => casePart(reference, 'trial', query),
    caseTrialAnswer: (reference: string, query?: Query) =>
      casePart(reference, 'trial-answer', query),
    caseTrialEnd: (reference: string, query?: Query) => casePart(reference, 'trial-end', query),
    partAppeals: () => at('/casework/part-appeals'), // objections to parts that were not granted
    casePartAppeal: (reference: string, query?: Query) => casePart(reference, 'part-appeal', query),

    // Typing for a person who phones, writes or comes
    paperRequest: () => at('/paper-request'),
    assisted: () => at('/casework/assisted'),
    assistedEntry: (id: number) => at(`/casework/assisted/${id}`),
    assistedLine: (id: number, line: number, query?: Query) =>
      at(`/casework/assisted/${id}/lines/${line}`, query),
    assistedPart: (
      id: number,
      part: 'requests' | 'draft' | 'check' | 'submission' | 'scan' | 'deletion',
    ) => at(`/casework/assisted/${id}/${part}`),

    // The supplier's desk
    supplier: (query?: Query) => at('/supplier', query),
    order,
    orderConfirmation: (number: string) => `${order(number)}/confirmation`,
    orderAppointment: (number: string) => `${order(number)}/appointment`,
    orderAppointmentPart: (number: string, part: 'change' | 'outcome' | 'interpreter') =>
      `${order(number)}/appointment/${part}`,
    orderDecline: (number: string) => `${order(number)}/decline`,
    orderDispatch: (number: string) => `${order(number)}/dispatch`,
    orderRemedy: (number: string) => `${order(number)}/remedy`,
    orderReturn: (number: string) => `${order(number)}/return`,

    // Products at the two desks that propose and change them, and what waits to be reviewed
    deskProducts: (desk: ProductDesk, query?: Query) => at(`/${desk}/products`, query),
    deskProduct: (desk: ProductDesk, id: number | 'new', act?: string, query?: Query) =>
      at(`/${desk}/products/${id}${act ? `/${act}` : ''}`, query),
    reviews: (query?: Query) => at('/admin/review', query),
    review: (id: number, act?: string) => at(`/admin/review/${id}${act ? `/${act}` : ''}`),

    // Tables brought in and taken out, at both desks
    imports: (desk: ProductDesk, query?: Query) => at(`/${desk}/imports`, query),
    importTemplate: (desk: ProductDesk, query?: Query) => at(`/${desk}/imports/template`, query),
    importExport: (desk: ProductDesk, query?: Query) => at(`/${desk}/imports/export`, query),
    importOf: (desk: ProductDesk, id: number, query?: Query) => at(`/${desk}/imports/${id}`, query),
    importPart: (desk: ProductDesk, id: number, part: string) =>
      at(`/${desk}/imports/${id}/${part}`),

    // The administrator's desk
    admin: () => at('/admin'),
    adminJobs: () => at('/admin/jobs'), // what the portal does by itself
    adminEmergencies: () => at('/admin/emergencies'),
    adminEmergency: (id: number | 'new', act?: 'look' | 'end') =>
      at(`/admin/emergencies/${id}${act ? `/${act}` : ''}`),
    adminWords: (query?: Query) => at('/admin/words', query),
    adminWordsOf: (code: string) => at(`/admin/words/${code}`),
    adminWordsPart: (code: string, part: string) => at(`/admin/words/${code}/${part}`),
    adminExperiences: (query?: Query) => at('/admin/experiences', query),
    adminExperience: (id: number) => at(`/admin/experiences/${id}`),
    adminExperienceAct: (id: number, act: string) => at(`/admin/experiences/${id}/${act}`),
    adminList: (list: AdminList, query?: Query) => at(`/admin/${list}`, query),
    adminNew: (list: AdminList, query?: Query) => at(`/admin/${list}/new`, query),
    adminItem: (list: AdminList, id: string | number) => at(`/admin/${list}/${id}`),
    adminDead: (query?: Query) => at('/admin/outbox/dead', query),
    adminDeadAct: (id: number, act: 'replay' | 'letting-go') =>
      at(`/admin/outbox/dead/${id}/${act}`),
    adminReplay: () => at('/admin/outbox/dead/replay'),
    adminAct: (list: AdminList, id: string | number, act: string) =>
      at(`/admin/${list}/${id}/${act}`),
  };
}
