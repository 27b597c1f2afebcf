import type { IncidentFilter, IncidentMark } from '@einwohnerportal/cases';

/** What of the list is shown; all of it stands in the address. */
export function incidentFilter(query: (name: string) => string | undefined): IncidentFilter {
  const text = (name: string): string | null => (query(name) ?? '').slice(0, 200) || null;
  return { service: text('service'), element: text('element'), code: text('code') };
}

/** The filter as a query, with `?`; empty when nothing is narrowed. */
export function filterQuery(filter: IncidentFilter): string {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `?${query}` : '';
}

const MARK = /^([0-9a-f-]{36})\/(\d{1,9})\/(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)$/;

/** Incidents as the page marked them: case, token, since when. Anything else is left out. */
export function readMarks(values: readonly string[]): IncidentMark[] {
  return values.slice(0, 2000).flatMap((value) => {
    const [, caseId, token, since] = MARK.exec(value) ?? [];
    return caseId && token && since ? [{ caseId, token: Number(token), since }] : [];
  });
}
