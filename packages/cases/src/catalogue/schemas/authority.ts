import { z } from 'zod';
import { authorityRecords, offerRecords } from './records.ts';
import { amount, capabilityName, isoDay, kebabId, language, languageTexts, period } from './common.ts';

const office = z.strictObject({
  names: languageTexts.optional(),
  contact: z.looseObject({ phone: z.string().optional(), email: z.string().optional() }).default({}),
  hours: z.array(z.string()).default([]),
  roles: z.record(z.string(), z.array(z.string())).default({}),
  serves: z.array(z.number().int()).optional(),
  reach: z.enum(['here', 'message']).optional(),
  address: z.looseObject({}).optional(),
});

const offer = z.strictObject({
  service: kebabId,
  from: isoDay,
  until: isoDay.optional(),
  state: z.enum(['pilot', 'live', 'paused']),
  share: z.number().min(0).max(100).optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
  channels: z.array(z.string()).optional(),
  records: offerRecords.optional(),
  backOff: z.looseObject({}).optional(),
});

const binding = z.strictObject({
  capability: capabilityName,
  to: z.enum(['people', 'connector']),
  connector: z.string().optional(),
  /** For fees.collect: means of payment that the person chooses between, in this order. */
  choices: z
    .array(z.strictObject({ connector: z.string(), means: z.enum(['online', 'invoice']) }))
    .min(1)
    .max(5)
    .optional(),
  office: kebabId.optional(),
  from: isoDay,
  until: isoDay.optional(),
  whenDown: z.strictObject({ people: z.string() }).optional(),
  openSteps: z.enum(['move', 'keep']).optional(),
});

const fee = z.strictObject({
  code: z.string(),
  amount,
  from: isoDay,
  until: isoDay.optional(),
  law: z.string().nullish(),
  confirmed: z.boolean().optional(),
  example: z.boolean().optional(),
  source: z.string().optional(),
});

const law = z.strictObject({
  cite: z.string(),
  from: isoDay,
  until: isoDay.optional(),
  names: languageTexts,
  confirmed: z.boolean(),
  url: z.string().optional(),
  note: z.string().optional(),
});

const remedy = z.strictObject({
  kind: z.string(),
  period,
  from: z.string(),
  names: languageTexts,
  text: languageTexts,
  confirmed: z.boolean().optional(),
  law: z.string().optional(),
  /** Who takes it; absent: the authority that ruled. */
  to: z
    .strictObject({
      names: languageTexts,
      address: z.looseObject({
        street: z.string().optional(),
        houseNumber: z.string().optional(),
        swissZipCode: z.string(),
        town: z.string(),
      }),
    })
    .optional(),
  form: z.array(z.enum(['written', 'signed', 'request', 'reasons', 'evidence', 'ruling-enclosed'])).default([]),
});
/** When a ruling that nobody took counts as delivered; without `after` only a proof counts. */
const deemed = z.strictObject({ after: period.optional(), law: z.string().optional(), confirmed: z.boolean().optional() });
const notification = z.strictObject({
  /** Into the inbox, with the person’s consent; absent: rulings go by letter. */
  electronic: deemed.optional(),
  /** From the first attempt of the post that found nobody. */
  registered: deemed.optional(),
});
const position = z.strictObject({ number: z.string(), title: z.string() });
/** What carries no day of its own and holds only from a day on: the value that is then set at the place. */
const planned = z.strictObject({
  from: isoDay,
  at: z.string().regex(/^(names|subject|address|website|languages|offices\.[a-z0-9-]+(\.(names|contact|hours|roles|serves))?)$/, {
    error: 'expected a place such as "offices.residents-office.contact"',
  }),
  value: z.unknown(),
});
/** Days on which the authority is closed besides holidays; `until` inclusive. */
const closedDays = z.strictObject({ from: isoDay, until: isoDay.optional(), name: z.string() });
const dayOfYear = z.string().regex(/^((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|easter[+-]\d{1,2})$/, {
  error: "expected a day of every year such as '07-15' or easter-7",
});
/** Legal recess: periods counted in days stand still. */
const recess = z.strictObject({ from: dayOfYear, until: dayOfYear, law: z.string().optional(), confirmed: z.boolean().optional() });
/** Name of a file in `themes/` of the canton. */
const theme = kebabId.nullish();

const common = {
  format: z.literal(1),
  id: kebabId,
  names: languageTexts,
  subject: languageTexts.optional(),
  languages: z.array(language).min(1),
  theme,
  calendar: z.string().optional(),
  laws: z.record(z.string(), z.array(law)).default({}),
  remedies: z.record(z.string(), remedy).default({}),
  notification: notification.optional(),
  positions: z.record(z.string(), position).default({}),
  records: authorityRecords.optional(),
  bindings: z.array(binding).default([]),
  offers: z.array(offer).default([]),
  fees: z.array(fee).default([]),
  offices: z.record(kebabId, office).default({}),
  accounts: z.record(z.string(), z.looseObject({})).optional(),
  /** Names of keys, by what they are for; the operator says where each lies. */
  seals: z.strictObject({ seal: kebabId.optional(), sign: kebabId.optional() }).optional(),
  address: z
    .looseObject({ street: z.string().optional(), houseNumber: z.string().optional(), swissZipCode: z.string(), town: z.string() })
    .optional(),
  website: z.string().optional(),
  closedDays: z.array(closedDays).default([]),
  planned: z.array(planned).default([]),
  recess: z.array(recess).default([]),
};

/** Level of assurance (AGOVaq) of what is captured at the counter, by the identity paper that was shown; `unknown`: none, or on the phone. */
const counter = z.strictObject({
  identity: z
    .strictObject({
      passport: z.number().int(),
      'identity-card': z.number().int(),
      'residence-permit': z.number().int(),
      known: z.number().int(),
    })
    .partial()
    .default({}),
  unknown: z.number().int().min(0).max(600).default(100),
});

/** authorities/<canton>/canton.yaml and the files of authorities/ch. */
export const cantonSchema = z.strictObject({
  ...common,
  zone: z.string().default('Europe/Zurich'),
  banner: z.string().nullish(),
  code: z.string().optional(),
  level: z.string().optional(),
  counter: counter.default({ identity: {}, unknown: 100 }),
});

/** authorities/<canton>/<authority>.yaml. */
export const authoritySchema = z.strictObject({
  ...common,
  level: z.enum(['municipality', 'canton', 'confederation', 'district', 'partner']),
  bfs: z.number().int().nullish(),
  history: z.array(z.strictObject({ from: isoDay, into: kebabId })).default([]),
  /** Offices (`<authority>/<office>`) whose people with the role `support` may open our cases to repair a fault. */
  support: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)).default([]),
});

export type CantonEntry = z.infer<typeof cantonSchema>;
export type AuthorityEntry = z.infer<typeof authoritySchema>;
