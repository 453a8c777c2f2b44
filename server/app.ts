// Everything a request passes, in order. Start reading here; then `paths.ts`, then a domain's folder.
import compression from 'compression';
import express, { Router, type Express } from 'express';
import { makingCasePanel } from './appointments/case-panel.ts';
import { makingTasks } from './appointments/desk-routes.ts';
import { makersPanel } from './appointments/order-panel.ts';
import { visitTasks } from './appointments/own-tasks.ts';
import { makingPanel } from './appointments/request-panel.ts';
import { appointmentRoutes } from './appointments/routes.ts';
import { representationTasks } from './representations/desk-tasks.ts';
import { representationRoutes } from './representations/routes.ts';
import {
  correctionCasePanel,
  correctionRequestPanel,
  correctionTasks,
} from './corrections/panels.ts';
import { correctionRoutes } from './corrections/routes.ts';
import { trialPanel } from './trials/panel.ts';
import { trialRoutes } from './trials/routes.ts';
import {
  commissionTasks,
  complaintCasePanel,
  complaintOrderPanel,
  complaintRequestPanel,
  supplierComplaintTasks,
} from './complaints/panels.ts';
import { complaintRoutes } from './complaints/routes.ts';
import { emergencyDesk } from './emergencies/desk.ts';
import { emergencyCasePanel, emergencyRequestPanel } from './emergencies/panels.ts';
import { lostTasks } from './needs/desk-tasks.ts';
import { needCasePanel, needDesk, needRequestPanel, sourcingCasePanel } from './needs/panels.ts';
import { emergencyRoutes } from './emergencies/routes.ts';
import { needRoutes } from './needs/routes.ts';
import { assistedTasks } from './assisted/desk-tasks.ts';
import { assistedCasePanel, assistedPanel } from './assisted/panels.ts';
import { assistedRoutes } from './assisted/routes.ts';
import { aidCasePanel, aidRequestPanel } from './aftercare/panels.ts';
import { aftercareRoutes } from './aftercare/routes.ts';
import { careTasks, officeCareTasks, supplierCareTasks } from './aftercare/tasks.ts';
import { poolPanel } from './pool/case-panel.ts';
import { poolTasks } from './pool/desk-tasks.ts';
import { checkUsed, requestOffer } from './pool/request-panels.ts';
import { poolRoutes } from './pool/routes.ts';
import { lotApproval, planPanel } from './consumables/case-panel.ts';
import { lotTasks } from './consumables/own-tasks.ts';
import { checkLots, requestLots } from './consumables/request-panel.ts';
import { consumableRoutes } from './consumables/routes.ts';
import { expectationRoutes } from './expectations/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { documentAccesses } from './operations/document-accesses.ts';
import { papersCasePanel, papersPanel } from './papers/panels.ts';
import { paperRoutes } from './papers/routes.ts';
import { accountRoutes } from './accounts/routes.ts';
import type { DeskTasks } from './accounts/desk-tasks.ts';
import { sessions } from './accounts/sessions.ts';
import { startVisit } from './accounts/start-visit.ts';
import { adminRoutes } from './administration/routes.ts';
import { applicantRoutes } from './applicants/routes.ts';
import { pictureRoutes } from './catalogue/pictures.ts';
import { classWordsPanel } from './catalogue/class-words-panel.ts';
import { classWordsRoutes } from './catalogue/class-words-routes.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { videoRoutes } from './catalogue/videos.ts';
import type { CasePanel } from './casework/panels.ts';
import { partAppealTasks } from './casework/part-appeal-routes.ts';
import { caseworkRoutes } from './casework/routes.ts';
import { trialCasePanel } from './casework/trial-routes.ts';
import { entitlementRoutes } from './entitlements/routes.ts';
import { expectationTasks } from './expectations/desk-tasks.ts';
import { productExpectations } from './expectations/product-panel.ts';
import { checkExpectations, requestExpectations } from './expectations/request-panel.ts';
import { experiencesPanel } from './experiences/panel.ts';
import { experienceRoutes } from './experiences/routes.ts';
import { guidePanel } from './guide/guide.ts';
import { guideRoutes } from './guide/routes.ts';
import { importRoutes } from './imports/routes.ts';
import { informationRoutes } from './information/routes.ts';
import { LANGUAGES } from './i18n/languages.ts';
import { familiesOf } from './measures/measures.ts';
import { mailroomTasks } from './mailroom/desk-tasks.ts';
import { mailroomRoutes } from './mailroom/routes.ts';
import { measureTasks } from './measures/own-tasks.ts';
import { dimensionPanel } from './measures/product-panel.ts';
import { measureRoutes } from './measures/routes.ts';
import { inboxRoutes } from './notifications/routes.ts';
import { healthRoutes } from './operations/health.ts';
import { jobRoutes, jobTasks } from './operations/job-routes.ts';
import { requestLog } from './operations/request-log.ts';
import { openDataPage } from './open-data/page.ts';
import { productDataPanel } from './open-data/product-data.ts';
import { openDataRoutes } from './open-data/routes.ts';
import type { Portal } from './portal.ts';
import { publishingRoutes } from './publishing/routes.ts';
import type { RequestPanel } from './requests/panels.ts';
import { requestRoutes } from './requests/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { shortlistPanel } from './shortlists/product-panel.ts';
import { shortlistRoutes } from './shortlists/routes.ts';
import type { OrderPanel } from './suppliers/panels.ts';
import { supplierRoutes } from './suppliers/routes.ts';
import type { Assets } from './web/assets.ts';
import { checkCsrf, sameOriginOnly } from './web/csrf.ts';
import { knownMethodsOnly, soundAddressOnly } from './web/edge.ts';
import { errorPages, noSuchPage } from './web/error-pages.ts';
import { securityHeaders } from './web/headers.ts';
import { startAnonymousVisit, toOwnLanguage } from './web/visit.ts';

// Kinds of aids that have a guide and a measuring sheet.
const familyOfClass = (code: string) => familiesOf(code)[0] ?? null;

export function createApp(portal: Portal, assets: Assets): Express {
  const { config, db, clock, texts, log, page } = portal;
  const secure = config.publicUrl.startsWith('https://');

  // What slices bring to the pages of others.
  const checkPanels: RequestPanel[] = [checkExpectations(portal), checkLots(portal), checkUsed]; // before the submission
  const requestPanels: RequestPanel[] = [
    assistedPanel(portal),
    trialPanel(portal.db),
    requestExpectations(portal),
    emergencyRequestPanel(portal),
    requestLots(portal),
    papersPanel(portal),
    complaintRequestPanel(portal),
    makingPanel(portal),
    aidRequestPanel(portal.db),
    correctionRequestPanel(portal),
    requestOffer(portal),
    needRequestPanel(portal),
  ];
  const casePanels: CasePanel[] = [
    assistedCasePanel(portal),
    trialCasePanel(portal),
    emergencyCasePanel(portal),
    planPanel(portal),
    lotApproval(portal),
    papersCasePanel(portal),
    complaintCasePanel(portal),
    makingCasePanel(portal),
    aidCasePanel(portal.db),
    correctionCasePanel(portal),
    poolPanel(portal),
    needCasePanel,
    sourcingCasePanel,
  ];
  const orderPanels: OrderPanel[] = [complaintOrderPanel(portal), makersPanel(portal)];
  const caseworkTasks: DeskTasks[] = [
    partAppealTasks(db),
    expectationTasks(portal),
    lostTasks(portal),
    representationTasks(db),
    assistedTasks,
    mailroomTasks(db),
    commissionTasks(portal),
    makingTasks(portal),
    officeCareTasks(db),
    correctionTasks(portal),
    poolTasks(portal),
  ];
  const supplierTasks: DeskTasks[] = [supplierComplaintTasks(portal), supplierCareTasks(db)];
  const adminTasks: DeskTasks[] = [
    jobTasks(portal),
    expectationTasks(portal),
    emergencyDesk(portal),
    commissionTasks(portal),
    needDesk,
  ];

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy ?? false);

  app.use(requestLog(log));
  app.use(...securityHeaders({ secure }));
  app.use(startAnonymousVisit(texts)); // so that even a refusal below has a language
  app.use(knownMethodsOnly, soundAddressOnly);
  app.use(assets.serveAssets);
  app.use(healthRoutes(portal));
  app.use(pictureRoutes(portal), videoRoutes(portal));
  app.use(compression({ level: 5 }));
  app.use(openDataRoutes(portal)); // /api/v1, /sitemap.xml, /robots.txt: no session, no language
  app.use(sameOriginOnly);
  app.use(sessions(db, config, clock));
  app.use(startVisit(db, texts));
  app.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 300 }));
  app.use(checkCsrf(config.sessionSecret));

  app.get('/', toOwnLanguage);
  const pages = Router();
  pages.use(informationRoutes(portal)); // home, help, accessibility, privacy, cookies
  pages.use(openDataPage(portal)); // /open-data
  pages.use(guideRoutes(portal)); // /guide
  pages.use(measureRoutes(portal)); // /measures
  pages.use(shortlistRoutes(portal)); // /compare, /shortlist
  pages.use(searchRoutes(portal)); // /aids/suggestions, /aids/missing
  pages.use(classWordsRoutes(portal, familyOfClass)); // /aids/classes
  pages.use(
    // /aids; what other slices bring to the product page
    catalogueRoutes(
      portal,
      [
        guidePanel(db),
        shortlistPanel,
        dimensionPanel(portal.db),
        experiencesPanel(portal),
        productExpectations(portal),
        classWordsPanel,
        productDataPanel(portal),
      ],
      familyOfClass,
    ),
  );
  pages.use(
    accountRoutes(portal, [
      measureTasks(portal.db),
      visitTasks(portal.db),
      lotTasks(portal.db.read),
      careTasks(db),
    ]),
  ); // /sign-in, /sign-out, /account, /account/password, /display
  pages.use(applicantRoutes(portal)); // /register, /welcome, /account/details
  pages.use(entitlementRoutes(portal)); // /account/programme
  pages.use(inboxRoutes(portal)); // /account/messages
  pages.use(appointmentRoutes(portal)); // …/appointment, /casework/fittings
  pages.use(representationRoutes(portal));
  pages.use(correctionRoutes(portal));
  pages.use(trialRoutes(portal));
  pages.use(complaintRoutes(portal));
  pages.use(emergencyRoutes(portal));
  pages.use(needRoutes(portal));
  pages.use(assistedRoutes(portal));
  pages.use(aftercareRoutes(portal));
  pages.use(poolRoutes(portal));
  pages.use(consumableRoutes(portal));
  pages.use(expectationRoutes(portal));
  pages.use(documentRoutes(portal, documentAccesses)); // /documents
  pages.use(paperRoutes(portal)); // /requests/…/papers, /requests/….pdf
  pages.use(requestRoutes(portal, requestPanels, checkPanels)); // /requests
  pages.use(experienceRoutes(portal)); // /requests/…/experience, /admin/experiences
  pages.use(mailroomRoutes(portal)); // /casework/letters, /casework/calls
  pages.use(caseworkRoutes(portal, { panels: casePanels, tasks: caseworkTasks })); // /casework
  pages.use(importRoutes(portal)); // /supplier/imports, /admin/imports
  pages.use(publishingRoutes(portal)); // /admin/products/…, /admin/review, /supplier/products
  pages.use(supplierRoutes(portal, { panels: orderPanels, tasks: supplierTasks })); // /supplier
  pages.use(jobRoutes(portal)); // /admin/jobs
  pages.use(adminRoutes(portal, adminTasks)); // /admin
  for (const lang of LANGUAGES) app.use(`/${lang}`, pages);

  app.use(noSuchPage);
  app.use(errorPages(page, log));
  return app;
}
