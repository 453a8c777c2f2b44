// The face of the pool: what offices have that somebody had before.
export { answerOffer, offerAid, supplyOffer, withdrawOffer } from './offering.ts';
export { addAid, inspectAid, writeOffAid } from './stock.ts';
export { endIfOver, sweepPool } from './by-date.ts';
