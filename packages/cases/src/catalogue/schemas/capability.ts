import { z } from 'zod';
import { capabilityName, kebabId, machineTime, period, typed } from './common.ts';

/** capabilities/<name>/capability.yaml. */
export const capabilitySchema = z.strictObject({
  format: z.literal(1),
  name: capabilityName,
  function: kebabId,
  effect: z.enum(['read', 'hold', 'write', 'final']),
  inputs: z.record(z.string(), typed).default({}),
  outputs: z.record(z.string(), typed).default({}),
  errors: z.array(z.string()).default([]),
  rules: z.array(z.string()).optional(),
  idempotent: z.string().optional(),
  time: z.strictObject({ answer: machineTime, giveUp: machineTime }),
  /** How long an answer may be used before the register is asked anew. */
  fresh: machineTime.optional(),
  data: z
    .looseObject({ categories: z.array(z.string()).default([]), vault: z.array(z.string()).default([]) })
    .default({ categories: [], vault: [] }),
  residentAction: z.string().optional(),
  find: z.string().optional(),
  people: z.union([
    z.literal('none'),
    z.strictObject({ form: z.string().optional(), due: period.optional(), prefill: z.string().optional() }),
  ]),
});

/** capabilities/vocabulary/vocabulary.yaml: names every service may use. */
export const vocabularySchema = z.looseObject({
  format: z.literal(1).optional(),
  reads: z.record(z.string(), z.string()).default({}),
  names: z.record(z.string(), z.union([z.string(), z.looseObject({ type: z.string() })])).default({}),
  patterns: z.record(z.string(), z.looseObject({ type: z.string() })).default({}),
});
