import { z } from 'zod';
import { dataName, kebabId, typed } from './common.ts';

const input = typed;

/** services/_shared/<id>/shared.yaml. */
export const sharedSchema = z.strictObject({
  format: z.literal(1),
  id: kebabId,
  reads: z.array(dataName).optional(),
  lanes: z.record(z.string(), z.enum(['input'])).optional(),
  inputs: z.record(z.string(), input).default({}),
  outputs: z.record(z.string(), input).default({}),
  closesCase: z.array(kebabId).optional(),
  roles: z.array(z.string()).optional(),
});
