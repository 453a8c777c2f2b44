// What a caseworker may do with a case now. The acts themselves check again; a page offers what will work.
import type { AidRequest } from '../requests/aid-request.ts';
import { inPlace, mayMove, type ActInPlace } from '../requests/lifecycle.ts';
import type { CaseFile } from './case-file.ts';
import type { Decision } from './case-history.ts';
import type { OpenCase } from './open-case.ts';

export type CaseAct =
  | 'take'
  | 'release'
  | 'takeover'
  | 'give'
  | 'question'
  | 'maker'
  | 'approval'
  | 'refusal'
  | 'consent'
  | 'appeal'
  | 'receipt'
  | 'note'
  | 'message'
  | 'answer'
  | 'hold'
  | 'resumption'
  | 'partAppeal'
  | 'trial'
  | 'trialAnswer'
  | 'trialEnd';

// What whoever has the case may do while the decision is due.
const DECIDING = ['question', 'approval', 'refusal', 'hold', 'trial'] as const;

/** Why a caseworker may not decide a case; the text is `requests.refused.<reason>`. */
export type Barred =
  | 'own-case'
  | 'own-refusal'
  | 'not-assigned-to-you'
  | 'assigned-to-colleague'
  | null;

export interface Hand {
  acts: ReadonlySet<CaseAct>;
  /** Said where a decision is due that this reader cannot make. */
  barred: Barred;
  waiting: Decision | null;
  /** The case is on hold, or an aid is being tried: nothing is decided meanwhile. */
  held: boolean;
}

type Known = Pick<OpenCase, 'reader' | 'standing'> & {
  request: Pick<AidRequest, 'status' | 'assignee' | 'startedBy' | 'submittedBy'> &
    Partial<Pick<AidRequest, 'hold' | 'making' | 'need'>>;
  /** An objection to a part that was not granted waits, and who had no part in that decision may decide on it. */
  partAppealed?: boolean;
  /** Aids of this class are given for a trial. */
  forTrial?: boolean;
};

/** The acts at hand on a case, given its decisions. */
export function actsAtHand(
  { reader, request, standing, partAppealed = false, forTrial = false }: Known,
  decisions: Decision[],
): Hand {
  const waiting = decisions.find(({ state }) => state === 'waiting') ?? null;
  const held = Boolean(request.hold);
  if (standing.family) return { acts: new Set(), barred: 'own-case', waiting, held };

  const { status, assignee } = request;
  const isLead = reader.roles.has('lead_caseworker');
  const stays = (act: ActInPlace) => (inPlace[act].from as readonly string[]).includes(status);
  const mine = assignee?.accountId === reader.accountId;
  const isNew = mayMove('assignment', status, 'caseworker');
  const ownDoing = [request.startedBy, request.submittedBy].includes(reader.accountId);
  const decides = mayMove('refusal', status, 'caseworker');

  const appealed = mayMove('appeal_granted', status, 'caseworker');
  const refused = decisions.some(
    ({ kind, decidedBy }) => kind === 'refused' && decidedBy.accountId === reader.accountId,
  );

  const acts = new Set<CaseAct>(['note', 'message']);
  if (!assignee && (isNew || stays('take'))) acts.add('take');
  if (mine && stays('release')) acts.add('release');
  if (assignee && !mine && stays('takeover')) acts.add('takeover');
  if (isLead && (isNew || stays('give'))) acts.add('give');
  if (mayMove('receipt', status, 'caseworker')) acts.add('receipt');
  if (appealed && !ownDoing && !refused) acts.add('appeal');
  if (decides && waiting) {
    if (waiting.decidedBy.accountId !== reader.accountId && !ownDoing) acts.add('consent');
  } else if (decides && mine && !ownDoing && !held) {
    for (const act of DECIDING) if (act !== 'trial' || forTrial) acts.add(act);
    if (request.making || request.need) acts.add('maker');
  }
  if (mine && request.hold?.kind === 'hold') acts.add('resumption');
  if (request.hold?.kind === 'trial') {
    acts.add('trialAnswer');
    if (mine) acts.add('trialEnd');
  }
  if (mayMove('answer', status, 'caseworker')) acts.add('answer');
  if (partAppealed && !ownDoing && !hasDecided(decisions, reader.accountId)) acts.add('partAppeal');
  let barred: Barred = null;
  if (decides && !waiting) barred = barredFrom(ownDoing, mine, assignee);
  if (appealed && refused) barred = 'own-refusal';
  if (appealed && ownDoing) barred = 'own-case';
  return { acts, barred, waiting, held };
}

/** The acts at hand on an opened case, given its file. */
export function handOf(
  open: Pick<OpenCase, 'reader' | 'standing' | 'request'>,
  { decisions, part, forTrial }: Pick<CaseFile, 'decisions' | 'part' | 'forTrial'>,
): Hand {
  return actsAtHand({ ...open, partAppealed: part?.state === 'appealed', forTrial }, decisions);
}

/** Why an act is not at hand; the text is `requests.refused.<reason>`. */
export function whyNotAtHand(
  act: CaseAct | null,
  { barred, waiting, held }: Hand,
  accountId: number,
) {
  if (held && act && (DECIDING as readonly string[]).includes(act)) return 'on-hold';
  if (barred || !waiting) return barred ?? 'wrong-state';
  if (act && (DECIDING as readonly string[]).includes(act)) return 'waiting-for-consent';
  if (act !== 'consent') return 'wrong-state';
  return waiting.decidedBy.accountId === accountId ? 'same-person-consent' : 'own-case';
}

// Whoever made or consented to a decision hears no objection to it.
function hasDecided(decisions: Decision[], accountId: number): boolean {
  return decisions.some(
    ({ decidedBy, consentById }) => decidedBy.accountId === accountId || consentById === accountId,
  );
}

function barredFrom(ownDoing: boolean, mine: boolean, assignee: unknown): Barred {
  if (ownDoing) return 'own-case';
  if (mine) return null;
  return assignee ? 'assigned-to-colleague' : 'not-assigned-to-you';
}
