// Has what waits scanned. While the scanner is away papers wait; nothing that was sent is lost.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { familyOf } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Portal } from '../portal.ts';
import { discardFile, storedPath } from './files.ts';
import { scanFile, ScannerAway, type Verdict } from './scanner.ts';

type Means = Pick<Portal, 'config' | 'db' | 'texts'>;

interface Waiting {
  id: number;
  applicant_id: number;
  stored_file: string;
  state: string;
  scan_tries: number;
}

/** A process that ends while it scans keeps a paper from the others no longer than this. */
const LEASE_MS = 2 * 60_000;
const LONGEST_WAIT_MS = 10 * 60_000;
const BATCH = 50;
/** One file that cannot be scanned holds up no other; a scanner that is away is not asked for each. */
const MOST_FAILURES = 3;

/**
 * Scans what is due, until the scanner failed several times. Returns how many were scanned.
 * @throws ScannerAway once all is noted, so that the list of jobs shows the trouble
 */
export async function scanDocuments(means: Means, at: Date): Promise<number> {
  const { scanner } = means.config;
  if (!scanner) return await waitForNobody(means);
  let scanned = 0;
  let failed = 0;
  for (let after = 0; ;) {
    const due: Waiting[] = await means.db
      .write('documents')
      .whereIn('state', ['waiting', 'unscanned'])
      .where('next_scan_at', '<=', at.toISOString())
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .select('id', 'applicant_id', 'stored_file', 'state', 'scan_tries');
    for (const one of due) {
      after = one.id;
      if (!(await claim(means, one, at))) continue;
      try {
        const verdict = await scanFile(scanner, storedPath(means, one.stored_file));
        await note(means, one, verdict, at);
        scanned += 1;
      } catch (error) {
        if (!(error instanceof ScannerAway)) throw error;
        await putOff(means, one, at);
        failed += 1;
        if (failed === MOST_FAILURES) throw error;
      }
    }
    if (due.length === BATCH) continue;
    if (failed > 0) throw new ScannerAway('some papers could not be scanned');
    return scanned;
  }
}

// The scanner was taken out of the settings: what waited for it is open again, with a warning.
async function waitForNobody({ db }: Means): Promise<number> {
  await db.write('documents').where({ state: 'waiting' }).update({ state: 'unscanned' });
  return 0;
}

async function claim({ db }: Means, { id, state }: Waiting, at: Date): Promise<boolean> {
  const taken = await db
    .write('documents')
    .where({ id, state })
    .where('next_scan_at', '<=', at.toISOString())
    .update({ next_scan_at: new Date(at.getTime() + LEASE_MS).toISOString(), state: 'waiting' });
  return taken === 1;
}

async function putOff({ db }: Means, { id, scan_tries: tries }: Waiting, at: Date): Promise<void> {
  const wait = Math.min(30_000 * 2 ** Math.min(tries, 10), LONGEST_WAIT_MS);
  await db
    .write('documents')
    .where({ id, state: 'waiting' })
    .update({ next_scan_at: new Date(at.getTime() + wait).toISOString(), scan_tries: tries + 1 });
}

async function note(means: Means, one: Waiting, verdict: Verdict, at: Date): Promise<void> {
  const { db, texts } = means;
  await inTransaction(db, async (trx) => {
    const changed = await trx('documents')
      .where({ id: one.id, state: 'waiting' })
      .update({
        scanned_at: at.toISOString(),
        next_scan_at: null,
        ...(verdict.clean
          ? { state: 'clean' }
          : {
              state: 'infected',
              finding: verdict.finding,
              ...ERASED,
              deleted_at: at.toISOString(),
            }),
      });
    if (changed !== 1 || verdict.clean) return;
    await tellOfInfection(trx, texts, one, at);
    await recordAudit(trx, {
      at,
      actorId: null,
      actorRole: 'system',
      action: 'document.infected',
      objectKind: 'document',
      objectId: one.id,
      applicantId: one.applicant_id,
      detail: verdict.finding,
    });
  });
  if (!verdict.clean) await discardFile(storedPath(means, one.stored_file));
}

const ERASED = { stored_file: null, name: null, sha256: null };

async function tellOfInfection(
  trx: Knex.Transaction,
  texts: Portal['texts'],
  { id, applicant_id: applicantId }: Waiting,
  at: Date,
): Promise<void> {
  await sendMessage(
    trx,
    texts,
    await familyOf(trx, applicantId, dayOf(at)),
    {
      kind: 'document.infected',
      sourceKey: `document.${id}.infected`,
      applicantId,
      values: () => ({}),
    },
    at,
  );
}
