import type { DraftView, FieldError, SummaryRow } from '@einwohnerportal/cases';
import type { PagePlan } from '@einwohnerportal/forms';
import { actions, answers, backLink, band, button, errorSummary, form, html, pageHead, text, total, type Html } from '@einwohnerportal/ui';
import { againNotice, formatMoney, TOKEN_FIELD, sourceWords } from '@einwohnerportal/web';
import { authorityName, inLanguage } from '../../municipality.ts';
import { periodText } from '../../periods.ts';
import { formToken, link, type Again, type Person, type Visit } from '../../visit.ts';

export interface CheckPageProps {
  person: Person;
  draft: DraftView;
  faults: { page: string; errors: FieldError[] }[];
  again: Again | null;
}

export function checkPage(visit: Visit, props: CheckPageProps): Html {
  const { t } = visit;
  const { draft } = props;
  const pages = draft.form.pages(draft.formContext);
  const rows = draft.form.summary(draft.formContext);
  const blocks = blocksOf(visit, pages, rows);
  const errors = props.faults.flatMap(({ page, errors: found }) => {
    const block = blocks.find((each) => each.pages.includes(page));
    return found.map((error) => ({ control: block?.id ?? 'send', message: error.message }));
  });
  const last = pages.at(-1);
  return html`${errorSummary({ title: t('interface.check.faults'), errors })}
${pageHead({
  margin: last ? backLink({ href: link(visit, `/drafts/${draft.id}/pages/${last.id}`), text: t('interface.nav.back') }) : null,
  sentence: t('interface.check.title'),
  lead: t('interface.check.lead'),
  children: againNotice(visit, props.again),
})}
${blocks.map((block) => answerBlock(visit, draft, block))}
${band({ id: 'sharing', title: t('interface.check.sharing'), children: text(html`${sharing(visit, draft)}<p>${retention(visit, draft)}</p>`) })}
${band({
  id: 'send',
  title: t('interface.check.submitTitle'),
  children: html`${fee(visit, draft)}<p>${t('interface.check.binding')}</p>
${form({ action: link(visit, `/drafts/${draft.id}/check`), fields: { [TOKEN_FIELD]: formToken(visit, props.person) }, children: actions(button({ text: submitWords(visit, draft) })) })}`,
})}`;
}

interface Block {
  id: string;
  title: string;
  pages: string[];
  rows: SummaryRow[];
}

/** A page with several answers is a block under its title; questions that stand alone come together, so that no title repeats its label. */
function blocksOf(visit: Visit, pages: PagePlan[], rows: SummaryRow[]): Block[] {
  const blocks: Block[] = [];
  for (const page of [...pages, { id: '', title: '' }]) {
    const mine = rows.filter((row) => row.page === page.id);
    if (mine.length === 0) continue;
    const alone = mine.length === 1;
    const last = blocks.at(-1);
    if (alone && last?.title === '') {
      last.pages.push(page.id);
      last.rows.push(...mine);
    } else blocks.push({ id: `answers-${blocks.length + 1}`, title: alone ? '' : page.title, pages: [page.id], rows: mine });
  }
  return blocks.map((block) => ({ ...block, title: block.title || visit.t('interface.case.answers') }));
}

function answerBlock(visit: Visit, draft: DraftView, block: Block): Html {
  const { t } = visit;
  return answers({
    title: { id: block.id, text: block.title },
    missing: t('interface.check.notGiven'),
    answers: block.rows.map((row) => ({
      label: row.label,
      values: row.values,
      note: row.source && row.source.source !== 'declared' ? sourceWords(visit, row.source) : null,
      change:
        row.changeable && row.page !== ''
          ? {
              href: link(visit, `/drafts/${draft.id}/pages/${row.page}?return=check`),
              text: t(row.values.length === 0 ? 'interface.check.add' : 'interface.check.change'),
              context: `: ${row.label}`,
            }
          : null,
    })),
  });
}

/** Which party gets what and why, in the words of the service. */
function sharing(visit: Visit, draft: DraftView): Html[] {
  const words = draft.version.texts(visit.lang);
  return Object.keys(draft.version.manifest.sharing).map((party) => {
    const rule = draft.version.manifest.parties[party];
    const office = rule?.function ? draft.authority.offices[rule.function] : undefined;
    const who = { office: office ? inLanguage(office.names, visit.lang) : '', authority: authorityName(draft.authority, visit.lang) };
    return html`<p>${visit.t('interface.check.sharingWhat', { ...who, what: words(`sharing.${party}.what`) })} ${words(`sharing.${party}.why`)}</p>`;
  });
}

function retention(visit: Visit, draft: DraftView): string {
  const { records } = draft.version.manifest;
  const key = records.appraisal === 'destroy' ? 'interface.check.retention' : 'interface.check.retentionArchive';
  return visit.t(key, { period: periodText(records.retention, visit.t) });
}

function fee(visit: Visit, draft: DraftView): Html {
  const { t } = visit;
  if (!draft.version.manifest.fee) return html`<p>${t('interface.check.feeFree')}</p>`;
  if (!draft.fee) return html`<p>${t('interface.check.feeOpen')}</p>`;
  if (Number(draft.fee.total) === 0) return html`<p>${t('interface.check.feeFree')}</p>`;
  const money = (amount: string): string => formatMoney(amount, visit);
  const items = draft.fee.items.map(
    (item) =>
      html`<li>${t('interface.service.costItem', { label: item.quantity > 1 ? `${item.quantity} × ${item.label}` : item.label, amount: money(item.amount) })}${item.example ? html` <small>${t('interface.service.costExample')}</small>` : ''}</li>`,
  );
  return html`${total({ label: t('interface.check.feeTotal', { amount: '' }).trim(), amount: money(draft.fee.total) })}<ul class="bullets">${items}</ul>
${draft.version.manifest.fee.when === 'before' ? html`<p>${t('interface.check.feeBefore')}</p>` : ''}`;
}

function submitWords(visit: Visit, draft: DraftView): string {
  const { kind } = draft.version.manifest;
  const paid = draft.fee && Number(draft.fee.total) > 0;
  return paid
    ? visit.t(`interface.check.submitPaid.${kind}`, { amount: formatMoney(draft.fee!.total, visit) })
    : visit.t(`interface.check.submit.${kind}`);
}
