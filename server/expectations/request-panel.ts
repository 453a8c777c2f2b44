// On a person's request: its place in the queue, why it moved, and when what comes next may be expected.
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import type { Queryable } from '../database.ts';
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { Status } from '../requests/lifecycle.ts';
import type { RequestPanel } from '../requests/panels.ts';
import type { Visit } from '../web/visit.ts';
import { expectationsFor, movesOf, placeOf, type QueueMove } from './expectations.ts';
import type { Step } from './steps.ts';
import { basisOf, dateIn, durationIn } from './words.ts';

const MOVES_SHOWN = 3;

// Which step a request is at, by its status; all others have no number.
const STEP_OF: Partial<Record<Status, Step>> = {
  submitted: 'decision',
  in_review: 'decision',
  awaiting_applicant: 'decision',
  ordered: 'dispatch',
  commissioned: 'dispatch',
  confirmed: 'dispatch',
  in_fitting: 'dispatch',
  dispatched: 'arrival',
};

/** The panel of a request that waits for somebody; none where nothing more is to be expected. */
export function requestExpectations({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit, request, day }) => {
    const step = STEP_OF[request.status];
    if (!step) return null;
    const { t, format } = visit;
    const [known, place, moves, holidays, from] = await Promise.all([
      expectationsFor(db.read, {
        aidClassCode: request.aidClass.code,
        regionCode: request.applicant.regionCode,
      }),
      placeOf(db.read, request.id),
      movesOf(db.read, request.id, MOVES_SHOWN),
      holidaysOf(db.read),
      beganOn(db.read, request, step),
    ]);
    const next = known.get(step);
    const whole = step === 'arrival' ? undefined : known.get('whole');
    const submittedOn = dayOf(new Date(request.submittedAt!));
    const expected = next && dateIn(next, { from, today: day, holidays }, visit);
    return {
      place: 'now',
      template: 'expectations/request',
      values: {
        place:
          place &&
          t('expectations.place', {
            place: format.number(place.place),
            waiting: format.number(place.waiting),
          }),
        placeAt: place && t('expectations.placeAt', { at: format.dateTime(place.reckonedAt) }),
        moves: moves.map((move) => moveIn(move, visit)),
        next: expected?.text ?? null,
        waited: expected?.waited ?? null,
        whole: whole && dateIn(whole, { from: submittedOn, today: day, holidays }, visit).text,
        basis: next || whole ? basisOf((next ?? whole)!, visit) : null,
        paused: request.status === 'awaiting_applicant',
      },
    };
  };
}

/** Before the submission: how long such requests take. */
export function checkExpectations({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit, request }) => {
    const known = await expectationsFor(db.read, {
      aidClassCode: request.aidClass.code,
      regionCode: request.applicant.regionCode,
    });
    const shown = (['decision', 'whole'] as const).flatMap((step) => known.get(step) ?? []);
    return {
      place: 'now',
      template: 'expectations/before',
      values: {
        lines: shown.map((one) => ({ text: durationIn(one, visit), basis: basisOf(one, visit) })),
      },
    };
  };
}

function moveIn({ at, from, to, reason, urgent, earlier }: QueueMove, { t, format }: Visit) {
  const values = { from: from ?? 0, to: to ?? 0, urgent, earlier };
  const why = reason === 'others' ? othersOf(urgent, earlier) : reason;
  return {
    on: at.slice(0, 10),
    date: format.date(at),
    text: t(`expectations.move.${why}`, values),
  };
}

function othersOf(urgent: number, earlier: number): string {
  if (urgent && earlier) return 'urgentAndEarlier';
  return urgent ? 'urgent' : 'earlier';
}

// When the step began that a request is at.
async function beganOn(db: Queryable, request: AidRequest, step: Step): Promise<string> {
  if (step === 'decision') return dayOf(new Date(request.submittedAt!));
  if (step === 'arrival') return dayOf(new Date(request.statusSince));
  const decided: { at: string } | undefined = await db('request_events')
    .where({ request_id: request.id, from_status: 'in_review' })
    .whereIn('to_status', ['ordered', 'commissioned'])
    .orderBy('version')
    .first('at');
  return dayOf(new Date(decided?.at ?? request.statusSince));
}
