// What can be done with an aid now, whoever asks. The acts themselves check again.
import { renewalOfAid, type Aid } from '../aids/aids.ts';
import type { Queryable } from '../database.ts';
import { lastEarlyOf, type EarlyReplacement } from './early.ts';
import { fitQuestionOf, pendingTalkOf, type FitCheck, type FitQuestion } from './fit-checks.ts';
import { lastRepairOf, type Repair } from './repairs.ts';
import { lastReturnOf, type AidReturn } from './returns.ts';

/** How things stand with an aid, and which acts will work. */
export interface Hand {
  question: FitQuestion | null;
  talk: FitCheck | null;
  repair: Repair | null;
  comingBack: AidReturn | null;
  asked: EarlyReplacement | null;
  renewal: { entitlementId: number; early: boolean } | null;
  fault: boolean;
  return: boolean;
  early: boolean;
}

/** Reads how things stand with somebody's aid. */
export async function handOf(db: Queryable, aid: Aid & { applicantId: number }): Promise<Hand> {
  const [question, talk, repair, comingBack, asked, renewal] = await Promise.all([
    fitQuestionOf(db, aid),
    pendingTalkOf(db, aid.id),
    lastRepairOf(db, aid.id),
    lastReturnOf(db, aid.id, aid.applicantId),
    lastEarlyOf(db, aid.id, aid.applicantId),
    renewalOfAid(db, aid),
  ]);
  const free = aid.state === 'in_use' && !repair?.isOpen && comingBack?.state !== 'announced';
  return {
    question,
    talk,
    repair: repair?.applicantId === aid.applicantId ? repair : null,
    comingBack,
    asked,
    renewal,
    fault: free,
    return: free,
    early:
      ['in_use', 'in_repair', 'lost'].includes(aid.state) && asked?.state !== 'asked' && !renewal,
  };
}
