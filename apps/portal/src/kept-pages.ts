import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Catalogue } from '@einwohnerportal/cases';
import { cookieIn, finished } from '@einwohnerportal/web';
import type { Portal } from './portal.ts';
import type { Visit } from './visit.ts';

/** A page of a case as it was made for one session, and of what it was made. */
export interface MadePage {
  caseId: string;
  /** From the same reading as the page (`readCountedCase`). */
  stamp: string;
  /** Local day the page was made for; dates in words and lateness hang on it. */
  today: string;
  catalogue: Catalogue;
  html: string;
  headers: Record<string, string>;
  /** Instant in ms when the session ends. */
  sessionEnds: number;
}

interface KeptPage extends Omit<MadePage, 'html' | 'headers'> {
  /** What stands before and after the seconds left of the session; one part when the page does not say them. */
  parts: Buffer[];
  /** Names and values in turn. */
  fields: string[];
  bytes: number;
  keptAt: number;
}

/** The attribute with this number is written anew each time; text of people cannot hold it, since quotes are escaped there. */
export const SECONDS_LEFT_SLOT = 987_654_321;
const SLOT = `data-session="${SECONDS_LEFT_SLOT}"`;

const MOST_BYTES = 32 * 1024 * 1024;
const LONGEST_MS = 15 * 60_000;

interface Shelf {
  /** Oldest first. */
  pages: Map<string, KeptPage>;
  bytes: number;
}

const shelves = new WeakMap<Portal, Shelf>();

/**
 * Answers with the page kept from an earlier request if it is still true (`answerKept`); else with what `make` gives, which is kept
 * when it is a page.
 */
export async function keptPage(visit: Visit, make: () => Promise<MadePage | Response>): Promise<Response> {
  const { site, http } = visit;
  let shelf = shelves.get(site);
  if (!shelf) shelves.set(site, (shelf = { pages: new Map(), bytes: 0 }));
  const { pathname, search } = new URL(http.req.url);
  const key = keyOf(http.req.header('host'), pathname + search, http.req.header('cookie'));
  const kept = await stillTrue(site, shelf, key, visit.secret);
  if (kept) return toResponse(kept);
  const made = await make();
  if (made instanceof Response) return made;
  const { html, headers, ...rest } = made;
  const parts = html.split(SLOT).map((part) => Buffer.from(part));
  const page = { ...rest, parts, fields: Object.entries(headers).flat(), bytes: html.length + key.length, keptAt: Date.now() };
  remove(shelf, key);
  shelf.pages.set(key, page);
  shelf.bytes += page.bytes;
  makeRoom(shelf);
  return toResponse(page);
}

/**
 * Answers a request with a kept page before anything else looks at it (measured: a third of the portal's time for such a page). The
 * database is asked, under the rights of this very session, whether session, person and case are unchanged; day and catalogue must
 * be the same. A page is kept for one host, one address and one set of cookies, so for one session. False: there is none, or
 * `otherwise` will answer.
 */
export function answerKept(site: Portal, incoming: IncomingMessage, outgoing: ServerResponse, otherwise: () => void): boolean {
  const shelf = shelves.get(site);
  const { cookie, host } = incoming.headers;
  if (!shelf || !cookie || incoming.method !== 'GET') return false;
  const key = keyOf(host, incoming.url, cookie);
  if (!shelf.pages.has(key)) return false;
  void stillTrue(site, shelf, key, cookieIn(cookie, 'session', site.config) ?? null)
    .catch(() => null)
    .then((page) => (page ? send(page, outgoing) : otherwise()));
  return true;
}

/** The secret itself is kept nowhere. */
function keyOf(host: string | undefined, address: string | undefined, cookies: string | undefined): string {
  return hash('sha256', `${host ?? ''} ${address ?? ''} ${cookies ?? ''}`, 'base64');
}

async function stillTrue(site: Portal, shelf: Shelf, key: string, secret: string | null): Promise<KeptPage | null> {
  const kept = shelf.pages.get(key);
  if (!kept) return null;
  const seen = await site.domain.glance(site.context, secret, kept.caseId);
  if (seen?.stamp === kept.stamp && seen.today === kept.today && site.context.catalogue === kept.catalogue) return kept;
  remove(shelf, key);
  return null;
}

function bodyOf({ parts, sessionEnds }: KeptPage): Buffer[] {
  const [first, ...others] = parts;
  if (others.length === 0) return parts;
  const left = Buffer.from(`data-session="${Math.max(0, Math.round((sessionEnds - Date.now()) / 1000))}"`);
  return [first!, ...others.flatMap((part) => [left, part])];
}

function send(page: KeptPage, outgoing: ServerResponse): void {
  const parts = bodyOf(page);
  const body = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  outgoing.writeHead(200, [...page.fields, 'Content-Length', String(body.length)]);
  outgoing.end(body);
}

function toResponse(page: KeptPage): Response {
  const headers = Object.fromEntries(page.fields.flatMap((name, at) => (at % 2 ? [] : [[name, page.fields[at + 1]!]])));
  return finished(new Response(Buffer.concat(bodyOf(page)), { status: 200, headers }));
}

function remove(shelf: Shelf, key: string): void {
  const page = shelf.pages.get(key);
  if (!page) return;
  shelf.bytes -= page.bytes;
  shelf.pages.delete(key);
}

/** The oldest go: when there are too many, and when nobody should need them any more. */
function makeRoom(shelf: Shelf): void {
  for (const [key, { keptAt }] of shelf.pages) {
    if (shelf.bytes <= MOST_BYTES && Date.now() - keptAt <= LONGEST_MS) return;
    remove(shelf, key);
  }
}
