import { hash } from 'node:crypto';
import type { Catalogue } from '@einwohnerportal/cases';
import { finished, readCookie } from '@einwohnerportal/web';
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

interface KeptPage extends Omit<MadePage, 'html'> {
  /** What stands before and after the seconds left of the session; one part when the page does not say them. */
  parts: Buffer[];
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
 * Answers with the page kept from an earlier request if the database says, asked under the rights of this very session, that
 * session, person and case are unchanged, and day and catalogue are the same; else with what `make` gives, which is kept when it is
 * a page. A page is kept for one session, one address and one language.
 */
export async function keptPage(visit: Visit, kind: 'page' | 'part', make: () => Promise<MadePage | Response>): Promise<Response> {
  const { site } = visit;
  let shelf = shelves.get(site);
  if (!shelf) shelves.set(site, (shelf = { pages: new Map(), bytes: 0 }));
  const key = keyOf(visit, kind);
  const kept = shelf.pages.get(key);
  if (kept) {
    const seen = await site.domain.glance(site.context, visit.secret, kept.caseId);
    if (seen?.stamp === kept.stamp && seen.today === kept.today && site.context.catalogue === kept.catalogue) return send(kept);
    remove(shelf, key);
  }
  const made = await make();
  if (made instanceof Response) return made;
  const { html, ...rest } = made;
  const parts = html.split(SLOT).map((part) => Buffer.from(part));
  const page = { ...rest, parts, bytes: html.length + key.length, keptAt: Date.now() };
  remove(shelf, key);
  shelf.pages.set(key, page);
  shelf.bytes += page.bytes;
  makeRoom(shelf);
  return send(page);
}

/** The secret itself is kept nowhere. */
function keyOf(visit: Visit, kind: string): string {
  return `${hash('sha256', visit.secret ?? '')} ${kind} ${visit.lang} ${visit.path} ${readCookie(visit.http, 'municipality', visit.site.config) ?? ''}`;
}

function send({ parts, headers, sessionEnds }: KeptPage): Response {
  const [first, ...others] = parts;
  const left = Math.max(0, Math.round((sessionEnds - Date.now()) / 1000));
  const body =
    others.length === 0 ? first! : Buffer.concat([first!, ...others.flatMap((part) => [Buffer.from(`data-session="${left}"`), part])]);
  return finished(new Response(body as Uint8Array<ArrayBuffer>, { status: 200, headers }));
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
