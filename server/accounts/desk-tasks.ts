// What other slices bring to a desk's first page: a list, and how much waits in it. `app.ts` hands them in.
import type { Visit } from '../web/visit.ts';
import type { Reader } from './reader.ts';

/** A list of a desk. */
export interface DeskTask {
  text: string;
  href: string;
  /** How much waits there; null where nothing is counted. */
  count: number | null;
}

/** Finds what waits for a reader at a desk on a day. */
export type DeskTasks = (reader: Reader, today: string, visit: Visit) => Promise<DeskTask[]>;

/** What all slices bring, in their order. */
export async function deskTasksOf(
  makers: readonly DeskTasks[],
  reader: Reader,
  today: string,
  visit: Visit,
): Promise<DeskTask[]> {
  return (await Promise.all(makers.map((make) => make(reader, today, visit)))).flat();
}
