import { createHash, timingSafeEqual } from 'node:crypto';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { listen, type Listening } from '../listen.ts';
import { pageHeaders } from '../page/page.ts';
import type { Person } from '../people.ts';
import type { Company } from '../companies.ts';
import { findRepresentations, representationsSchema } from './representations.ts';
import { checkNumber, confirmResidence, confirmSchema, findSchema, numberSchema, readHousehold, readPerson } from './answers.ts';
import { faultSchema, FaultSwitch } from './faults.ts';
import { registerPage, type LogEntry } from './page.ts';

export interface RegisterOptions {
  /** 0: any free port. */
  port: number;
  token: string;
  people: Person[];
  /** Left out: no companies. */
  companies?: Company[];
  now?: () => Date;
  /** One line per call, without names. */
  log?: (entry: LogEntry) => void;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Answers are kept by idempotency key; the oldest go when there are more than this. */
const keptAnswers = 10_000;

/**
 * Starts the demo's residents' register. JSON over HTTP with a bearer token; each call is a POST with the header
 * `Idempotency-Key`, and the same key gets the same answer. `/` and `/faults` switch faults without a token.
 */
export function startRegister(options: RegisterOptions): Promise<Listening> {
  const now = options.now ?? (() => new Date());
  const faults = new FaultSwitch();
  const answers = new Map<string, { request: string; answer: unknown }>();
  const log: LogEntry[] = [];
  const expected = digest(`Bearer ${options.token}`);
  const operations = new Map<string, (body: unknown) => object>([
    ['residents-register.read-person', (body) => readPerson(options.people, findSchema.parse(body))],
    ['residents-register.read-household', (body) => readHousehold(options.people, findSchema.parse(body))],
    ['residents-register.confirm-residence', (body) => confirmResidence(options.people, confirmSchema.parse(body))],
    ['representation.check', (body) => findRepresentations(options.people, options.companies ?? [], representationsSchema.parse(body))],
    ['residents-register.check-number', (body) => checkNumber(options.people, numberSchema.parse(body))],
  ]);
  const paths: Record<string, string> = {
    '/persons/find': 'residents-register.read-person',
    '/households/find': 'residents-register.read-household',
    '/residence/confirm': 'residents-register.confirm-residence',
    '/representations/find': 'representation.check',
    '/numbers/check': 'residents-register.check-number',
  };

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(bodyLimit({ maxSize: 64 * 1024 }));
  app.onError((error, c) => {
    if (error.name === 'ZodError' || error instanceof SyntaxError) return c.json({ error: 'invalid-request' }, 400);
    return c.json({ error: 'failed' }, 500);
  });
  app.get('/health', (c) => c.json({ up: true }));
  app.get('/', (c) =>
    c.html(registerPage({ faults: faults.all(), capabilities: [...operations.keys()], log: log.slice(-20).reverse() }), 200, pageHeaders()),
  );
  app.get('/log', (c) => c.json(log));
  app.get('/faults', (c) => c.json(faults.all()));
  app.post('/faults', async (c) => {
    const origin = c.req.header('origin');
    if (origin && origin !== new URL(c.req.url).origin) return c.json({ error: 'foreign-origin' }, 403);
    const isForm = !c.req.header('content-type')?.includes('json');
    faults.set(faultSchema.parse(isForm ? await c.req.parseBody() : await c.req.json()));
    return isForm ? c.redirect('/', 303) : c.json(faults.all());
  });

  for (const [path, capability] of Object.entries(paths)) {
    app.post(path, async (c) => {
      if (!timingSafeEqual(digest(c.req.header('authorization') ?? ''), expected)) return c.json({ error: 'not-allowed' }, 403);
      const key = c.req.header('idempotency-key');
      if (!key) return c.json({ error: 'idempotency-key-missing' }, 400);
      const text = await c.req.text();
      const body: unknown = JSON.parse(text);
      const kept = answers.get(`${capability} ${key}`);
      if (kept && kept.request !== text) return c.json({ error: 'idempotency-key-used-for-another-request' }, 409);
      const work = (): unknown => {
        if (kept) return kept.answer;
        const answer = operations.get(capability)?.(body);
        answers.set(`${capability} ${key}`, { request: text, answer });
        if (answers.size > keptAnswers) answers.delete(answers.keys().next().value ?? '');
        return answer;
      };
      const municipality = (body as { municipality?: string | null }).municipality ?? null;
      const outcome = await faults.apply({ capability, municipality }, kept !== undefined, work);
      const entry = {
        at: now().toISOString(),
        capability,
        reference: c.req.header('case-reference') ?? null,
        municipality,
        repeated: kept !== undefined,
        result: outcome.do === 'answer' ? 'answered' : outcome.do,
      };
      log.push(entry);
      if (log.length > 1_000) log.shift();
      options.log?.(entry);
      if (outcome.do === 'answer') return c.json(outcome.answer as object);
      if (outcome.do === 'refuse') return c.json({ error: 'not-allowed' }, 403);
      if (outcome.do === 'text') return c.body(outcome.text, 200, { 'content-type': 'application/json' });
      c.env.incoming.socket.destroy();
      return c.body(null, 503);
    });
  }
  return listen(getRequestListener(app.fetch), options.port);
}
