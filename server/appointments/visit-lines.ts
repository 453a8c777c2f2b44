// Visits as lines of a list: when, where, and what came of them.
import type { Visit } from '../web/visit.ts';
import { placeText } from './place.ts';
import type { Appointment } from './store.ts';
import { windowText } from './windows.ts';

/** Visits in words, the newest first. */
export function visitLines(visits: readonly Appointment[], visit: Visit) {
  const { t, format } = visit;
  return visits.map((one) => {
    const missed = one.state === 'missed';
    return {
      when: one.window
        ? windowText(one.window, format)
        : one.closedAt && one.state === 'held'
          ? format.date(one.closedAt)
          : null,
      state: t(`appointments.state.${missed ? `missed.${one.closedBy}` : one.state}`),
      tone: missed ? 'problem' : one.state === 'held' ? 'success' : 'neutral',
      outcome: one.outcome && t(`appointments.outcome.${one.outcome}`),
      /** Until a time is picked: those that were offered. */
      offered: one.window ? [] : one.slots.map((slot) => windowText(slot, format)),
      place: one.window || one.slots.length ? placeText(one, t) : null,
      reason: one.reason,
    };
  });
}
