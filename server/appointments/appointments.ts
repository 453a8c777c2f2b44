// The face of visits: what other slices may ask and do.
export { countMissedBy } from './in-making.ts';
export {
  bookInterpreter,
  cancelByMaker,
  offerTimes,
  recordVisit,
  reportPersonMissing,
  type Offering,
} from './acts-of-maker.ts';
export { cancelByPerson, pickTime, refuseTimes, reportMakerMissing } from './acts-of-person.ts';
export { runAppointments } from './by-date.ts';
