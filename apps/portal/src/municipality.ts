import { applicantOf, localDay, type Authority } from '@einwohnerportal/cases';
import { authorityName, readCookie, writeCookie } from '@einwohnerportal/web';
import type { Person, Visit } from './visit.ts';

export { authorityName, inLanguage } from '@einwohnerportal/web';

const ONE_YEAR = 365 * 24 * 3600;

/** That of the seat for whoever acts for a company; else the municipality chosen on this device, else the one the identity names; null when neither is known. */
export function chosenMunicipality(visit: Visit, person: Person | null): Authority | null {
  const { authorities } = visit.site.context.catalogue;
  const company = person?.session.acting?.company;
  const seat = company ? authorities.byBfs(company.seat, today(visit)) : null;
  if (seat) return seat;
  const remembered = readCookie(visit.http, 'municipality', visit.site.config);
  const chosen = remembered ? authorities.byId(remembered) : null;
  if (chosen?.level === 'municipality') return chosen;
  const bfs = person && applicantOf(person.session).municipality;
  return bfs === null || bfs === undefined ? null : authorities.byBfs(bfs, today(visit));
}

export function rememberMunicipality(visit: Visit, authority: Authority): void {
  writeCookie(visit.http, 'municipality', authority.id, visit.site.config, ONE_YEAR);
}

/** Municipalities whose postcode, place or name begins with or contains what was typed, best first, at most 12. */
export function searchMunicipalities(visit: Visit, query: string): Authority[] {
  const wanted = fold(query);
  if (!wanted) return [];
  const rated: { authority: Authority; rank: number; name: string }[] = [];
  for (const authority of visit.site.context.catalogue.authorities.all()) {
    if (authority.level !== 'municipality') continue;
    const rank = rate(authority, wanted);
    if (rank > 0) rated.push({ authority, rank, name: authorityName(authority, visit.lang) });
  }
  rated.sort((a, b) => b.rank - a.rank || a.name.localeCompare(b.name, 'de'));
  return rated.slice(0, 12).map((each) => each.authority);
}

/** Local date in the canton's zone, ISO. */
export function today(visit: Visit): string {
  const { clock, catalogue } = visit.site.context;
  return localDay(clock ? clock() : new Date().toISOString(), catalogue.authorities.canton.zone);
}

function rate(authority: Authority, wanted: string): number {
  const { swissZipCode, town } = authority.address;
  const zips = [swissZipCode, ...listOf(authority, 'postcodes')];
  if (/^\d{4}$/.test(wanted)) return zips.includes(wanted) ? 5 : 0;
  if (/^\d+$/.test(wanted)) return zips.some((zip) => zip.startsWith(wanted)) ? 4 : 0;
  const names = [...Object.values(authority.names), town, ...listOf(authority, 'localities')].map(fold);
  if (names.some((name) => name === wanted || name.endsWith(` ${wanted}`))) return 4;
  if (names.some((name) => name.split(' ').some((word) => word.startsWith(wanted)))) return 3;
  return wanted.length >= 3 && names.some((name) => name.includes(wanted)) ? 1 : 0;
}

function listOf(authority: Authority, key: string): string[] {
  const value = (authority as unknown as Record<string, unknown>)[key];
  return Array.isArray(value) ? value.map(String) : [];
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
