// Addresses of what has a side for each: the person, the office, the supplier, the administrator.
import type { At, Query } from './at.ts';

/** Addresses of what has a side for each: the person, the office, the supplier, the administrator. */
export function subjectPaths(at: At) {
  const request = (reference: string) => at(`/requests/${reference}`);
  const caseFile = (reference: string, query?: Query) =>
    at(`/casework/requests/${reference}`, query);
  return {
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

    // How long requests take, for staff
    expectations: (query?: Query) => at('/casework/expectations', query),

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
  };
}
