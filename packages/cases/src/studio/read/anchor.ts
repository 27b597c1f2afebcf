import type { CatalogueProblem } from '../../catalogue/types.ts';
import type { ReadPart, ReadTable, ServiceReading } from '../types.ts';

const plain = (text: string): string => text.replace(/[^A-Za-z0-9_.-]+/g, '-');

/** The id of a table in a page: every file has one. */
export const tableAnchor = (table: Pick<ReadTable, 'file' | 'title'>): string =>
  `t-${plain(table.file)}${'written' in table.title ? `--${plain(table.title.written)}` : ''}`;

/** The id of a line in a page, to link to. */
export const rowAnchor = (file: string, place: string): string => `r-${plain(file)}--${plain(place)}`;

/** Where a finding points to: the part of the reading and the id of the line, or of the table when no line is meant. */
export interface FoundPlace {
  part: ReadPart;
  anchor: string;
  /** The line it points to; null: the file as a whole. */
  row: { file: string; place: string } | null;
}

/**
 * The line that a finding of the check is about: the very place, else what it is part of, else the file.
 * @param service id, as it stands in the paths of findings
 */
export function placeOfFinding(reading: ServiceReading, service: string, finding: Pick<CatalogueProblem, 'file' | 'place'>): FoundPlace {
  const file = finding.file.replace(`services/${service}/`, '');
  const wanted = /^texts\/[^/]+\.yaml$/.test(file) ? 'texts' : file;
  const tables = reading.tables.filter((table) => table.file === wanted && table.part !== 'files');
  for (const place of narrowing(finding.place ?? ''))
    for (const table of tables)
      for (const row of table.rows)
        if (row.place === place || row.also?.includes(place))
          return { part: table.part, anchor: rowAnchor(table.file, row.place), row: { file: table.file, place: row.place } };
  const [table] = tables;
  if (table) return { part: table.part, anchor: tableAnchor(table), row: null };
  const listed = reading.tables.find(({ part }) => part === 'files')!;
  const line = listed.rows.find(({ place }) => place === file);
  return {
    part: 'files',
    anchor: line ? rowAnchor(listed.file, line.place) : tableAnchor(listed),
    row: line ? { file: listed.file, place: line.place } : null,
  };
}

/** `a.b.c (line 3)` → a.b.c, a.b, a; `task output x` → task output x, task. */
function narrowing(place: string): string[] {
  const whole = place.replace(/ \(line \d+\)$/, '');
  const [first = ''] = whole.split(' ');
  const parts = first.split('.');
  const shorter = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
  return [...new Set([whole, ...shorter])].filter((each) => each !== '');
}
