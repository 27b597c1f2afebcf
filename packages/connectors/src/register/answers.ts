import { z } from 'zod';

/** A date of which month or day may be unknown (eCH-0044, section 3.3.8: datePartiallyKnown). */
const partialDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
const text = z.string().max(200);

export const addressShape = z.object({
  street: text,
  houseNumber: text.nullable(),
  swissZipCode: z.string().regex(/^\d{4}$/),
  town: text,
  text: z.string().max(500),
});

export const personAnswer = z.discriminatedUnion('found', [
  z.object({ found: z.literal(false) }),
  z.object({
    found: z.literal(true),
    person: z.object({
      registerKey: z.string().min(1).max(50),
      officialName: text.min(1),
      firstName: text.min(1),
      dateOfBirth: partialDate,
      sex: z.enum(['1', '2', '3']).nullable(),
      origin: text.nullable(),
      nationalities: z.array(text).max(20),
    }),
    residence: z.object({ municipality: z.string().regex(/^\d{1,6}$/), arrivedOn: partialDate.nullable() }),
    address: addressShape.nullable(),
  }),
]);

export const householdAnswer = z.discriminatedUnion('found', [
  z.object({ found: z.literal(false) }),
  z.object({
    found: z.literal(true),
    household: z.object({
      members: z
        .array(
          z.object({
            registerKey: z.string().min(1).max(50),
            officialName: text.min(1),
            firstName: text.min(1),
            dateOfBirth: partialDate.nullable(),
            relation: text,
          }),
        )
        .min(1)
        .max(50),
      complete: z.boolean(),
    }),
  }),
]);

const confirmation = z.object({
  ref: z.unknown(),
  officialName: text,
  firstName: text,
  dateOfBirth: partialDate.nullable(),
  origin: text.nullable(),
  address: z.string().max(500).nullable(),
  arrivedOn: partialDate.nullable(),
});

export const residenceAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('confirmed'), confirmations: z.array(confirmation).min(1).max(20), reason: z.null() }),
  z.object({
    outcome: z.enum(['not-registered', 'refused']),
    confirmations: z.array(confirmation).max(0),
    reason: z.string().min(1).max(2000),
  }),
]);

export const numberAnswer = z.object({ outcome: z.enum(['matches', 'differs', 'unknown']) });
