import { z } from 'zod';

const text = z.string().max(200);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A date of which month or day may be unknown (eCH-0044, section 3.3.8: datePartiallyKnown). */
const partialDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
const municipality = z.string().regex(/^\d{1,6}$/);

const shared = {
  key: z.string().min(1).max(50),
  /** Null: all matters. */
  scopes: z
    .array(z.string().regex(/^[a-z][a-z0-9-]*$/))
    .min(1)
    .max(50)
    .nullable(),
  /** `joint`: another one must co-sign. */
  signature: z.enum(['sole', 'joint']),
  from: day.nullable(),
  until: day.nullable(),
  decision: text.nullable(),
};
const person = z.object({
  officialName: text.min(1),
  firstName: text.min(1),
  dateOfBirth: partialDate,
  municipality: municipality.nullable(),
});
const company = z.object({
  uid: z.string().regex(/^CHE-\d{3}\.\d{3}\.\d{3}$/),
  name: z.string().min(1).max(255),
  legalForm: z
    .string()
    .regex(/^\d{2,4}$/)
    .nullable(),
  seat: municipality,
  address: z.string().max(500).nullable(),
});

/** What a register says of whom a person represents. */
export const representationsAnswer = z.object({
  representations: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('parent'), ...shared, person }),
        z.object({ kind: z.literal('guardian'), ...shared, person }),
        z.object({ kind: z.literal('organ'), ...shared, company }),
      ]),
    )
    .max(200),
});

export type Representations = z.infer<typeof representationsAnswer>['representations'];
