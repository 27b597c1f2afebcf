import { z } from 'zod';
import { period } from './common.ts';

/** Words of eCH-0039 2.0 (`classificationType`, `openToThePublicType`). */
export const classification = z.enum(['unclassified', 'in_house', 'confidential', 'secret']);
export const openness = z.enum(['undefined', 'public', 'not_public']);
export const appraisal = z.enum(['archive', 'sample', 'destroy']);

const data = {
  classification: classification.optional(),
  /** Holds personal data worth protecting. */
  privacy: z.boolean().optional(),
  openness: openness.optional(),
  /** Years during which an archive shows it to nobody. */
  protection: z
    .string()
    .regex(/^\d{1,3} years?$/, { error: 'expected whole years such as "30 years"' })
    .optional(),
  /** For appraisal `sample`: how many of a hundred go to the archive. */
  sample: z.number().int().min(1).max(99).optional(),
  /** When a case file is offered to the archive: at its end, or when its retention is over. */
  offer: z.enum(['closing', 'retention']).optional(),
  /** Does a records system get the case file at its end, by the capability `records.file`. */
  system: z.enum(['none', 'closing']).optional(),
};

/** records of a service: what every case of it has as a file. */
export const serviceRecords = z.strictObject({ ...data, position: z.string(), retention: period, appraisal });

/** records of one offer: what differs for this authority. */
export const offerRecords = z.strictObject({
  ...data,
  position: z.string().optional(),
  retention: period.optional(),
  appraisal: appraisal.optional(),
});

/** records of an authority or canton: what holds where services say nothing, and the name of the classification scheme. */
export const authorityRecords = z.strictObject({ ...data, scheme: z.string().optional() });

export type RecordRules = z.infer<typeof offerRecords>;
export type RecordDefaults = z.infer<typeof authorityRecords>;
