// The words of representations. Labels are `representations.kind.<kind>`, `.scope.<scope>`, `.refusal.<reason>`.
export const KINDS = ['parent', 'guardian', 'power_of_attorney', 'organisation'] as const;
export type Kind = (typeof KINDS)[number];

/** What a person may grant by their own will; the others follow from birth or a court. */
export const OWN_WILL = ['power_of_attorney', 'organisation'] as const satisfies readonly Kind[];

/** `see`: look; `act`: look and act. Receiving messages is a right of its own. */
export const SCOPES = ['see', 'act'] as const;
export type Scope = (typeof SCOPES)[number];

/** Why the office does not confirm. `not_confirmed` is also what the system says where nothing could be checked. */
export const REFUSALS = [
  'not_confirmed',
  'paper_missing',
  'paper_ended',
  'person_objects',
  'of_age',
  'other',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type AskState = 'waiting' | 'accepted' | 'refused' | 'withdrawn';

/** Who started an ask. */
export type Way = 'helper' | 'applicant' | 'office';

/** Why a representation ended: `of_age` the child is 18; `expired` its last day passed; else by whom. */
export type EndReason = 'person' | 'helper' | 'office' | 'of_age' | 'expired';

/** What a representation allows, and when. Days are plain dates. */
export interface Terms {
  scope: Scope;
  receivesMessages: boolean;
  from: string;
  until: string | null;
}
