import { randomBytes } from 'node:crypto';
import { fieldsOfForm, isMultipart, type FieldsOfForm } from '@einwohnerportal/files';
import type { Context, MiddlewareHandler } from 'hono';
import { readCookie, removeCookie, writeCookie } from './cookies.ts';
import { isForeign } from './csrf.ts';
import type { Problems } from './problems.ts';
import { bodyOf } from './receive.ts';
import { seal, unseal } from './sealed.ts';
import type { Site } from './site.ts';
import { visitOf, type Visit } from './visit.ts';
import { createWaitingLine, type Place } from './waiting-line.ts';

/** What was filled in goes on where reading already waits, and so does who has waited: half as many again. */
const AHEAD = 1.5;
/** How long somebody who was let in stays in. */
const INSIDE_SECONDS = 900;
/** A place is nobody's any more after an hour. */
const PLACE_SECONDS = 3600;
/** Larger forms are not kept in a page. */
const MOST_KEPT = 256 * 1024;
/** Forms with files are read to their end for their fields: so many bytes, so long, and so many at once. */
const [MOST_BYTES, LONGEST_MS, AT_ONCE] = [110 * 1024 * 1024, 60_000, 32];

/**
 * Keeps an overloaded process answering: from `mostAtOnce` pages under way on, people wait in a line. Each has a sealed place, gets a page
 * at once and without the database that says it and renews itself (503, Retry-After: RFC 9110, 15.6.4), and is let in in the order of arrival;
 * then the pass lasts a quarter of an hour. A form that was sent stands in that page, to be sent again. While the portal is closed
 * (`closedUntil`) every page says so.
 */
export function shedLoad<S extends Site>(site: S, problems: Problems<Visit<S>>): MiddlewareHandler {
  const { mostAtOnce, closedUntil } = site.config;
  const line = createWaitingLine();
  let underWay = 0;
  return async (http, next) => {
    if (closedUntil !== null && Date.parse(closedUntil) > Date.now()) return problems.closed(visitOf(site, http), closedUntil);
    if (underWay >= mostAtOnce || line.size() > 0) {
      const ahead = await waits(site, http, (place, first) => {
        const most = first || http.req.method === 'POST' ? mostAtOnce * AHEAD : mostAtOnce;
        const before = first ? 0 : line.stand(place);
        if (before >= most - underWay) return before;
        line.leave(place);
        return null;
      });
      if (ahead !== null) return problems.busy(visitOf(site, http), { ahead, posted: await formOf(http, site.config.publicUrl) });
    }
    underWay++;
    try {
      await next();
    } finally {
      underWay--;
    }
  };
}

let latest = 0;

/** Now, in milliseconds, and never the same twice. */
function arrival(): number {
  latest = Math.max(Date.now(), latest + 0.001);
  return latest;
}

/** Asks the line with the place or the pass of the browser; null: in. Who was in the line is given a pass, who must wait a place. */
async function waits({ config }: Site, http: Context, ask: (place: Place, inside: boolean) => number | null): Promise<number | null> {
  const { sessionKey } = config;
  const now = Date.now();
  const pass = unseal<{ until: number }>(sessionKey, 'inside', readCookie(http, 'inside', config));
  const given = unseal<Place>(sessionKey, 'place', readCookie(http, 'place', config));
  // Clocks of several machines differ a little.
  const held = given && given.at <= now + 1000 && now - given.at < PLACE_SECONDS * 1000 ? given : null;
  const place = held ?? { id: randomBytes(9).toString('base64url'), at: arrival() };
  if (pass !== null && pass.until > now) return ask(place, true);
  const ahead = ask(place, false);
  if (ahead !== null && !held) writeCookie(http, 'place', seal(sessionKey, 'place', place), config, PLACE_SECONDS);
  if (ahead === null && held) {
    removeCookie(http, 'place', config);
    writeCookie(http, 'inside', seal(sessionKey, 'inside', { until: now + INSIDE_SECONDS * 1000 }), config, INSIDE_SECONDS);
  }
  return ahead;
}

let reading = 0;

/**
 * The fields of a form that one of our own pages sent, to stand in the page that asks to wait, and which files were chosen. Null: nothing was
 * sent, or it came from elsewhere, or too large for a page; then the browser has it still.
 */
async function formOf(http: Context, publicUrl: string): Promise<FieldsOfForm | null> {
  const { req } = http;
  if (req.method !== 'POST' || isForeign(req.raw.headers, publicUrl) || req.header('x-autosave') !== undefined) return null;
  const size = Number(req.header('content-length') ?? Number.NaN);
  if (isMultipart(req.header('content-type'))) {
    if (!(size <= MOST_BYTES) || reading >= AT_ONCE) return null;
    reading++;
    try {
      return await fieldsOfForm(bodyOf({ http }), Object.fromEntries(req.raw.headers), { most: MOST_BYTES, milliseconds: LONGEST_MS });
    } finally {
      reading--;
    }
  }
  if (!(size <= MOST_KEPT) || !req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) return null;
  return { fields: new URLSearchParams(await req.text()), files: [] };
}
