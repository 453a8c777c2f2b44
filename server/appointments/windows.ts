// Times of visits: windows of two hours, on a day in Kazakhstan.
import { dayOf } from '../calendar/today.ts';
import type { Format } from '../i18n/formats.ts';

/** How long a window is open. */
export const WINDOW_HOURS = 2;

/** When a window may begin. */
export const BEGINNINGS = Array.from(
  { length: 11 },
  (_, at) => `${String(8 + at).padStart(2, '0')}:00`,
);

export interface Window {
  /** Instants in UTC. */
  startsAt: string;
  endsAt: string;
}

/** The window that begins on a day at a time of Kazakhstan's clock. */
export function windowAt(day: string, beginning: string): Window {
  const start = new Date(`${day}T${beginning}:00+05:00`);
  const end = new Date(start.getTime() + WINDOW_HOURS * 3_600_000);
  return { startsAt: start.toISOString(), endsAt: end.toISOString() };
}

/** 24 November 2026, 10:00–12:00. */
export function windowText({ startsAt, endsAt }: Window, format: Format): string {
  return `${format.date(startsAt)}, ${clockOf(startsAt)}–${clockOf(endsAt)}`;
}

/** Whether a window has begun. */
export function hasBegun({ startsAt }: Pick<Window, 'startsAt'>, at: Date): boolean {
  return startsAt <= at.toISOString();
}

/** The day of a window in Kazakhstan. */
export function dayOfWindow({ startsAt }: Pick<Window, 'startsAt'>): string {
  return dayOf(new Date(startsAt));
}

const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty', timeStyle: 'short' });

function clockOf(instant: string): string {
  return CLOCK.format(new Date(instant));
}
