// What the portal does by date or by itself. Each line is one job: `server/jobs/` runs it in one process at a time.
import { sweepSessions } from '../accounts/sessions.ts';
import { sweepThrottles } from '../accounts/throttle.ts';
import { runAppointments } from '../appointments/appointments.ts';
import { runAftercare } from '../aftercare/by-date.ts';
import { dayOf } from '../calendar/today.ts';
import { relistForDay } from '../catalogue/daily-listing.ts';
import { expireDocuments, scanDocuments, sweepDocuments } from '../documents/documents.ts';
import { documentAccesses } from './document-accesses.ts';
import { runComplaints } from '../complaints/complaints.ts';
import { runCorrections } from '../corrections/corrections.ts';
import { makeDigests } from '../needs/needs.ts';
import { runEmergencies } from '../emergencies/emergencies.ts';
import { sweepImports, workOnImports } from '../imports/work.ts';
import { runJobs, type Job } from '../jobs/jobs.ts';
import { createMailer, type Mailer } from '../notifications/mailer.ts';
import { raiseAlarm } from '../notifications/alarm.ts';
import { deliverMail } from '../notifications/mail.ts';
import { noteReceipt } from '../notifications/receipts.ts';
import { deliverSms } from '../notifications/sms.ts';
import { createSmsGateway, type SmsGateway } from '../notifications/sms-gateway.ts';
import type { Portal } from '../portal.ts';
import { picturesFolder } from '../catalogue/catalogue.ts';
import { publishByDate, sweepPictures } from '../publishing/publishing.ts';
import { runConsumables } from '../consumables/consumables.ts';
import { sweepPool } from '../pool/pool.ts';
import { reckonExpectations, reckonPlaces } from '../expectations/expectations.ts';
import { runRepresentations } from '../representations/by-date.ts';
import { remindOfTrials } from '../trials/reminders.ts';
import { runDeadlines } from '../requests/requests.ts';
import { sweepMissing } from '../search/missing.ts';
import { sweepShortlists } from '../shortlists/sweep.ts';

interface Post {
  mailer: Mailer;
  gateway: SmsGateway;
}

function jobsOf(portal: Portal, post: Post): Job[] {
  const { db, texts, clock } = portal;
  const means = { db, texts, publicUrl: portal.config.publicUrl };
  return [
    // Each way out of the house is a job of its own: a slow server holds up no other.
    { name: 'e-mail', everySeconds: 20, run: () => deliverMail(means, post.mailer, clock()) },
    { name: 'sms', everySeconds: 20, run: () => deliverSms(means, post.gateway, clock()) },
    { name: 'outbox-alarm', everySeconds: 300, run: () => raiseAlarm(means, clock()) },
    {
      name: 'representations',
      everySeconds: 3600,
      run: () => runRepresentations(portal, clock()),
    },
    { name: 'appointments', everySeconds: 900, run: () => runAppointments(portal, clock()) },
    { name: 'trials', everySeconds: 3600, run: () => remindOfTrials(portal, clock()) },
    { name: 'deadlines', everySeconds: 3600, run: () => runDeadlines(portal, clock()) },
    { name: 'aftercare', everySeconds: 3600, run: () => runAftercare(portal, clock()) },
    { name: 'emergencies', everySeconds: 900, run: () => runEmergencies(portal, clock()) },
    { name: 'complaints', everySeconds: 900, run: () => runComplaints(portal, clock()) },
    { name: 'corrections', everySeconds: 3600, run: () => runCorrections(portal, clock()) },
    { name: 'needs', everySeconds: 3600, run: () => makeDigests(portal, clock()) },
    { name: 'publishing', everySeconds: 600, run: () => publishByDate(portal, clock()) },
    {
      name: 'pictures',
      everySeconds: 24 * 3600,
      run: () => sweepPictures(db.read, picturesFolder(portal), clock()),
    },
    { name: 'listing', everySeconds: 600, run: () => relistForDay(db, dayOf(clock())) },
    { name: 'sessions', everySeconds: 600, run: () => sweepSessions(db, clock()) },
    { name: 'shortlists', everySeconds: 24 * 3600, run: () => sweepShortlists(db, clock()) },
    { name: 'imports', everySeconds: 20, run: () => workOnImports(portal) },
    { name: 'old-imports', everySeconds: 3600, run: () => sweepImports(portal) },
    { name: 'missing', everySeconds: 24 * 3600, run: () => sweepMissing(db.write, clock()) },
    { name: 'consumables', everySeconds: 3600, run: () => runConsumables(portal, clock()) },
    { name: 'pool', everySeconds: 3600, run: () => sweepPool(portal, clock()) },
    { name: 'expectations', everySeconds: 3 * 3600, run: () => reckonExpectations(db, clock()) },
    { name: 'queue-places', everySeconds: 900, run: () => reckonPlaces(db, clock()) },
    { name: 'paper-scan', everySeconds: 30, run: () => scanDocuments(portal, clock()) },
    {
      name: 'paper-terms',
      everySeconds: 24 * 3600,
      run: () => expireDocuments(portal, documentAccesses, clock()),
    },
    { name: 'paper-sweep', everySeconds: 3600, run: () => sweepDocuments(portal, clock()) },
    { name: 'throttles', everySeconds: 3600, run: () => sweepThrottles(db, clock()) },
  ];
}

/** Starts all jobs. Returns the way to stop. */
export function startJobs(portal: Portal): () => Promise<void> {
  const { config, db, clock } = portal;
  const mailer = createMailer(config);
  const gateway = createSmsGateway(config, (receipt) => noteReceipt(db, receipt, clock()));
  const stop = runJobs(portal, jobsOf(portal, { mailer, gateway }));
  return async () => {
    await stop();
    mailer.close();
    gateway.close();
  };
}
