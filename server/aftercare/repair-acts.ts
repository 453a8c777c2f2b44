// Reporting a fault, and each step until the person says that it works again.
import { aidName } from '../aids/aids.ts';
import type { Lang } from '../i18n/languages.ts';
import { Conflict } from '../web/errors.ts';
import { lastRepairOf, type Repair } from './repairs.ts';
import { movesAtHand, moveOf, type RepairMove } from './repair-rules.ts';
import { lastReturnOf } from './returns.ts';
import {
  actOnAid,
  endOf,
  refused,
  type CareOrder,
  type Means,
  type Result,
  type Scene,
} from './scene.ts';
import { tellOwner, tellRepairer } from './tell.ts';

/** What is wrong, in whose words. */
export interface Fault {
  fault: string;
  words: string;
  /** It can be used until it is repaired. */
  safe: boolean;
  wantsLoan: boolean;
}

/** Reports a fault: within the warranty to the supplier, else to the office. `afterwards` keeps its photos. */
export function reportFault(
  means: Means,
  order: CareOrder,
  { fault, words, safe, wantsLoan }: Fault,
  afterwards?: (scene: Scene, repairId: number) => Promise<void>,
): Promise<Result> {
  return actOnAid(means, order, async (scene) => {
    const { trx, aid, by, at, day, told } = scene;
    if (aid.state !== 'in_use') return refused('not-in-use');
    if ((await lastRepairOf(trx, aid.id))?.isOpen) return refused('repair-open');
    if ((await lastReturnOf(trx, aid.id, aid.applicantId))?.state === 'announced') {
      return refused('return-open');
    }
    const underWarranty = aid.warrantyUntil !== null && aid.warrantyUntil >= day;
    const supplier = underWarranty && aid.supplier ? aid.supplier : null;
    const dueOn = await endOf(trx, 'repair_answer', day);
    const [row]: { id: number }[] = await trx('repairs')
      .insert({
        aid_id: aid.id,
        applicant_id: aid.applicantId,
        office_id: aid.officeId,
        supplier_id: supplier?.id ?? null,
        state: 'reported',
        state_since: at.toISOString(),
        due_on: dueOn,
        fault,
        words,
        safe,
        wants_loan: wantsLoan,
        reported_at: at.toISOString(),
        reported_by: by.accountId,
        told,
      })
      .returning('id');
    const source = `repair.${row!.id}.1`;
    return {
      kind: 'repair.reported',
      note: words,
      afterwards: async () => {
        await afterwards?.(scene, row!.id);
        const kind = supplier ? 'aid.repair_reported' : 'aid.repair_reported_office';
        await tellOwner(trx, means.texts, aid, {
          kind,
          source,
          at,
          values: (lang, format) => ({
            date: format.date(dueOn),
            supplier: supplier?.names[lang] ?? '',
          }),
        });
        if (supplier) await tellOfRepair(means, scene, supplier.id, 'reported', source, dueOn);
      },
    };
  });
}

/** One step of the repair that is open. `version`: the one that was seen. */
export function moveRepair(
  means: Means,
  order: CareOrder,
  { move, words, version }: { move: RepairMove; words: string | null; version: number },
): Promise<Result> {
  return actOnAid(means, order, async (scene) => {
    const { trx, aid, side, at, day } = scene;
    const repair = await lastRepairOf(trx, aid.id);
    const rule = moveOf(move);
    if (!repair) return refused('wrong-state');
    if (repair.version !== version) throw new Conflict();
    const hand = movesAtHand(repair.state, side, { bySupplier: repair.supplier !== null });
    if (!hand.includes(move)) return refused('wrong-state');
    if (rule.words && !words) return refused('words-missing');
    const dueOn = rule.starts ? await endOf(trx, rule.starts, day) : rule.starts;
    const next = dueOn === undefined ? repair.dueOn : dueOn;
    const changed = await trx('repairs')
      .where({ id: repair.id, version, state: repair.state })
      .update({
        state: rule.to,
        state_since: at.toISOString(),
        due_on: next,
        version: version + 1,
        ...(move === 'passed_on' ? { supplier_id: null } : {}),
        ...(rule.starts === null ? { closed_on: day } : {}),
      });
    if (changed !== 1) throw new Conflict();
    return {
      kind: `repair.${move}`,
      note: await withHowTold(means, scene, words),
      ...(rule.aid && rule.aid !== aid.state ? { change: { state: rule.aid } } : {}),
      afterwards: () => tellMove(means, scene, { repair, move, words, dueOn: next }),
    };
  });
}

// The person reads the note: how they told it is said in their language.
async function withHowTold(
  { texts }: Pick<Means, 'texts'>,
  { trx, aid, told }: Scene,
  words: string | null,
): Promise<string | null> {
  if (!told) return words;
  const person: { preferred_language: Lang } = await trx('applicants')
    .where({ id: aid.applicantId })
    .first('preferred_language');
  const how = texts[person.preferred_language](`aftercare.told.${told}`);
  return words ? `${how}\n${words}` : how;
}

async function tellMove(
  means: Means,
  scene: Scene,
  {
    repair,
    move,
    words,
    dueOn,
  }: {
    repair: Repair;
    move: RepairMove;
    words: string | null;
    dueOn: string | null;
  },
): Promise<void> {
  const { trx, aid, at } = scene;
  const source = `repair.${repair.id}.${repair.version + 1}`;
  await tellOwner(trx, means.texts, aid, {
    kind: `aid.repair_${move}`,
    source,
    at,
    values: (_, format) => ({ date: dueOn ? format.date(dueOn) : '', text: words ?? '' }),
  });
  if (repair.supplier && ['confirmed', 'again', 'withdrawn'].includes(move)) {
    await tellOfRepair(means, scene, repair.supplier.id, move, source, dueOn);
  }
}

async function tellOfRepair(
  means: Means,
  { trx, aid, at }: Scene,
  supplierId: number,
  what: string,
  source: string,
  dueOn: string | null,
): Promise<void> {
  await tellRepairer(trx, means.texts, supplierId, {
    kind: `supplier.repair_${what}`,
    source,
    at,
    values: (lang, format) => ({
      aid: aidName(aid)[lang],
      date: dueOn ? format.date(dueOn) : '',
    }),
  });
}
