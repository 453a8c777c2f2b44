// Every address of the portal. Templates and routes ask here, so that an address is written once.
import { LANGUAGES, type Lang } from './i18n/languages.ts';

type Query = Record<string, string | number | readonly string[] | null | undefined>;

/** The addresses in one language. Queries leave out what is empty. */
export type Paths = ReturnType<typeof pathsIn>;

export const paths: Record<Lang, Paths> = Object.fromEntries(
  LANGUAGES.map((lang) => [lang, pathsIn(lang)]),
) as Record<Lang, Paths>;

function pathsIn(lang: Lang) {
  const at = (path: string, query?: Query) => `/${lang}${path}${queryString(query)}`;
  const request = (reference: string) => at(`/requests/${reference}`);
  const caseFile = (reference: string, query?: Query) =>
    at(`/casework/requests/${reference}`, query);
  const casePart = (reference: string, part: string, query?: Query) =>
    at(`/casework/requests/${reference}/${part}`, query);
  const order = (number: string) => at(`/supplier/orders/${number}`);
  return {
    home: () => at('/'),

    // The catalogue
    aids: (query?: Query) => at('/aids', query),
    families: () => at('/aids/families'),
    aid: (slug: string, query?: Query) => at(`/aids/${slug}`, query),
    aidClass: (code: string) => at(`/aids/classes/${code}`), // a kind of aid in plain words
    video: (file: string) => `/files/videos/${file}`,
    aidExperiences: (slug: string, query?: Query) => at(`/aids/${slug}/experiences`, query),
    experienceFlag: (slug: string, id: number) => at(`/aids/${slug}/experiences/${id}/flag`),
    priorityAids: () => at('/aids/priority'), // the WHO list
    suggestions: (query?: Query) => at('/aids/suggestions', query),
    missing: (query?: Query) => at('/aids/missing', query),
    news: () => at('/aids/news.atom'),
    /** A photograph in one of the widths of `catalogue/picture-sizes.ts`. */
    picture: (file: string, width: PictureWidth) =>
      `/files/pictures/${file.replace(/\.[a-z]+$/, '')}-${width}.webp`,

    // Choosing: guided, measured, compared, kept
    guide: () => at('/guide'),
    guideFamily: (family: string) => at(`/guide/${family}`),
    guideQuestion: (family: string, question: string, query?: Query) =>
      at(`/guide/${family}/${question}`, query),
    guideResult: (family: string, query?: Query) => at(`/guide/${family}/result`, query),
    guideSheet: (family: string) => at(`/guide/${family}/sheet`), // to print for a therapist
    guideRegion: (family: string) => at(`/guide/${family}/region`),
    guideRestart: (family: string) => at(`/guide/${family}/restart`),
    measures: (query?: Query) => at('/measures', query),
    measureSheet: (family: string, query?: Query) => at(`/measures/${family}`, query),
    measurePaper: (family: string, query?: Query) => at(`/measures/${family}/paper`, query),
    measuresForgotten: () => at('/measures/deletion'), // a stranger's, before the visit ends
    compare: (query?: Query) => at('/compare', query),
    shortlist: (query?: Query) => at('/shortlist', query),
    shortlistItems: () => at('/shortlist/items'),
    shortlistItem: (variantId: number, act: 'note' | 'move' | 'removal') =>
      at(`/shortlist/items/${variantId}/${act}`),
    shortlistSharing: () => at('/shortlist/sharing'),
    shortlistSharingEnd: () => at('/shortlist/sharing/end'),
    shortlistOpening: () => at('/shortlist/opening'), // by the short code
    shortlistRemoval: () => at('/shortlist/removal'),
    sharedShortlist: (secret: string, query?: Query) => at(`/shortlist/${secret}`, query),
    sharedShortlistCopy: (secret: string) => at(`/shortlist/${secret}/copy`),

    // Words about the portal
    help: (query?: Query) => at('/help', query),
    accessibility: () => at('/accessibility'),
    privacy: () => at('/privacy'),
    cookies: () => at('/cookies'),
    openData: () => at('/open-data'),
    display: (query?: Query) => at('/display', query),

    // Coming and going
    signIn: (query?: Query) => at('/sign-in', query),
    signOut: () => at('/sign-out'),
    signedOut: () => at('/signed-out'),
    register: (query?: Query) => at('/register', query),
    welcome: (query?: Query) => at('/welcome', query),

    // Letters to post and calls to make, for those who chose them
    officeLetters: (query?: Query) => at('/casework/letters', query),
    officeLettersPrint: (query?: Query) => at('/casework/letters/print', query),
    officeLettersPosting: () => at('/casework/letters/posting'),
    officeCalls: (query?: Query) => at('/casework/calls', query),
    officeCall: (id: number) => at(`/casework/calls/${id}`),

    // Complaints about suppliers: the person's, the supplier's, the commission's
    requestComplaint: (reference: string) => `${request(reference)}/complaint`,
    complaint: (id: number) => at(`/complaints/${id}`),
    complaintWithdrawal: (id: number) => at(`/complaints/${id}/withdrawal`),
    caseComplaint: (reference: string) => `${caseFile(reference)}/complaint`,
    supplierComplaints: () => at('/supplier/complaints'),
    supplierComplaint: (id: number) => at(`/supplier/complaints/${id}`),
    commission: () => at('/commission'),
    commissionComplaint: (id: number, act?: 'vote' | 'decision') =>
      at(`/commission/${id}${act ? `/${act}` : ''}`),

    // Records that are wrong: the person's side, the office's
    corrections: () => at('/account/corrections'),
    newCorrection: (query?: Query) => at('/account/corrections/new', query),
    correction: (id: number) => at(`/account/corrections/${id}`),
    correctionWithdrawal: (id: number) => at(`/account/corrections/${id}/withdrawal`),
    caseworkCorrections: () => at('/casework/corrections'),
    caseworkCorrection: (id: number, act?: 'question' | 'interim' | 'outcome') =>
      at(`/casework/corrections/${id}${act ? `/${act}` : ''}`),

    // What nobody offers: asking for it, finding an offer, the administrators' digests
    need: (entitlementId: number) => at(`/account/programme/${entitlementId}/need`),
    caseSourcing: (reference: string) => `${caseFile(reference)}/sourcing`,
    adminNeeds: () => at('/admin/needs'),
    adminNeed: (id: number, part?: 'words') => at(`/admin/needs/${id}${part ? `/${part}` : ''}`),

    // An emergency: what to do, the short form, what came of it
    emergency: () => at('/emergency'),
    emergencyPaper: () => at('/emergency/paper'),
    emergencyForm: () => at('/emergency/form'),
    emergencyReport: (id: number) => at(`/emergency/reports/${id}`),
    caseworkEmergency: () => at('/casework/emergency'),
    caseworkEmergencyFor: (applicantId: number) => at(`/casework/emergency/people/${applicantId}`),
    caseworkEmergencyReport: (id: number) => at(`/casework/emergency/reports/${id}`),

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

    // The office's pool of used aids
    pool: (query?: Query) => at('/casework/pool', query),
    newPoolAid: () => at('/casework/pool/new'),
    poolAid: (id: number) => at(`/casework/pool/${id}`),
    poolAidAct: (id: number, act: 'inspection' | 'write-off') => at(`/casework/pool/${id}/${act}`),

    // How long requests take, for staff
    expectations: (query?: Query) => at('/casework/expectations', query),

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

    // What people have, after it arrived: their own page, the office's desk, the supplier's
    ownAids: (query?: Query) => at('/account/aids', query),
    ownAid: (id: number) => at(`/account/aids/${id}`),
    ownAidAct: (id: number, act: string) => at(`/account/aids/${id}/${act}`),
    careDesk: (query?: Query) => at('/casework/aftercare', query),
    deskAid: (id: number) => at(`/casework/aids/${id}`),
    deskAidAct: (id: number, act: string) => at(`/casework/aids/${id}/${act}`),
    supplierRepairs: () => at('/supplier/repairs'),
    supplierRepair: (id: number) => at(`/supplier/repairs/${id}`),
    supplierRepairAct: (id: number, act: string) => at(`/supplier/repairs/${id}/${act}`),

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

/** Where products are worked on: the administrator's desk and the supplier's. */
export type ProductDesk = 'admin' | 'supplier';

/** How wide a photograph is served. */
export type PictureWidth = 320 | 640 | 1024;

export type AdminList =
  | 'aid-classes'
  | 'amounts'
  | 'terms'
  | 'reasons'
  | 'guide'
  | 'products'
  | 'variants'
  | 'offers'
  | 'suppliers'
  | 'makers'
  | 'offices'
  | 'people'
  | 'holidays'
  | 'missing'
  | 'audit'
  | 'outbox'
  | 'templates'
  | 'mail';

function queryString(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? (value as readonly string[]) : [value as string];
    for (const one of values) {
      if (one !== undefined && one !== null && one !== '') search.append(name, one);
    }
  }
  const text = search.toString();
  return text && `?${text}`;
}
