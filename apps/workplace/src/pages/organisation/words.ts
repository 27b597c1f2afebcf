import type { Edit, Organisation, OrganisationChange } from '@einwohnerportal/cases';
import { html, type Html } from '@einwohnerportal/ui';
import { formatDay, inLanguage } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

type Office = Organisation['entry']['offices'][string];

/** Name of an office of the entry, or its function. */
export function officeName(visit: Visit, { entry }: Organisation, fn: string): string {
  const names = entry.offices[fn]?.names ?? visit.site.context.catalogue.authorities.byId(entry.id)?.offices[fn]?.names;
  return names ? inLanguage(names, visit.lang) : fn;
}

/** Name of a role; one without words is shown as it is. */
export function roleName({ t }: Visit, role: string): string {
  return t.word('interface.organisation.role', role) ?? role;
}

/** Name of a part of the entry, e.g. its opening hours. */
export function placeName({ t }: Visit, part: string): string {
  return t.word('interface.organisation.place', part) ?? part;
}

export function serviceName(visit: Visit, id: string): string {
  const { catalogue } = visit.site.context;
  return catalogue.has(id) ? catalogue.service(id).texts(visit.lang)('service.title') : id;
}

/** Places by their numbers: `Beispielwil, Musterau`. */
export function placeNames(visit: Visit, numbers: readonly number[], today: string): string {
  const { authorities } = visit.site.context.catalogue;
  return (
    numbers.map((bfs) => authorities.byBfs(bfs, today)?.address.town ?? String(bfs)).join(', ') || visit.t('interface.organisation.nothing')
  );
}

/** What a change does, in one line: `Anbindung: fees.collect`. */
export function changeTitle(visit: Visit, organisation: Organisation, { kind, edits }: Pick<OrganisationChange, 'kind' | 'edits'>): string {
  const first = edits[0];
  const value = (first && first.op !== 'file' ? first.value : {}) as Record<string, unknown>;
  const at = first && first.op !== 'file' ? (first.at === 'planned' ? String(value.at) : first.at) : '';
  const subject = {
    names: () => '',
    office: () => officeName(visit, organisation, at.split('.')[1] ?? ''),
    places: () => officeName(visit, organisation, at.split('.')[1] ?? ''),
    roles: () => officeName(visit, organisation, at.split('.')[1] ?? ''),
    closed: () => String(value.name ?? ''),
    offer: () => serviceName(visit, String(value.service ?? '')),
    binding: () => String(value.capability ?? ''),
    fee: () => String(value.code ?? ''),
    file: () => '',
  }[kind]();
  const title = visit.t(`interface.organisation.kind.${kind}`);
  return subject ? `${title}: ${subject}` : title;
}

/** What stood there and what will stand there, line by line. */
export function changeLines(visit: Visit, { edits, before }: Pick<OrganisationChange, 'edits' | 'before'>): Html[] {
  return edits.flatMap((edit, index) => (edit.op === 'file' ? [] : [line(visit, edit, before[index])]));
}

function line(visit: Visit, edit: Exclude<Edit, { op: 'file' }>, before: unknown): Html {
  const { t } = visit;
  const planned = edit.at === 'planned' ? (edit.value as { at: string; value: unknown }) : null;
  const at = planned?.at ?? edit.at;
  const now = plain(visit, planned ? planned.value : edit.value);
  const was = before === null || before === undefined ? '' : plain(visit, before);
  const label = placeName(visit, placeOf(at));
  if (edit.op === 'append' && !planned) return html`${label}: <b translate="no">${now}</b>`;
  return html`${label}: ${was ? html`<span translate="no">${was}</span> → ` : ''}<b translate="no">${now || t('interface.organisation.nothing')}</b>`;
}

function placeOf(at: string): string {
  const parts = at.split('.');
  return parts[0] === 'offices' ? (parts[2] ?? 'office') : parts[0]!;
}

/** A value in words without quotes and brackets. */
function plain(visit: Visit, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => plain(visit, each)).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined && !(Array.isArray(each) && each.length === 0))
      .map(([key, each]) => {
        return `${visit.t.word('interface.organisation.key', key) ?? key} ${plain(visit, each)}`;
      })
      .join('; ');
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value, visit);
  const word = typeof value === 'string' ? visit.t.word('interface.organisation.word', value) : null;
  return word ?? String(value ?? '');
}

/** Where an entry comes from: the file, or who made it hold and when. */
export function sourceWords(visit: Visit, organisation: Organisation, at: string, value: unknown): string {
  const source = organisation.source(at, value);
  return source
    ? visit.t('interface.organisation.by', { name: source.name, on: formatDay(source.on.slice(0, 10), visit) })
    : visit.t('interface.organisation.fromFile');
}

/** What of an office was changed last, or that it stands in the file. */
export function officeSource(visit: Visit, organisation: Organisation, fn: string, office: Office): string {
  const places = { contact: office.contact, hours: office.hours, roles: office.roles, serves: office.serves, names: office.names };
  for (const [key, value] of Object.entries(places)) {
    const source = organisation.source(`offices.${fn}.${key}`, value);
    if (source) return visit.t('interface.organisation.by', { name: source.name, on: formatDay(source.on.slice(0, 10), visit) });
  }
  return visit.t('interface.organisation.fromFile');
}
