// The face of the register of aids: what people have, how it comes to them, changes and is renewed.
export { changeAid, writeAidEvent } from './change.ts';
export { issueAid, takeFromPerson } from './issue.ts';
export { replacementTermKept } from './may-replace.ts';
export { openRenewal, renewalOf, renewalOfAid, type Renewal } from './renewals.ts';
export { replacementTermOf, setMissingReplacements } from './replacement.ts';
export {
  AID_STATES,
  aidName,
  aidOf,
  aidOfOrder,
  aids,
  aidsOf,
  aidsOfRequest,
  CONDITIONS,
  findAid,
  HELD,
  type Aid,
  type AidRow,
  type AidState,
  type Condition,
} from './register.ts';
