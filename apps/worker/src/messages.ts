import { publishMessage, type WorkerContext } from '@einwohnerportal/cases';
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
 * 404 for a case that is unknown. Without a secret in the configuration the route does not exist.
 */
export function messageRoutes(context: WorkerContext, secret: string | undefined): Hono {
  const app = new Hono();
  if (!secret) return app;
  app.post('/messages', bodyLimit({ maxSize: LONGEST_MESSAGE, onError: (c) => c.json({ code: 'too-large' }, 413) }), async (c) => {
    const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    if (!same(given, secret)) return c.json({ code: 'not-allowed' }, 401);
    const parsed = shape.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return c.json({ code: 'invalid', places: parsed.error.issues.map((issue) => issue.path.join('.')) }, 422);
    const published = await publishMessage(context, parsed.data);
    return published.state === 'accepted' ? c.json(published, 202) : c.json({ code: 'case-unknown' }, 404);
  });
  return app;
}

function same(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
