// The acts on an aid that have a page of their own: what each asks, and what it does.
import type { Router } from 'express';
import type { Condition } from '../aids/aids.ts';
import type { Portal } from '../portal.ts';
import { mountCareAct, plain } from './act-page.ts';
import { earlyReasons, faultKinds, type Choice } from './choices.ts';
import { askEarly, decideEarly, lastEarlyOf, withdrawEarly } from './early.ts';
import {
  decisionFields,
  earlyFields,
  faultFields,
  radios,
  returnFields,
  takenFields,
  toldIfPerson,
  wordsField,
} from './fields.ts';
import { mountFitCheck } from './fit-pages.ts';
import {
  readEarly,
  readEarlyDecision,
  readFault,
  readMove,
  readReason,
  readReturn,
  readTaken,
  readTaking,
} from './forms.ts';
import { addressesOf } from './open-aid.ts';
import { handOf } from './hand.ts';
import { moveRepair, reportFault } from './repair-acts.ts';
import { movesAtHand, type RepairMove } from './repair-rules.ts';
import { lastRepairOf } from './repairs.ts';
import type { Told } from './scene.ts';
import { announceReturn, confirmReturn, lastReturnOf, withdrawReturn } from './returns.ts';

const BOTH = ['family', 'office'] as const;

/** Mounts them at the person's desk and at the office's. */
export function mountCareActs(routes: Router, portal: Portal): void {
  mountFitCheck(routes, portal);
  mountFault(routes, portal);
  mountRepair(routes, portal);
  mountReturn(routes, portal);
  mountEarly(routes, portal);
  mountWithdrawals(routes, portal);
}

function mountFault(routes: Router, portal: Portal): void {
  const { db } = portal;
  mountCareAct<ReturnType<typeof faultOf>, readonly string[]>(routes, portal, {
    act: 'fault',
    papers: 'fault',
    desks: BOTH,
    told: true,
    gather: async (open) => {
      if (!(await handOf(db.read, open.aid)).fault) return null;
      const kinds = await faultKinds(db.read);
      return { ...plain(faultFields(open.visit, kinds, open.desk)), more: codesOf(kinds) };
    },
    read: (body, office, { more }) => {
      const read = readFault(body, office, more);
      return 'values' in read ? { ...read, values: faultOf(read.values) } : read;
    },
    run: (order, fault, _version, keep) => reportFault(portal, order, fault, keep),
  });
}

function mountRepair(routes: Router, portal: Portal): void {
  mountCareAct<
    { told: 'phone' | 'letter' | 'in_person' | null; move: RepairMove; words: string | null },
    RepairMove[]
  >(routes, portal, {
    act: 'repair',
    desks: BOTH,
    told: false,
    gather: async ({ aid, desk, visit: { t } }) => {
      const repair = await lastRepairOf(portal.db.read, aid.id);
      const moves = repair
        ? movesAtHand(repair.state, desk, { bySupplier: repair.supplier !== null })
        : [];
      if (!repair || moves.length === 0) return null;
      const words = desk === 'office' ? 'aftercare.repair.words.office' : 'aftercare.repair.words';
      return {
        fields: [
          radios(t, 'move', `aftercare.repair.move.${desk}`, moves),
          ...(desk === 'office' ? [toldIfPerson(t)] : []),
          wordsField(t, words),
        ],
        version: repair.version,
        more: moves,
      };
    },
    read: (body, office, { more }) => readMove(body, office, more),
    run: (order, { move, words }, version) => moveRepair(portal, order, { move, words, version }),
    next: (open, { move }) => ({
      notice: `aftercare.repair.done.${move}`,
      href: addressesOf(open).aid,
    }),
  });
}

function mountReturn(routes: Router, portal: Portal): void {
  const { db } = portal;
  mountCareAct(routes, portal, {
    act: 'return',
    desks: BOTH,
    told: true,
    gather: async ({ aid, visit: { t } }) =>
      (await handOf(db.read, aid)).return ? plain(returnFields(t)) : null,
    read: (body, office) => readReturn(body, office),
    run: (order, values) => announceReturn(portal, order, values),
  });
  mountCareAct<{ condition: Condition; outcome: 'pool' | 'written_off' }, null>(routes, portal, {
    act: 'return-receipt',
    desks: ['office'],
    told: false,
    gather: async ({ aid, visit: { t } }) => {
      const last = await lastReturnOf(db.read, aid.id, aid.applicantId);
      if (last?.state !== 'announced') return null;
      return {
        ...plain(takenFields(t)),
        version: last.version,
        typed: { condition: last.condition },
        facts: [
          { label: t('aftercare.return.way'), value: t(`aftercare.return.way.${last.way}`) },
          ...(last.words ? [{ label: t('aftercare.return.words'), value: last.words }] : []),
        ],
      };
    },
    read: (body) => readTaken(body),
    run: (order, values, version) => confirmReturn(portal, order, { ...values, version }),
    next: ({ visit: { paths } }) => ({
      notice: 'aftercare.return-receipt.done',
      href: paths.careDesk(), // a pooled aid is nobody's: its page is the pool's
    }),
  });
}

function mountEarly(routes: Router, portal: Portal): void {
  const { db } = portal;
  mountCareAct<
    { told: 'phone' | 'letter' | 'in_person' | null; reason: string; words: string },
    readonly string[]
  >(routes, portal, {
    act: 'early',
    papers: 'early_replacement',
    desks: BOTH,
    told: true,
    gather: async (open, query) => {
      if (!(await handOf(db.read, open.aid)).early) return null;
      const reasons = await earlyReasons(db.read);
      const codes = codesOf(reasons);
      const asked = readReason(query, codes);
      return {
        ...plain(earlyFields(open.visit, reasons, open.desk)),
        ...(asked && { typed: { reason: asked } }),
        more: codes,
      };
    },
    read: (body, office, { more }) => readEarly(body, office, more),
    run: (order, { reason, words }, _version, keep) =>
      askEarly(portal, order, { reasonCode: reason, words }, keep),
  });
  mountCareAct<{ granted: boolean; words: string | null }, null>(routes, portal, {
    act: 'early-decision',
    desks: ['office'],
    told: false,
    gather: async ({ aid, reader, visit: { t, lang, format } }) => {
      const last = await lastEarlyOf(db.read, aid.id, aid.applicantId);
      if (last?.state !== 'asked' || last.askedBy === reader.accountId) return null;
      return {
        ...plain(decisionFields(t)),
        version: last.version,
        facts: [
          { label: t('aftercare.early.reason'), value: last.reason[lang] },
          { label: t('aftercare.early.words.office'), value: last.words },
          { label: t('aftercare.early.decideBy'), value: format.date(last.dueOn) },
        ],
      };
    },
    read: (body) => readEarlyDecision(body),
    run: (order, values, version) => decideEarly(portal, order, { ...values, version }),
    next: (open, { granted }) => ({
      notice: `aftercare.early-decision.done.${granted ? 'granted' : 'refused'}`,
      href: addressesOf(open).aid,
    }),
  });
}

// A caseworker writes down that the person takes back what they announced or asked.
function mountWithdrawals(routes: Router, portal: Portal): void {
  const { db } = portal;
  mountCareAct<{ told: Told | null }, null>(routes, portal, {
    act: 'return-withdrawal',
    desks: ['office'],
    told: true,
    gather: async ({ aid }) => {
      const last = await lastReturnOf(db.read, aid.id, aid.applicantId);
      return last?.state === 'announced' ? { ...plain([]), version: last.version } : null;
    },
    read: (body, office) => readTaking(body, office),
    run: (order, _values, version) => withdrawReturn(portal, order, { version }),
  });
  mountCareAct<{ told: Told | null }, null>(routes, portal, {
    act: 'early-withdrawal',
    desks: ['office'],
    told: true,
    gather: async ({ aid }) => {
      const last = await lastEarlyOf(db.read, aid.id, aid.applicantId);
      return last?.state === 'asked' ? { ...plain([]), version: last.version } : null;
    },
    read: (body, office) => readTaking(body, office),
    run: (order, _values, version) => withdrawEarly(portal, order, { version }),
  });
}

function codesOf(choices: readonly Choice[]): string[] {
  return choices.map(({ code }) => code);
}

function faultOf<T>({
  told,
  fault,
  words,
  safe,
  loan,
}: {
  told: T;
  fault: string;
  words: string;
  safe: 'yes' | 'no';
  loan: 'yes' | 'no';
}) {
  return { told, fault, words, safe: safe === 'yes', wantsLoan: loan === 'yes' };
}
