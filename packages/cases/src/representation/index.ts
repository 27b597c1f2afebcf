export { actFor, actingEnded } from './act-for.ts';
export { barredFrom, forRepresented, scopeOf, type Barred } from './allowed.ts';
export {
  answerOffer,
  CODE_DAYS,
  endMandate,
  findOffer,
  listMandateActs,
  listMandates,
  listRepresentedCases,
  MOST_YEARS,
  offerMandate,
  readMandate,
  renewCode,
} from './mandates.ts';
export type { MandateAct, MandateState, MandateView, MandateWish, OfferView, RepresentedCase } from './types.ts';
