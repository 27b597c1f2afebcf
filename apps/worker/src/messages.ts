import { publishMessage, takeAcknowledgement, type WorkerContext } from '@einwohnerportal/cases';
import { ArchiveError } from '@einwohnerportal/archive';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Characters of the longest message that is taken in. */
const LONGEST_MESSAGE = 256 * 1024;

const shape = z.strictObject({
  id: z.string().min(1).max(150),
  name: z.string().min(1).max(200),
  case: z.string().max(100).optional(),
  key: z.string().min(1).max(200).optional(),
  variables: z.record(z.string(), z.unknown()).default({}),
});

/**
 * `POST /messages`: other systems tell of something, as JSON with a bearer secret. 202 with the cases it concerns, also when it is repeated;
 * 404 for a case that is unknown. `POST /acknowledgements`: an archive or a records system answers to a package, as an `eventReport` of eCH-0147 T1;
 * 202, 404 for a package that is unknown, 422 with the code of what is wrong. Without a secret in the configuration the routes do not exist.
 */
export function messageRoutes(context: WorkerContext, secret: string | undefined): Hono {
  const app = new Hono();
  if (!secret) return app;
  app.post('/messages', bodyLimit({ maxSize: LONGEST_MESSAGE, onError: (c) => c.json({ code: 'too-large' }, 413) }), async (c) => {
    if (!mayTell(c.req.header('authorization'), secret)) return c.json({ code: 'not-allowed' }, 401);
    const parsed = shape.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return c.json({ code: 'invalid', places: parsed.error.issues.map((issue) => issue.path.join('.')) }, 422);
    const published = await publishMessage(context, parsed.data);
    return published.state === 'accepted' ? c.json(published, 202) : c.json({ code: 'case-unknown' }, 404);
  });
  app.post('/acknowledgements', bodyLimit({ maxSize: LONGEST_MESSAGE, onError: (c) => c.json({ code: 'too-large' }, 413) }), async (c) => {
    if (!mayTell(c.req.header('authorization'), secret)) return c.json({ code: 'not-allowed' }, 401);
    const bytes = Buffer.from(await c.req.arrayBuffer());
    const now = context.clock?.() ?? new Date().toISOString();
    try {
      const taken = await takeAcknowledgement(context, bytes, now);
      return taken === 'unknown' ? c.json({ code: 'transfer-unknown' }, 404) : c.json({ state: taken }, 202);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (error instanceof ArchiveError || code.startsWith('xml-')) return c.json({ code }, 422);
      throw error;
    }
  });
  return app;
}

function mayTell(authorization: string | undefined, secret: string): boolean {
  return same(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '', secret);
}

function same(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
