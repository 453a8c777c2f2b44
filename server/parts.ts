// What slices bring to the pages of others, so that those need not know them. The order is that of the page.
import { makingCasePanel } from './appointments/case-panel.ts';
import { makingTasks } from './appointments/desk-routes.ts';
import { makersPanel } from './appointments/order-panel.ts';
import { visitTasks } from './appointments/own-tasks.ts';
import { makingPanel } from './appointments/request-panel.ts';
import { representationTasks } from './representations/desk-tasks.ts';
import {
  correctionCasePanel,
  correctionRequestPanel,
  correctionTasks,
} from './corrections/panels.ts';
import { trialPanel } from './trials/panel.ts';
import {
  commissionTasks,
  complaintCasePanel,
  complaintOrderPanel,
  complaintRequestPanel,
  supplierComplaintTasks,
} from './complaints/panels.ts';
import { emergencyDesk } from './emergencies/desk.ts';
import { emergencyCasePanel, emergencyRequestPanel } from './emergencies/panels.ts';
import { lostTasks } from './needs/desk-tasks.ts';
import { needCasePanel, needDesk, needRequestPanel, sourcingCasePanel } from './needs/panels.ts';
import { assistedTasks } from './assisted/desk-tasks.ts';
import { assistedCasePanel, assistedPanel } from './assisted/panels.ts';
import { aidCasePanel, aidRequestPanel } from './aftercare/panels.ts';
import { careTasks, officeCareTasks, supplierCareTasks } from './aftercare/tasks.ts';
import { openOfferPanel, poolPanel } from './pool/case-panel.ts';
import { poolTasks } from './pool/desk-tasks.ts';
import { checkUsed, requestOffer } from './pool/request-panels.ts';
import { lotApproval, planPanel } from './consumables/case-panel.ts';
import { lotTasks } from './consumables/own-tasks.ts';
import { checkLots, requestLots } from './consumables/request-panel.ts';
import { papersCasePanel, papersPanel } from './papers/panels.ts';
import type { DeskTasks } from './accounts/desk-tasks.ts';
import { classWordsPanel } from './catalogue/class-words-panel.ts';
import type { CasePanel } from './casework/panels.ts';
import { partAppealTasks } from './casework/part-appeal-routes.ts';
import { trialCasePanel } from './casework/trial-routes.ts';
import { expectationTasks } from './expectations/desk-tasks.ts';
import { productExpectations } from './expectations/product-panel.ts';
import { checkExpectations, requestExpectations } from './expectations/request-panel.ts';
import { experiencesPanel } from './experiences/panel.ts';
import { guidePanel } from './guide/guide.ts';
import { mailroomTasks } from './mailroom/desk-tasks.ts';
import { measureTasks } from './measures/own-tasks.ts';
import { dimensionPanel } from './measures/product-panel.ts';
import { jobTasks } from './operations/job-routes.ts';
import { productDataPanel } from './open-data/product-data.ts';
import type { RequestPanel } from './requests/panels.ts';
import { shortlistPanel } from './shortlists/product-panel.ts';
import type { OrderPanel } from './suppliers/panels.ts';
import type { Portal } from './portal.ts';
import type { OwnTasks } from './accounts/own-tasks.ts';
import type { ProductPanel } from './catalogue/panels.ts';

/** The parts of all pages that have any. */
export function partsOf(portal: Portal) {
  const { db } = portal;
  const product: ProductPanel[] = [
    guidePanel(db),
    shortlistPanel,
    dimensionPanel(portal.db),
    experiencesPanel(portal),
    productExpectations(portal),
    classWordsPanel,
    productDataPanel(portal),
  ];
  // On the page before a request is submitted
  const check: RequestPanel[] = [checkExpectations(portal), checkLots(portal), checkUsed];
  const request: RequestPanel[] = [
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
  const casework: { panels: CasePanel[]; tasks: DeskTasks[] } = {
    panels: [
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
      openOfferPanel(portal),
      needCasePanel,
      sourcingCasePanel,
    ],
    tasks: [
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
    ],
  };
  const supplier: { panels: OrderPanel[]; tasks: DeskTasks[] } = {
    panels: [complaintOrderPanel(portal), makersPanel(portal)],
    tasks: [supplierComplaintTasks(portal), supplierCareTasks(db)],
  };
  const adminTasks: DeskTasks[] = [
    jobTasks(portal),
    expectationTasks(portal),
    emergencyDesk(portal),
    commissionTasks(portal),
    needDesk,
  ];
  const ownTasks: OwnTasks[] = [
    measureTasks(portal.db),
    visitTasks(portal.db),
    lotTasks(portal.db.read),
    careTasks(db),
  ];
  return { product, check, request, casework, supplier, adminTasks, ownTasks };
}
