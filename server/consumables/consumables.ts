// The face of consumables: the rest of a line comes in lots, each sent by the person with one act.
export { startPlan } from './start-plan.ts';
export { sendLot, skipLot } from './sending.ts';
export { changePlan, stopPlan, type PlanChanges } from './changing.ts';
export { runConsumables } from './by-date.ts';
export type { PlanOrder } from './on-plan.ts';
