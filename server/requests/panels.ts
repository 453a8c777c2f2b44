// Parts of a request's page that other slices bring: `app.ts` hands them in, so that requests need not know them.
import type { Relation } from '../applicants/access.ts';
import type { Visit } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';

/** What a panel is made from. */
export interface RequestGround {
  visit: Visit;
  request: AidRequest;
  /** How the reader stands to the person: `see` may not act. */
  relation: Relation;
  at: Date;
  /** The day in Kazakhstan. */
  day: string;
}

/** A part of the page. `now`: what is to do or to know at once; `details`: before the history. */
export interface RequestPanelPart {
  place: 'now' | 'details';
  template: string;
  values: Record<string, unknown>;
}

/** Makes a part of the page, or none. */
export type RequestPanel = (ground: RequestGround) => Promise<RequestPanelPart | null>;

/** The panels of a page, by place. */
export async function requestPanelsOf(
  makers: readonly RequestPanel[],
  ground: RequestGround,
): Promise<Record<RequestPanelPart['place'], RequestPanelPart[]>> {
  const made = await Promise.all(makers.map((make) => make(ground)));
  const at = (place: RequestPanelPart['place']) =>
    made.filter((part) => part !== null).filter((part) => part.place === place);
  return { now: at('now'), details: at('details') };
}
