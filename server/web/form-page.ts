// One way to show a form: with the record's values, or again with what was typed and what to mend.
import type { Response } from 'express';
import type { Portal } from '../portal.ts';
import type { Problem, Typed } from './forms.ts';
import type { Frame } from './pages.ts';
import { stampOf, STALE } from './stale.ts';

/** A form that came back: what was typed, and what is wrong with it. */
export interface Returned {
  typed: Typed;
  problems: Problem[];
}

/**
 * Shows a form. `current` are the stored values as text, by field; a form that came back shows what was
 * typed, and beside it what a colleague stored in the meantime. The state that it is filled in for is `stamp`, or
 * is taken from `record`.
 */
export function showForm(
  { page }: Pick<Portal, 'page'>,
  res: Response,
  template: string,
  frame: Frame & { current: Typed; record?: object; stamp?: string },
  returned?: Returned,
): void {
  const stale = returned?.problems.some(({ field }) => field === STALE.field) ?? false;
  const values = returned ? returned.typed : frame.current;
  const form = { values, stored: stale ? frame.current : null };
  const version = frame.stamp ?? (frame.record ? stampOf(frame.record) : '');
  page(res, template, { ...frame, ...returned, form, version }, stale ? 409 : undefined);
}

/** A row's columns as the form's fields show them. */
export function asTyped(row: object, columns: readonly string[]): Typed {
  const held = new Map<string, string | number | null>(Object.entries(row));
  return Object.fromEntries(columns.map((name) => [name, String(held.get(name) ?? '')]));
}

/** `2026-11-23` as people type it: 23.11.2026. */
export function typedDay(day: string | null): string {
  return day ? day.split('-').toReversed().join('.') : '';
}

/** Whole tiyn as tenge are typed: 150000 or 150000,50. */
export function typedMoney(tiyn: number): string {
  const rest = tiyn % 100;
  return `${Math.floor(tiyn / 100)}${rest ? `,${String(rest).padStart(2, '0')}` : ''}`;
}
