import type { ServiceChange, ServiceDraft, ServiceReading, SessionView } from '@einwohnerportal/cases';
import {
  actions,
  button,
  bullets,
  dataTable,
  errorSummary,
  fileInput,
  form,
  goLink,
  html,
  linkButton,
  notice,
  pairs,
  secondButton,
  textarea,
  workPage,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatInstant, formatShortInstant, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { partPath, PARTS, serviceRail, titleOf, type Part } from '../../../authors.ts';
import type { Visit } from '../../../visit.ts';
import { changeWay } from '../edit/change-way.ts';
import { findingLine, partTables, placed, type PlacedFinding } from '../tables.ts';
import { PACKAGE, type UploadFault } from './read-upload.ts';

export const SAID = ['kept', 'same', 'gone', 'proposed', 'returned', 'faults', 'waiting', 'unchanged', 'same-person'] as const;

interface DraftPageProps {
  session: SessionView;
  draft: ServiceDraft;
  changes: ServiceChange[];
  reading: ServiceReading;
  part: Part;
  again: Again | null;
  fault: UploadFault | null;
  said: (typeof SAID)[number] | null;
}

/** The draft of a package, a part at a time; each line says what the check found in it. */
export function draftPage(visit: Visit, props: DraftPageProps): Html {
  const { t } = visit;
  const { draft, part, reading, fault } = props;
  const findings = placed(reading, draft.service, draft.judged?.findings ?? []);
  const counts = Object.fromEntries(PARTS.map((each) => [each, findings.filter(({ at }) => at.part === each).length]));
  return workPage({
    title: t('interface.studio.draftTitle', { service: titleOf(visit, draft.service) }),
    intro: t(`interface.studio.lead${part === 'overview' ? 'Draft' : 'DraftPart'}`),
    rail: serviceRail(visit, draft.service, { draft: true, hasDraft: true, current: part, counts }),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }),
      errors: fault ? [{ control: PACKAGE, message: t(`interface.studio.fault.${fault}`) }] : [],
    }),
    children: html`${againNotice(visit, props.again)}${props.said ? notice({ title: t(`interface.studio.said.${props.said}`), kind: 'polite' }) : ''}${
      part === 'overview'
        ? overview(visit, props, findings)
        : partTables(visit, reading, part, { findings, change: draft.state === 'open' ? changeWay(visit, draft.service, props.session) : null })
    }`,
  });
}

function overview(visit: Visit, props: DraftPageProps, findings: PlacedFinding[]): Html {
  const { t } = visit;
  const { draft } = props;
  return html`<div class="stack">${pairs(
    [
      { term: t('interface.studio.column.state'), values: [t(`interface.studio.state.${draft.state}`)] },
      { term: t('interface.studio.begunBy'), values: [html`<span translate="no">${draft.begunBy.name}</span>`, formatInstant(draft.begunAt, visit)] },
      ...(draft.proposedBy
        ? [{ term: t('interface.studio.proposedBy'), values: [html`<span translate="no">${draft.proposedBy.name}</span>`] }]
        : []),
      ...(draft.reason ? [{ term: t('interface.studio.reason'), values: [html`<span translate="no">${draft.reason}</span>`] }] : []),
    ],
    { side: true },
  )}${checked(visit, draft, findings)}${ways(visit, props)}${draft.state === 'open' ? upload(visit, props) : ''}${history(visit, props.changes, goLink({ href: link(visit, `/services/${draft.service}/package?of=draft`), text: t('interface.studio.download') }))}</div>`;
}

/** What the check found, each with a link to its line. */
function checked(visit: Visit, { judged, service }: ServiceDraft, findings: PlacedFinding[]): Html {
  const { t } = visit;
  const again = html`<p>${goLink({ href: link(visit, `/services/${service}/draft`), text: t('interface.studio.lookAgain') })}</p>`;
  if (!judged) return html`<section class="stack"><h2>${t('interface.studio.check')}</h2>${notice({ title: t('interface.studio.checking'), kind: 'polite' })}${again}</section>`;
  const lines = findings.map((each) => {
    const { finding, at } = each;
    const [path] = partPath(visit, service, { draft: true, part: at.part }).split('#');
    const place = `${finding.file.replace(`services/${service}/`, '')}${finding.place ? `, ${finding.place}` : ''}`;
    return html`<a href="${path}#${at.anchor}" translate="no">${place}</a>${findingLine(visit, each)}`;
  });
  return html`<section class="stack"><h2>${t('interface.studio.check')}</h2>
<p>${t('interface.studio.checked', { faults: judged.faults, warnings: judged.findings.filter(({ severity }) => severity === 'warning').length, at: formatShortInstant(judged.at, visit) })}</p>
${findings.length > 0 ? bullets(lines) : ''}</section>`;
}

/** What this person can do with the draft as it is. */
function ways(visit: Visit, { session, draft, again }: DraftPageProps): Html {
  const { t } = visit;
  const action = link(visit, `/services/${draft.service}/draft`);
  const fields = { [TOKEN_FIELD]: session.csrf };
  const reason = (id: string): Html =>
    textarea({ id, name: 'reason', label: t('interface.studio.reason'), hint: t('interface.studio.reasonHint'), value: again?.posted?.get('reason') ?? '',
      rows: 2, maxLength: 1000 });
  if (draft.state === 'released') return html`<p>${t('interface.studio.publishing')}</p>`;
  const drop = form({ action, fields: { ...fields, then: 'drop' }, label: t('interface.studio.drop'), children: html`<p>${linkButton({ text: t('interface.studio.drop') })}</p>` });
  if (draft.state === 'open') {
    const ready = draft.judged !== null && draft.judged.faults === 0 && draft.changed;
    const why = !draft.changed ? 'unchanged' : draft.judged === null ? 'waiting' : 'faults';
    return html`<section class="stack"><h2>${t('interface.studio.publish')}</h2>${
      ready
        ? form({
            action,
            fields: { ...fields, then: 'propose' },
            label: t('interface.studio.publish'),
            children: html`${reason('reason')}${actions(button({ text: t('interface.studio.propose') }))}`,
          })
        : html`<p>${t(`interface.studio.said.${why}`)}</p>`
    }${drop}</section>`;
  }
  const mine = draft.edited || draft.proposedBy?.me;
  return html`<section class="stack"><h2>${t('interface.studio.publish')}</h2>${
    mine
      ? html`<p>${t('interface.studio.needsAnother')}</p>`
      : html`<p>${t('interface.studio.releaseHint')}</p>${form({ action, fields: { ...fields, then: 'release' }, label: t('interface.studio.release'), children: actions(button({ text: t('interface.studio.release') })) })}`
  }${form({
    action,
    fields: { ...fields, then: 'return' },
    label: t('interface.studio.return'),
    children: html`${reason('return-reason')}${actions(secondButton({ text: t('interface.studio.return') }))}`,
  })}</section>`;
}

function upload(visit: Visit, { session, draft, fault }: DraftPageProps): Html {
  const { t } = visit;
  return html`<section class="stack"><h2>${t('interface.studio.upload')}</h2>${form({
    action: link(visit, `/services/${draft.service}/draft`),
    fields: { [TOKEN_FIELD]: session.csrf },
    upload: true,
    label: t('interface.studio.upload'),
    children: html`${fileInput({
      id: PACKAGE,
      name: PACKAGE,
      label: t('interface.studio.uploadLabel'),
      hint: t('interface.studio.uploadHint'),
      accept: '.zip',
      error: fault ? t(`interface.studio.fault.${fault}`) : null,
    })}${actions(secondButton({ text: t('interface.studio.uploadButton') }))}`,
  })}</section>`;
}

/** What was changed, with the way to the files below it: the table is scrolled by keyboard from there. */
function history(visit: Visit, changes: ServiceChange[], download: Html): Html {
  const { t } = visit;
  if (changes.length === 0) return html`<p>${download}</p>`;
  return dataTable({
    caption: t('interface.studio.history'),
    link: download,
    columns: (['at', 'who', 'what', 'place', 'before', 'after'] as const).map((each) => ({ title: t(`interface.studio.column.${each}`) })),
    rows: changes.map(({ at, by, kind, path, place, before, after }) => [
      formatShortInstant(at, visit),
      by === '' ? t('interface.studio.machine') : html`<span translate="no">${by}</span>`,
      t.word('interface.studio.change', kind) ?? kind,
      html`<code class="code" translate="no">${[path, place].filter((each) => each).join(', ')}</code>`,
      html`<span translate="no">${before ?? ''}</span>`,
      html`<span translate="no">${after ?? ''}</span>`,
    ]),
  });
}
