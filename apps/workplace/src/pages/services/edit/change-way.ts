import { rowAnchor, type ReadRow, type ReadTable, type SessionView } from '@einwohnerportal/cases';
import { form, html, linkButton, type Html } from '@einwohnerportal/ui';
import { link, TOKEN_FIELD } from '@einwohnerportal/web';
import type { Part } from '../../../authors.ts';
import type { Visit } from '../../../visit.ts';

/** The address of the form that changes a line. */
export const editPath = (visit: Visit, service: string, file: string, place: string): string =>
  link(visit, `/services/${service}/draft/edit?${new URLSearchParams({ file, place }).toString()}`);

/** The address of a line of the draft. */
export const linePath = (service: string, file: string, place: string): string =>
  `/services/${service}/draft?part=${partOf(file)}#${rowAnchor(file, place)}`;

/** The part of a package in which the lines of a file stand. */
export function partOf(file: string): Part {
  if (file === 'texts') return 'texts';
  if (file === 'service.yaml') return 'manifest';
  if (file.endsWith('.dmn')) return 'decisions';
  return file.endsWith('.bpmn') ? 'process' : 'form';
}

/** Lines of which something can be changed in a form. Whether it can is for the form to say. */
const CHANGEABLE = new Set(['manifest', 'process', 'form', 'decisions', 'texts']);

/** The ways from a line to what changes it: its form, and one place up or down. */
export function changeWay(visit: Visit, service: string, session: SessionView): (table: ReadTable, row: ReadRow) => Html | null {
  const { t } = visit;
  return (table, row) => {
    // A place that stands twice in a faulty file cannot be told apart by its name.
    if (!CHANGEABLE.has(table.part) || / \(\d+\)$/.test(row.place)) return null;
    const action = editPath(visit, service, table.file, row.place);
    const context = ` ${row.place}`;
    const move = (then: 'up' | 'down'): Html =>
      form({ action, fields: { [TOKEN_FIELD]: session.csrf, then }, label: `${t(`interface.studio.${then}`)}${context}`, children: linkButton({ text: t(`interface.studio.${then}`), context: html`<code translate="no">${row.place}</code>` }) });
    const { at = 1, of = 1 } = row.order ?? {};
    return html`<a href="${action}">${t('interface.studio.column.change')}<code class="hidden-text" translate="no">${context}</code></a>${at > 1 ? move('up') : ''}${at < of ? move('down') : ''}`;
  };
}
