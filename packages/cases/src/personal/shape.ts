import { z } from 'zod';

const source = z.looseObject({}).nullable();
const kept = z.strictObject({
  title: z.string(),
  filename: z.string(),
  mediaType: z.string(),
  size: z.number(),
  sha256: z.string(),
  at: z.string(),
  /** Where it lies in the ZIP. */
  path: z.string(),
});

const caseShape = z.strictObject({
  reference: z.string(),
  service: z.string(),
  title: z.string(),
  authority: z.string(),
  submittedAt: z.string(),
  closedAt: z.string().nullable(),
  outcome: z.string().nullable(),
  /** Last day on which it is kept; null while it is open. */
  keptUntil: z.string().nullable(),
  answers: z.array(z.strictObject({ name: z.string(), label: z.string(), value: z.unknown(), source })),
  persons: z.array(z.strictObject({ officialName: z.string(), firstName: z.string(), dateOfBirth: z.string().nullable() })),
  fee: z.strictObject({ total: z.string(), items: z.array(z.looseObject({})) }).nullable(),
  payments: z.array(z.strictObject({ amount: z.string(), state: z.string(), at: z.string(), settledAt: z.string().nullable() })),
  messages: z.array(z.strictObject({ kind: z.string(), at: z.string(), readAt: z.string().nullable(), words: z.string().nullable() })),
  documents: z.array(kept),
  /** What the portal confirmed: submission, later files, withdrawal, payment. */
  receipts: z.array(kept),
  /** How documents reached the person; days are ISO dates. */
  deliveries: z.array(
    z.strictObject({
      document: z.string(),
      channel: z.string(),
      state: z.string(),
      begunAt: z.string(),
      openedAt: z.string().nullable(),
      sentOn: z.string().nullable(),
      returnedOn: z.string().nullable(),
      deliveredOn: z.string().nullable(),
      proofKind: z.string().nullable(),
      proof: z.string().nullable(),
      law: z.string().nullable(),
    }),
  ),
  files: z.array(kept),
  /** Who looked at it and why. */
  accesses: z.array(z.strictObject({ at: z.string(), who: z.string(), purpose: z.string() })),
});

/** data.json of a personal export: everything held about one person, in one format. Its JSON Schema lies beside it in the ZIP. */
export const personalExportShape = z.strictObject({
  format: z.literal(1),
  madeAt: z.string(),
  person: z.strictObject({
    officialName: z.string(),
    firstName: z.string(),
    dateOfBirth: z.string().nullable(),
    email: z.string().nullable(),
    language: z.string(),
    municipality: z.number().nullable(),
    /** Sign-in provider and its name for the person. */
    issuer: z.string(),
    subject: z.string(),
    since: z.string(),
  }),
  sessions: z.array(z.strictObject({ since: z.string(), until: z.string(), level: z.number(), application: z.string() })),
  drafts: z.array(
    z.strictObject({
      service: z.string(),
      authority: z.string(),
      savedAt: z.string(),
      expiresAt: z.string(),
      facts: z.unknown(),
      answers: z.unknown(),
      files: z.array(kept),
    }),
  ),
  cases: z.array(caseShape),
  /** Powers of attorney that the person gave or took. */
  mandates: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string().nullable(),
      firstDay: z.string(),
      lastDay: z.string(),
      state: z.string(),
      scopes: z.array(z.string()).nullable(),
      mayAct: z.boolean(),
      acts: z.array(z.strictObject({ at: z.string(), what: z.string(), who: z.string() })),
    }),
  ),
  deletionRequests: z.array(
    z.strictObject({
      reference: z.string(),
      askedAt: z.string(),
      state: z.string(),
      answeredAt: z.string().nullable(),
      answer: z.string().nullable(),
    }),
  ),
});

export type PersonalExport = z.infer<typeof personalExportShape>;
export type ExportedCase = PersonalExport['cases'][number];
export type ExportedFile = z.infer<typeof kept>;

/** The JSON Schema (draft 2020-12) of data.json. */
export function personalExportSchema(): object {
  return z.toJSONSchema(personalExportShape);
}
