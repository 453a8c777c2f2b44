// Everything a request passes, in order. Start reading here; then `paths.ts`, then a domain's folder.
import { accountRoutes } from './accounts/routes.ts';
import { sessions } from './accounts/sessions.ts';
import { startVisit } from './accounts/start-visit.ts';
import { adminRoutes } from './administration/routes.ts';
import { aftercareRoutes } from './aftercare/routes.ts';
import { applicantRoutes } from './applicants/routes.ts';
import { appointmentRoutes } from './appointments/routes.ts';
import { assistedRoutes } from './assisted/routes.ts';
import { caseworkRoutes } from './casework/routes.ts';
import { classWordsRoutes } from './catalogue/class-words-routes.ts';
import { pictureRoutes } from './catalogue/pictures.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { videoRoutes } from './catalogue/videos.ts';
import { complaintRoutes } from './complaints/routes.ts';
import { consumableRoutes } from './consumables/routes.ts';
import { correctionRoutes } from './corrections/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { emergencyRoutes } from './emergencies/routes.ts';
import { entitlementRoutes } from './entitlements/routes.ts';
import { expectationRoutes } from './expectations/routes.ts';
import { experienceRoutes } from './experiences/routes.ts';
import { guideRoutes } from './guide/routes.ts';
import { LANGUAGES } from './i18n/languages.ts';
import { importRoutes } from './imports/routes.ts';
import { informationRoutes } from './information/routes.ts';
import { mailroomRoutes } from './mailroom/routes.ts';
import { familiesOf } from './measures/measures.ts';
import { measureRoutes } from './measures/routes.ts';
import { needRoutes } from './needs/routes.ts';
import { inboxRoutes } from './notifications/routes.ts';
import { openDataPage } from './open-data/page.ts';
import { openDataRoutes } from './open-data/routes.ts';
import { documentAccesses } from './operations/document-accesses.ts';
import { healthRoutes } from './operations/health.ts';
import { jobRoutes } from './operations/job-routes.ts';
import { requestLog } from './operations/request-log.ts';
import { paperRoutes } from './papers/routes.ts';
import { partsOf } from './parts.ts';
import { poolRoutes } from './pool/routes.ts';
import type { Portal } from './portal.ts';
import { publishingRoutes } from './publishing/routes.ts';
import { representationRoutes } from './representations/routes.ts';
import { requestRoutes } from './requests/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { shortlistRoutes } from './shortlists/routes.ts';
import { supplierRoutes } from './suppliers/routes.ts';
import { trialRoutes } from './trials/routes.ts';
import type { Assets } from './web/assets.ts';
import { checkCsrf, sameOriginOnly } from './web/csrf.ts';
import { knownMethodsOnly, soundAddressOnly } from './web/edge.ts';
import { errorPages, noSuchPage } from './web/error-pages.ts';
import { securityHeaders } from './web/headers.ts';
import { startAnonymousVisit, toOwnLanguage } from './web/visit.ts';
import compression from 'compression';
import express, { Router, type Express } from 'express';

// Kinds of aids that have a guide and a measuring sheet.
const familyOfClass = (code: string) => familiesOf(code)[0] ?? null;

export function createApp(portal: Portal, assets: Assets): Express {
  const { config, db, clock, texts, log, page } = portal;
  const secure = config.publicUrl.startsWith('https://');

  const parts = partsOf(portal);

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
    catalogueRoutes(portal, parts.product, familyOfClass),
  );
  pages.use(accountRoutes(portal, parts.ownTasks)); // /sign-in, /sign-out, /account, /account/password, /display
  pages.use(applicantRoutes(portal)); // /register, /welcome, /account/details
  pages.use(entitlementRoutes(portal)); // /account/programme
  pages.use(inboxRoutes(portal)); // /account/messages
  pages.use(appointmentRoutes(portal)); // …/appointment, /casework/fittings
  pages.use(representationRoutes(portal)); // /account/people, /account/helpers, /casework/representations
  pages.use(correctionRoutes(portal)); // /account/corrections, /casework/corrections
  pages.use(trialRoutes(portal)); // /requests/…/trial
  pages.use(complaintRoutes(portal)); // /complaints, /supplier/complaints, /commission
  pages.use(emergencyRoutes(portal)); // /admin/emergencies
  pages.use(needRoutes(portal)); // /emergency, …/need, …/sourcing, /admin/needs
  pages.use(assistedRoutes(portal)); // /casework/assisted, /paper-request
  pages.use(aftercareRoutes(portal)); // /account/aids, /casework/aids, /supplier/repairs
  pages.use(poolRoutes(portal)); // /casework/pool, …/used
  pages.use(consumableRoutes(portal)); // /account/consumables
  pages.use(expectationRoutes(portal)); // /casework/expectations
  pages.use(documentRoutes(portal, documentAccesses)); // /documents
  pages.use(paperRoutes(portal)); // /requests/…/papers, /requests/….pdf
  pages.use(requestRoutes(portal, parts.request, parts.check)); // /requests
  pages.use(experienceRoutes(portal)); // /requests/…/experience, /admin/experiences
  pages.use(mailroomRoutes(portal)); // /casework/letters, /casework/calls
  pages.use(caseworkRoutes(portal, parts.casework)); // /casework
  pages.use(importRoutes(portal)); // /supplier/imports, /admin/imports
  pages.use(publishingRoutes(portal)); // /admin/products/…, /admin/review, /supplier/products
  pages.use(supplierRoutes(portal, parts.supplier)); // /supplier
  pages.use(jobRoutes(portal)); // /admin/jobs
  pages.use(adminRoutes(portal, parts.adminTasks)); // /admin
  for (const lang of LANGUAGES) app.use(`/${lang}`, pages);

  app.use(noSuchPage);
  app.use(errorPages(page, log));
  return app;
}
