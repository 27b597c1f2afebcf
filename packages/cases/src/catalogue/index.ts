export { contentHash } from './content-hash.ts';
export { age, due, expectedDay, lastDay, parsePeriod, readPeriod, type DayOff, type Period, type PeriodUnit } from './calendar.ts';
export { buildCatalogue, type CatalogueOptions } from './catalogue.ts';
export { offerSettings } from './offer.ts';
export { readCsv } from './authorities/csv.ts';
export { readCatalogueFolder } from './read-folder.ts';
export type * from './types.ts';
export * from '../check/index.ts';
export * from '../texts/index.ts';
