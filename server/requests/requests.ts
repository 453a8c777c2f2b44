// The face of requests: every act on them, each one transaction. What may move where is in `lifecycle.ts`.
export { startRequest, changeDraft, discardDraft, type Started } from './acts/draft.ts';
export { submitRequest, type Told } from './acts/submission.ts';
export { withdrawRequest } from './acts/withdrawal.ts';
export { giveRequest, releaseRequest, takeOverRequest, takeRequest } from './acts/assignment.ts';
export { answerQuestion, askQuestion, TOLD_HOW, type ToldHow } from './acts/questions.ts';
export {
  approveRequest,
  consentToDecision,
  refuseRequest,
  returnDecision,
} from './acts/decision.ts';
export type { Part } from './acts/part-of-approval.ts';
export {
  confirmOrder,
  declineOrder,
  dispatchOrder,
  FITTING_OUTCOMES,
  recordFitting,
  type FittingOutcome,
  remedyOrder,
  takeBackOrder,
} from './acts/orders.ts';
export { proposeOffer } from './acts/sourcing.ts';
export { chooseAgain } from './acts/choosing-again.ts';
export { appointMaker, chooseMakerAgain, stateParticulars } from './acts/making.ts';
export { confirmReceipt, OUTCOMES, type Outcome } from './acts/receipt.ts';
export { chooseUsed, supplyFromPool, USED_CHOICES, type UsedChoice } from './acts/from-pool.ts';
export { appealRefusal, decideAppeal, withdrawAppeal } from './acts/appeal.ts';
export { appealPart, decidePartAppeal, withdrawPartAppeal } from './acts/part-appeal.ts';
export { holdRequest, resumeRequest } from './acts/holding.ts';
export { writeToPerson } from './acts/word.ts';
export { addStaffNote } from './acts/note.ts';
export { runDeadlines } from './acts/by-date.ts';
export type { Done, Means, Order, Refused, Result } from './acts/perform.ts';
export type { AidRequest } from './aid-request.ts';
