import { z } from 'zod';
import { serviceRecords } from './records.ts';
import { dataName, feel, isoDay, kebabId, language, period, textKey } from './common.ts';

/** What a service is: its button and its titles say so. */
export const serviceKind = z.enum(['order', 'application', 'declaration', 'booking', 'payment', 'information', 'link']);

const setting = z.strictObject({
  type: z.enum(['list', 'choice', 'boolean', 'number', 'text', 'period', 'date']),
  values: z.array(z.union([z.string(), z.number()])).default([]),
  default: z
    .union([z.array(z.string()), z.string(), z.number(), z.boolean()])
    .transform((given) => (Array.isArray(given) ? given : [String(given)])),
});

const party = z.union([
  z.strictObject({ function: kebabId, place: z.string().optional() }),
  z.strictObject({ person: feel }),
  z.strictObject({ each: feel, function: kebabId.optional() }),
]);

const level = z.union([z.literal('none'), z.literal([100, 200, 300, 400, 500, 600])]);

const output = z.strictObject({
  id: kebabId,
  kind: z.enum(['document', 'ruling', 'entitlement', 'registration', 'payment']),
  template: z.string().optional(),
  from: z.string().optional(),
  languages: z.string().optional(),
  protect: z.enum(['none', 'seal', 'sign']).optional(),
  verifiable: z.boolean().optional(),
  validity: z.looseObject({}).optional(),
  renewal: z.looseObject({}).optional(),
  remedies: z.string().optional(),
});

const evidence = z.strictObject({
  id: kebabId,
  when: feel.optional(),
  accept: z.union([z.string(), z.array(z.string())]).optional(),
  maxSize: z.union([z.string(), z.number()]).optional(),
  count: z.union([z.string(), z.number()]).optional(),
  missing: z.enum(['warn', 'block']).optional(),
  each: z.string().optional(),
  instead: z.string().optional(),
  keep: z.union([z.string(), z.boolean()]).optional(),
});

const lookup = z.strictObject({
  capability: z.string(),
  party: z.string(),
  after: z.string().optional(),
  with: z.record(z.string(), z.string()).optional(),
  unavailable: z.enum(['stop', 'ask']).optional(),
  differs: z.enum(['hide']).optional(),
});

/** service.yaml (service-package format, version 1). Unknown keys are faults. */
export const serviceSchema = z.strictObject({
  format: z.literal(1),
  id: kebabId,
  inventory: z.array(z.string()).default([]),
  ech0070: z.union([z.string(), z.number()]).nullish(),
  kind: serviceKind,
  level: z.enum(['municipality', 'canton', 'confederation', 'partner']),
  lifeEvents: z.array(z.string()).default([]),
  audience: z.array(z.enum(['resident', 'business', 'authority'])),
  languages: z.array(language).min(1),
  eligibility: z.strictObject({ form: z.string(), decision: z.string() }).optional(),
  applicants: z.strictObject({
    for: z.array(z.enum(['self', 'household', 'child', 'represented', 'company', 'anyone', 'guest', 'anonymous'])).min(1),
    scope: z.string().optional(),
    condition: feel.optional(),
    otherwise: z.strictObject({ reason: textKey, instead: z.string().optional() }).optional(),
  }),
  assurance: z.strictObject({ start: level, submit: level, result: level }),
  parties: z.record(z.string().regex(/^[a-z][A-Za-z0-9-]*$/), party),
  competent: z.string(),
  form: z.strictObject({ file: z.string(), layout: z.enum(['pages', 'tasklist']) }),
  process: z.string().regex(/^([\w-]+\.bpmn|shared\/[a-z-]+)$/, { error: 'expected a .bpmn file or shared/<id>' }),
  parameters: z.record(z.string(), z.unknown()).optional(),
  lookups: z.record(z.string(), lookup).optional(),
  checklists: z
    .record(kebabId, z.array(z.strictObject({ id: kebabId, required: z.union([z.boolean(), feel]).optional() })).min(1))
    .optional(),
  settings: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), setting).default({}),
  limit: z.strictObject({ open: z.number().int().positive(), per: z.enum(['person', 'household', 'company', 'property']) }).optional(),
  fee: z
    .strictObject({ decision: z.string(), when: z.enum(['before', 'after', 'invoice', 'counter']), refund: z.array(kebabId).optional() })
    .optional(),
  time: z
    .strictObject({
      target: period.optional(),
      withdrawUntil: textKey.optional(),
      periods: z
        .array(
          z.strictObject({
            id: kebabId,
            from: z.string(),
            length: period,
            effect: z.enum(['warn', 'late', 'lapse']),
            law: z.string().optional(),
          }),
        )
        .optional(),
    })
    .default({}),
  milestones: z.array(textKey),
  outcomes: z.array(kebabId).min(1),
  sharing: z.record(z.string(), z.strictObject({ read: z.array(dataName).default([]), write: z.array(dataName).default([]) })),
  evidence: z.array(evidence).default([]),
  outputs: z.array(output).default([]),
  records: serviceRecords,
  legal: z
    .array(
      z.strictObject({
        law: z.string().optional(),
        cite: z.string().optional(),
        url: z.string().optional(),
        from: isoDay.optional(),
        to: isoDay.optional(),
        covers: z.array(z.enum(['task', 'data', 'fee', 'period', 'access-record'])),
      }),
    )
    .default([]),
  channels: z.array(z.string()).default(['online']),
  related: z
    .strictObject({
      instead: z.array(z.string()).optional(),
      before: z.array(z.string()).optional(),
      after: z.array(z.string()).optional(),
      carry: z.array(dataName).optional(),
    })
    .optional(),
});
