import {
  placeOfFinding,
  rowAnchor,
  tableAnchor,
  type CatalogueProblem,
  type FoundPlace,
  type ReadCell,
  type ReadRow,
  type ReadTable,
  type ReadTitle,
  type ServiceReading,
} from '@einwohnerportal/cases';
import { dataTable, html, type Content, type Html } from '@einwohnerportal/ui';
import { languageTag } from '@einwohnerportal/web';
import type { Part } from '../../authors.ts';
import type { Visit } from '../../visit.ts';

/** A finding with the line that it is about. */
export interface PlacedFinding {
  finding: CatalogueProblem;
  at: FoundPlace;
}

/** Findings of the check with their lines. */
export function placed(reading: ServiceReading, service: string, findings: readonly CatalogueProblem[]): PlacedFinding[] {
  return findings.map((finding) => ({ finding, at: placeOfFinding(reading, service, finding) }));
}

/** What is told besides the cells of a line: its findings, and the way to change it. */
export interface TableTools {
  findings: readonly PlacedFinding[];
  /** The way to change a line; null where nothing of it can be changed in a form. */
  change: ((table: ReadTable, row: ReadRow) => Html | null) | null;
}

/** All tables of one part of a package. */
export function partTables(visit: Visit, reading: ServiceReading, part: Part, tools: TableTools): Html {
  const tables = reading.tables.filter((table) => table.part === part);
  if (tables.length === 0) return html`<p>${visit.t('interface.studio.none')}</p>`;
  return html`<div class="stack">${tables.map((table) => tableOf(visit, table, tools))}</div>`;
}

function tableOf(visit: Visit, table: ReadTable, { findings, change }: TableTools): Html {
  const id = tableAnchor(table);
  const whole = findings.filter(({ at }) => at.anchor === id);
  const caption = html`${titleWords(visit, table.title)}${whole.map((each) => findingLine(visit, each))}`;
  if (table.rows.length === 0) return html`<section id="${id}"><h2>${caption}</h2><p>${visit.t('interface.studio.empty')}</p></section>`;
  return dataTable({
    id,
    caption,
    // Beside its name: at the end of a wide table nobody would see that a line can be changed.
    columns: table.columns
      .map((title) => ({ title: titleWords(visit, title) }))
      .toSpliced(1, 0, ...(change ? [{ title: visit.t('interface.studio.column.change') }] : [])),
    rows: table.rows.map((row) => {
      const own = rowAnchor(table.file, row.place);
      const told = findings.filter(({ at }) => at.anchor === own && at.part === table.part);
      const [first, ...others] = row.cells;
      return {
        id: own,
        cells: [
          html`${first ? cell(first) : ''}${told.map((each) => findingLine(visit, each))}`,
          ...(change ? [(change(table, row) ?? '') as Content] : []),
          ...others.map(cell),
        ],
      };
    }),
  });
}

function titleWords(visit: Visit, title: ReadTitle): Content {
  return 'key' in title ? (visit.t.word('interface.studio.column', title.key) ?? title.key) : html`<span class="written" translate="no">${title.written}</span>`;
}

function cell({ text, code, lang }: ReadCell): Content {
  if (code) return text === '' ? '' : html`<code class="code" translate="no">${text}</code>`;
  return lang ? html`<span class="written" lang="${languageTag(lang)}">${text}</span>` : html`<span class="written">${text}</span>`;
}

/** One finding as it is said: its weight in words, then what the check says. */
export function findingLine(visit: Visit, { finding }: PlacedFinding): Html {
  return html`<br><strong>${visit.t(`interface.studio.${finding.severity}`)}</strong> <span translate="no" lang="en">${finding.message}</span>`;
}
