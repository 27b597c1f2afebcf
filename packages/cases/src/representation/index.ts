export { actFor, actingOver } from './act-for.ts';
export { barredFrom, forRepresented, scopeOf, type Barred } from './allowed.ts';
export { checkRegister, type RegisterCheck } from './check-register.ts';
export { OPEN_END } from './told.ts';
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
export type { MandateAct, MandateKind, MandateState, MandateView, MandateWish, OfferView, RepresentedCase } from './types.ts';
