import { z } from 'zod';
import { baseAddress, callJson } from '../http.ts';
import { ConnectorError, type CapabilityAnswer, type CapabilityRequest, type Connector } from '../types.ts';
import { representationsAnswer } from './representations.ts';
import { householdAnswer, numberAnswer, personAnswer, residenceAnswer } from './answers.ts';

export interface RegisterOptions {
  id: string;
  baseUrl: string;
  /** Bearer token that the register gave us. */
  token: string;
  /** Longest wait for an answer, as the capability's `time.answer` says. */
  timeoutMs?: number;
}

const query = z.object({
  registerKey: z.string().nullish(),
  officialName: z.string().min(1),
  firstName: z.string().min(1),
  dateOfBirth: z.string().nullish(),
});
const readInputs = z.object({ person: query });
const representationInputs = z.object({ person: query, day: z.string() });
const confirmInputs = z.object({
  persons: z
    .array(query.extend({ ref: z.unknown() }))
    .min(1)
    .max(20),
  day: z.string(),
});

/** The number itself: the one call that carries it. */
const numberInputs = z.object({ person: query, number: z.string().regex(/^756\d{10}$/) });

function judgeInputs<T>(shape: z.ZodType<T>, request: CapabilityRequest): T {
  const parsed = shape.safeParse(request.inputs);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the whole');
  throw new ConnectorError('bad-inputs', `expected the inputs of ${request.capability}, got other things at ${places.join(', ')}`);
}

/** A residents' register that speaks the demo's JSON. Capabilities: read-person, read-household, confirm-residence, check-number, and
 * representation.check. */
export function createRegisterConnector(options: RegisterOptions): Connector {
  const base = baseAddress(options.baseUrl);
  const timeoutMs = options.timeoutMs ?? 10_000;

  const send = <T>(path: string, body: object, answer: z.ZodType<T>, request: CapabilityRequest): Promise<T> =>
    callJson(new URL(path, base), {
      headers: {
        authorization: `Bearer ${options.token}`,
        'idempotency-key': request.idempotencyKey,
        'case-reference': request.context.reference,
      },
      body: JSON.stringify({ municipality: request.context.bfs, ...body }),
      answer,
      signal: request.signal,
      timeoutMs,
      from: `the register ${options.id}`,
    });

  const operations: Record<string, (request: CapabilityRequest) => Promise<Record<string, unknown>>> = {
    async 'residents-register.read-person'(request) {
      const { person } = judgeInputs(readInputs, request);
      const answer = await send('persons/find', { person }, personAnswer, request);
      return answer.found ? { ...answer, registerKey: answer.person.registerKey } : answer;
    },
    async 'residents-register.read-household'(request) {
      const { person } = judgeInputs(readInputs, request);
      const answer = await send('households/find', { person }, householdAnswer, request);
      if (!answer.found) return { found: false, household: { members: [], complete: false } };
      const members = answer.household.members.map((member) => ({ ref: member.registerKey, ...member }));
      return { found: true, household: { members, complete: answer.household.complete } };
    },
    async 'residents-register.confirm-residence'(request) {
      const { day, persons } = judgeInputs(confirmInputs, request);
      const answer = await send('residence/confirm', { day, persons }, residenceAnswer, request);
      const missing = answer.outcome === 'confirmed' && answer.confirmations.length !== persons.length;
      if (missing)
        throw new ConnectorError(
          'bad-answer',
          `expected ${persons.length} confirmations from the register ${options.id}, got ${answer.confirmations.length}`,
        );
      return answer;
    },
    async 'residents-register.check-number'(request) {
      const { person, number } = judgeInputs(numberInputs, request);
      return send('numbers/check', { person, number }, numberAnswer, request);
    },
    async 'representation.check'(request) {
      const { person, day } = judgeInputs(representationInputs, request);
      return send('representations/find', { person, day }, representationsAnswer, request);
    },
  };

  return {
    id: options.id,
    capabilities: Object.keys(operations),
    async call(request): Promise<CapabilityAnswer> {
      const operation = Object.hasOwn(operations, request.capability) ? operations[request.capability] : undefined;
      if (!operation)
        throw new ConnectorError('not-allowed', `expected a capability of the register ${options.id}, got ${request.capability}`);
      return { state: 'done', outputs: await operation(request) };
    },
    async health() {
      try {
        await callJson(new URL('health', base), {
          method: 'GET',
          headers: {},
          answer: z.object({ up: z.literal(true) }),
          timeoutMs: 2_000,
          from: `the register ${options.id}`,
        });
        return { up: true, detail: 'answers' };
      } catch (error) {
        return { up: false, detail: error instanceof Error ? error.message : 'unknown' };
      }
    },
  };
}
