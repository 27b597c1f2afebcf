export {
  endOpening,
  listOpenings,
  mayOpenInEmergency,
  openInEmergency,
  OPENING_KINDS,
  seesOpenings,
  SUPPORT_ROLE,
  type Opening,
  type OpeningKind,
} from './open-case.ts';
