// Parts of a case's page that other slices bring: `app.ts` hands them in, so that the desk need not know them.
import type { Visit } from '../web/visit.ts';
import type { OpenCase } from './open-case.ts';

/** What a panel is made from. */
export interface CaseGround {
  visit: Visit;
  open: OpenCase;
}

/** A part of the page. `now`: below the head; `acts`: a further act beside the others; `details`: among the facts. */
export interface CasePanelPart {
  place: 'now' | 'acts' | 'details';
  template: string;
  values: Record<string, unknown>;
}

/** Makes a part of the page, or none. */
export type CasePanel = (ground: CaseGround) => Promise<CasePanelPart | null>;

/** The panels of a page, by place. */
export async function casePanelsOf(
  makers: readonly CasePanel[],
  ground: CaseGround,
): Promise<Record<CasePanelPart['place'], CasePanelPart[]>> {
  const made = await Promise.all(makers.map((make) => make(ground)));
  const at = (place: CasePanelPart['place']) =>
    made.filter((part) => part !== null).filter((part) => part.place === place);
  return { now: at('now'), acts: at('acts'), details: at('details') };
}
