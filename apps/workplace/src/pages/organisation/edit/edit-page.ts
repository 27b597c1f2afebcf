import type { CatalogueProblem, Organisation, SessionView } from '@einwohnerportal/cases';
import { actions, bullets, button, errorSummary, form, html, notice, textarea, workPage, type Html } from '@einwohnerportal/ui';
import { againNotice, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { dayField } from '../../../day-field.ts';
import { organisationRail, place } from '../../../organisers.ts';
import type { Visit } from '../../../visit.ts';
import { officeName } from '../words.ts';
import { fieldsOf } from './fields.ts';
import type { WHAT } from './wanted.ts';

export interface EditPageProps {
  session: SessionView;
  organisation: Organisation;
  today: string;
  what: (typeof WHAT)[number];
  of: string;
  posted: URLSearchParams | null;
  /** The field that says something impossible. */
  field: string | null;
  /** What the check says of what would result. */
  faults: CatalogueProblem[];
  again: Again | null;
  formId: Record<string, string>;
}

/** Changes that need a second person, said before the form is sent. */
const ALONE = new Set(['names', 'office', 'closed']);

/** One change: its fields, from when it holds, why, and who must confirm. */
export function editPage(visit: Visit, props: EditPageProps): Html {
  const { t } = visit;
  const { organisation, what, of, field, faults, posted, today } = props;
  const title = t(`interface.organisation.kind.${what}`);
  const fault = (field && t.word('interface.organisation.fault', field)) || t('interface.organisation.fault.other');
  const error = (name: string): string | null => (field === name ? fault : null);
  return workPage({
    title: of ? `${title}: ${officeName(visit, organisation, of)}` : title,
    intro: t(
      ALONE.has(what)
        ? 'interface.organisation.alone'
        : what === 'offer'
          ? 'interface.organisation.offerTwo'
          : 'interface.organisation.two',
    ),
    rail: organisationRail(visit, organisation, null),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: field ? 1 : 0 }),
      errors: field ? [{ control: CONTROLS[field] ?? field, message: fault }] : [],
    }),
    children: html`${againNotice(visit, props.again)}${faults.length > 0 ? faultNotice(visit, faults) : ''}
${form({
  action: place(visit, organisation, '/organisation/edit', of ? { what, of } : { what }),
  fields: { [TOKEN_FIELD]: props.session.csrf, ...props.formId },
  children: html`${fieldsOf(visit, props, error)}
${dayField(visit, { name: 'from', label: t('interface.organisation.from'), hint: t('interface.organisation.fromHint'), value: today, posted, error: error('from') })}
${what === 'closed' ? dayField(visit, { name: 'until', label: t('interface.organisation.until'), value: today, posted, error: error('until') }) : ''}
${textarea({ id: 'reason', name: 'reason', label: t('interface.organisation.reason'), hint: t('interface.organisation.reasonHint'), value: posted?.get('reason') ?? '', rows: 2, maxLength: 1000 })}
${actions(button({ text: t(ALONE.has(what) ? 'interface.organisation.save' : 'interface.organisation.propose') }))}`,
})}`,
  });
}

/** Fields that are several controls: the first of them takes the focus. */
const CONTROLS: Record<string, string> = { names: 'names-de', address: 'swissZipCode', office: 'function' };

function faultNotice(visit: Visit, faults: CatalogueProblem[]): Html {
  const list = bullets(
    faults.map(
      ({ file, place: where, message }) => html`<span translate="no" lang="en">${file}${where ? `:${where}` : ''} – ${message}</span>`,
    ),
  );
  return html`${notice({ title: visit.t('interface.organisation.refused'), kind: 'alert' })}${list}`;
}
