// Brings requests to any point of their life by the portal's own acts.
import { randomUUID } from 'node:crypto';
import type { Reader } from '../../server/accounts/reader.ts';
import { addCalendarDays } from '../../server/calendar/dates.ts';
import * as visits from '../../server/appointments/appointments.ts';
import { windowAt } from '../../server/appointments/windows.ts';
import { dayOf } from '../../server/calendar/today.ts';
import type { Database } from '../../server/database.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import { findRequest, type AidRequest } from '../../server/requests/aid-request.ts';
import type { Status } from '../../server/requests/lifecycle.ts';
import { moneyToday } from '../../server/requests/money-today.ts';
import { findOpenOrder } from '../../server/requests/orders.ts';
import { particularsFor, type Particulars } from '../../server/requests/particulars.ts';
import * as acts from '../../server/requests/requests.ts';
import { createVault } from '../../server/vault.ts';
import { makeEntitlement, type Town } from './people.ts';

export const vault = createVault('a secret for tests, thirty-two characters');
export const texts = loadTexts();
/** A Monday, 10 o'clock in Astana. */
export const MONDAY = new Date('2026-11-23T05:00:00Z');

export type Means = acts.Means;
export type Result = acts.Result;

/** What a person types when they do an act: enough to make it valid. */
export interface Typed {
  by: Reader;
  at?: Date;
  key?: string;
  version?: number;
  reference: string;
}

/** Every act on a request, with valid input unless told otherwise. */
export function actsOf(db: Database, town: Town) {
  const means: Means = { db, texts, vault };
  const order = async ({ by, at = MONDAY, key = randomUUID(), version, reference }: Typed) => ({
    by,
    at,
    key,
    reference,
    version: version ?? (await request(reference)).version,
  });
  const request = async (reference: string): Promise<AidRequest> =>
    (await findRequest(db.write, reference))!;
  const seen = async (reference: string, offerId: number | null, at = MONDAY) => {
    const now = await request(reference);
    const money = await moneyToday(
      db.write,
      { ...now, offerId: offerId ?? now.offerId },
      dayOf(at),
    );
    return money ?? { price: 0, coPayment: 0 };
  };
  const unknownTo = async (reference: string): Promise<Particulars[]> => {
    const asked = await particularsFor(db.write, (await request(reference)).aidClass.code);
    return asked.map(({ id: particularId }) => ({
      particularId,
      state: 'unknown' as const,
      thousandths: null,
      optionId: null,
      yes: null,
      text: null,
    }));
  };
  const slotOf = async (reference: string): Promise<number> => {
    const { id } = await request(reference);
    const slot: { id: number } | undefined = await db
      .write('appointment_slots')
      .join('appointments', 'appointments.id', 'appointment_slots.appointment_id')
      .where({ 'appointments.request_id': id })
      .orderBy('appointment_slots.id', 'desc')
      .first('appointment_slots.id');
    return slot?.id ?? 0;
  };
  const code = async (reference: string) => {
    const open = await findOpenOrder(db.write, (await request(reference)).id);
    return open?.deliveryCodeSealed ? vault.unseal(open.deliveryCodeSealed) : '000000';
  };

  const all = {
    submit: async (typed: Typed) =>
      acts.submitRequest(means, {
        ...(await order(typed)),
        seen: await seen(typed.reference, null, typed.at),
      }),
    discard: async (typed: Typed) => acts.discardDraft(means, await order(typed)),
    change: async (typed: Typed) =>
      acts.changeDraft(means, { ...(await order(typed)), changes: { wishes: 'қызыл' } }),
    withdraw: async (typed: Typed) => acts.withdrawRequest(means, await order(typed)),
    take: async (typed: Typed) => acts.takeRequest(means, await order(typed)),
    release: async (typed: Typed) => acts.releaseRequest(means, await order(typed)),
    takeOver: async (typed: Typed) => acts.takeOverRequest(means, await order(typed)),
    give: async (typed: Typed) =>
      acts.giveRequest(means, { ...(await order(typed)), toAccountId: town.dmitri.accountId }),
    ask: async (typed: Typed) =>
      acts.askQuestion(means, { ...(await order(typed)), kind: 'text', text: 'Есік ені?' }),
    askMoney: async (typed: Typed) =>
      acts.askQuestion(means, { ...(await order(typed)), kind: 'money', text: 'Келісесіз бе?' }),
    answer: async (typed: Typed) =>
      acts.answerQuestion(means, {
        ...(await order(typed)),
        text: '80 см',
        agreed: null,
        seen: null,
      }),
    agree: async (typed: Typed) =>
      acts.answerQuestion(means, {
        ...(await order(typed)),
        text: null,
        agreed: true,
        seen: await seen(typed.reference, null, typed.at),
      }),
    approve: async (typed: Typed) =>
      acts.approveRequest(means, { ...(await order(typed)), note: null }),
    refuse: async (typed: Typed) =>
      acts.refuseRequest(means, {
        ...(await order(typed)),
        reasonCode: 'refusal-papers-contradict',
        explanation: 'Құжаттар сәйкес емес.',
        note: null,
      }),
    consent: async (typed: Typed) =>
      acts.consentToDecision(means, { ...(await order(typed)), note: null }),
    returnDecision: async (typed: Typed) =>
      acts.returnDecision(means, { ...(await order(typed)), note: 'Қайта қараңыз' }),
    appeal: async (typed: Typed) =>
      acts.appealRefusal(means, { ...(await order(typed)), note: 'Келіспеймін' }),
    grantAppeal: async (typed: Typed) =>
      acts.decideAppeal(means, { ...(await order(typed)), granted: true, note: 'Дұрыс' }),
    rejectAppeal: async (typed: Typed) =>
      acts.decideAppeal(means, { ...(await order(typed)), granted: false, note: 'Жоқ' }),
    withdrawAppeal: async (typed: Typed) => acts.withdrawAppeal(means, await order(typed)),
    tellAnswer: async (typed: Typed) =>
      acts.answerQuestion(means, {
        ...(await order(typed)),
        text: '80 см',
        agreed: null,
        seen: null,
        told: 'phone',
      }),
    approvePart: async (typed: Typed) =>
      acts.approveRequest(means, {
        ...(await order(typed)),
        note: null,
        part: { quantity: 2, reasonCode: 'partial-norm', explanation: 'Норма бойынша екеу.' },
      }),
    appealPart: async (typed: Typed) =>
      acts.appealPart(means, { ...(await order(typed)), note: 'Маған үшеуі де керек' }),
    withdrawPartAppeal: async (typed: Typed) => acts.withdrawPartAppeal(means, await order(typed)),
    upholdPart: async (typed: Typed) =>
      acts.decidePartAppeal(means, { ...(await order(typed)), granted: true, note: 'Дұрыс' }),
    rejectPart: async (typed: Typed) =>
      acts.decidePartAppeal(means, { ...(await order(typed)), granted: false, note: 'Жоқ' }),
    hold: async (typed: Typed) =>
      acts.holdRequest(means, {
        ...(await order(typed)),
        reasonCode: 'hold-expert',
        sentence: 'Сарапшыны күтеміз.',
        until: addCalendarDays(dayOf(typed.at ?? MONDAY), 7),
      }),
    resume: async (typed: Typed) => acts.resumeRequest(means, await order(typed)),
    tell: async (typed: Typed) =>
      acts.writeToPerson(means, { ...(await order(typed)), text: 'Қоңырау шалыңызшы' }),
    confirm: async (typed: Typed) => acts.confirmOrder(means, await order(typed)),
    decline: async (typed: Typed) =>
      acts.declineOrder(means, {
        ...(await order(typed)),
        reasonCode: 'decline-not-in-stock',
        note: null,
      }),
    fit: async (typed: Typed) =>
      acts.recordFitting(means, { ...(await order(typed)), note: 'Өлшенді' }),
    dispatch: async (typed: Typed) =>
      acts.dispatchOrder(means, { ...(await order(typed)), note: 'Қазпошта' }),
    remedy: async (typed: Typed) =>
      acts.remedyOrder(means, { ...(await order(typed)), note: 'Ауыстырылды' }),
    takeBack: async (typed: Typed) =>
      acts.takeBackOrder(means, { ...(await order(typed)), note: 'Алынды' }),
    chooseAgain: async (typed: Typed) =>
      acts.chooseAgain(means, {
        ...(await order(typed)),
        offerId: town.offerId,
        seen: await seen(typed.reference, town.offerId, typed.at),
      }),
    receive: async (typed: Typed) =>
      acts.confirmReceipt(means, {
        ...(await order(typed)),
        code: await code(typed.reference),
        outcome: 'fits',
        note: 'телефонмен айтты',
      }),
    misfit: async (typed: Typed) =>
      acts.confirmReceipt(means, {
        ...(await order(typed)),
        code: await code(typed.reference),
        outcome: 'damaged',
        note: 'сынған',
      }),
    state: async (typed: Typed) =>
      acts.stateParticulars(means, {
        ...(await order(typed)),
        answers: await unknownTo(typed.reference),
        makerId: null,
      }),
    appoint: async (typed: Typed) =>
      acts.appointMaker(means, { ...(await order(typed)), makerId: town.makerId }),
    appointDear: async (typed: Typed) =>
      acts.appointMaker(means, { ...(await order(typed)), makerId: town.dearMakerId }),
    chooseMaker: async (typed: Typed) =>
      acts.chooseMakerAgain(means, {
        ...(await order(typed)),
        makerId: town.makerId,
        seen: { price: 7_000_000, coPayment: 0 },
      }),
    offerTimes: async (typed: Typed) =>
      visits.offerTimes(means, { ...(await order(typed)), offering: offering(typed.at) }),
    pickTime: async (typed: Typed) =>
      visits.pickTime(means, {
        ...(await order(typed)),
        slotId: await slotOf(typed.reference),
        interpreter: false,
      }),
    refuseTimes: async (typed: Typed) =>
      visits.refuseTimes(means, { ...(await order(typed)), words: 'жұмада' }),
    moveVisit: async (typed: Typed) =>
      visits.cancelByPerson(means, { ...(await order(typed)), reason: 'көлік жоқ' }),
    cancelVisit: async (typed: Typed) =>
      visits.cancelByMaker(means, { ...(await order(typed)), reason: 'шебер ауырып қалды' }),
    missMaker: async (typed: Typed) =>
      visits.reportMakerMissing(means, { ...(await order(typed)), note: null }),
    missPerson: async (typed: Typed) =>
      visits.reportPersonMissing(means, { ...(await order(typed)), note: null }),
    bookInterpreter: async (typed: Typed) => visits.bookInterpreter(means, await order(typed)),
    measure: async (typed: Typed) =>
      visits.recordVisit(means, {
        ...(await order(typed)),
        outcome: 'measured',
        note: 'Өлшем алынды',
      }),
    handOver: async (typed: Typed) =>
      visits.recordVisit(means, {
        ...(await order(typed)),
        outcome: 'handed_over',
        note: 'Қолына берілді',
      }),
    note: async (typed: Typed) =>
      acts.addStaffNote(means, { ...(await order(typed)), note: 'қоңырау шалдым' }),
  };

  /** Starts a draft for a new line of the programme. */
  const start = async (
    line: { aidClass?: string; quantity?: number; offerId?: number; at?: Date } = {},
  ): Promise<string> => {
    const { offerId = town.offerId, at = MONDAY, ...rest } = line;
    const entitlementId = await makeEntitlement(db, { applicantId: town.applicantId, ...rest });
    const key = randomUUID();
    const started = await acts.startRequest(means, {
      by: town.aigerim,
      at,
      entitlementId,
      offerId,
      key,
    });
    if (!started.done) throw new Error(`not started: ${started.reason}`);
    return started.reference;
  };

  /** Starts a draft for an aid that is made for one person, without a product. */
  const startMaking = async ({ at = MONDAY }: { at?: Date } = {}): Promise<string> => {
    const aidClass = 'PO-02-02';
    const entitlementId = await makeEntitlement(db, { applicantId: town.applicantId, aidClass });
    const key = randomUUID();
    const started = await acts.startRequest(means, {
      by: town.aigerim,
      at,
      entitlementId,
      offerId: null,
      key,
    });
    if (!started.done) throw new Error(`not started: ${started.reason}`);
    return started.reference;
  };

  /** A new request in a status, `appealed` and `misfit` included. */
  const inStatus = async (status: Status): Promise<string> => {
    const reference = MADE.includes(status) ? await startMaking() : await start();
    for (const [act, who] of WAYS[status]) must(await all[act]({ by: town[who], reference }));
    return reference;
  };

  return { means, all, request, seen, code, start, startMaking, inStatus };
}

export type Acts = ReturnType<typeof actsOf>;
export type ActName = keyof Acts['all'];
type Who = 'aigerim' | 'saule' | 'dmitri' | 'askar';
type Way = [ActName, Who][];

const submitted: Way = [['submit', 'aigerim']];
const inReview: Way = [...submitted, ['take', 'saule']];
const ordered: Way = [...inReview, ['approve', 'saule']];
const confirmed: Way = [...ordered, ['confirm', 'askar']];
const dispatched: Way = [...confirmed, ['dispatch', 'askar']];
const refusedWay: Way = [...inReview, ['refuse', 'saule']];

const commissioned: Way = [
  ['state', 'aigerim'],
  ...inReview,
  ['appoint', 'saule'],
  ['approve', 'saule'],
];
const inFitting: Way = [...commissioned, ['confirm', 'askar'], ['measure', 'askar']];

// Statuses of aids that are made for one person.
const MADE: readonly Status[] = ['commissioned', 'in_fitting'];

// How a request gets into each status that one offer and one person can reach without time passing.
const WAYS: Record<Status, Way> = {
  draft: [],
  submitted,
  in_review: inReview,
  awaiting_applicant: [...inReview, ['ask', 'saule']],
  ordered,
  commissioned,
  choosing_again: [...ordered, ['decline', 'askar']],
  confirmed,
  in_fitting: inFitting,
  dispatched,
  misfit: [...dispatched, ['misfit', 'aigerim']],
  received: [...dispatched, ['receive', 'aigerim']],
  closed: [],
  refused: refusedWay,
  appealed: [...refusedWay, ['appeal', 'aigerim']],
  withdrawn: [...submitted, ['withdraw', 'aigerim']],
  expired: [],
};

// Two windows, three and four days ahead.
function offering(at = MONDAY) {
  const windows = [3, 4].map((days) => windowAt(addCalendarDays(dayOf(at), days), '10:00'));
  return { windows, placeKind: 'maker' as const, place: 'Абай, 2', note: null };
}

function must(result: Result): void {
  if (!result.done) throw new Error(`refused: ${result.reason}`);
}
