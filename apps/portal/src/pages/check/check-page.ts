import type { DraftView, FieldError, NoOffice, SummaryRow } from '@einwohnerportal/cases';
import type { PagePlan } from '@einwohnerportal/forms';
import {
  actions,
  answers,
  backLink,
  band,
  button,
  errorSummary,
  form,
  goLink,
  html,
  notice,
  pageHead,
  radios,
  text,
  total,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatMoney, TOKEN_FIELD, sourceWords } from '@einwohnerportal/web';
import { authorityName, inLanguage } from '../../municipality.ts';
import { correctPlace, keptUntil, noOfficeText, noOfficeTitle, placeName, whoHelps } from '../../no-office.ts';
import { periodText } from '../../periods.ts';
import { formToken, link, type Again, type Person, type Visit } from '../../visit.ts';

export interface CheckPageProps {
  person: Person;
  draft: DraftView;
  faults: { page: string; errors: FieldError[] }[];
  again: Again | null;
  /** The person wanted to send although nobody can take it, or chose no office. */
  refused?: boolean;
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
  const none = draft.noOffice;
  if (none && props.refused)
    errors.push({
      control: none.reason === 'several' ? 'office-choice' : 'office',
      message: none.reason === 'several' ? t('interface.noOffice.choose') : noOfficeTitle(visit, none),
    });
  const last = pages.at(-1);
  return html`${errorSummary({ title: t('interface.check.faults'), errors })}
${pageHead({
  margin: last ? backLink({ href: link(visit, `/drafts/${draft.id}/pages/${last.id}`), text: t('interface.nav.back') }) : null,
  sentence: t('interface.check.title'),
  lead: t('interface.check.lead'),
  children: html`${againNotice(visit, props.again)}${none && !props.refused ? notice({ title: noOfficeTitle(visit, none), link: { href: '#office', text: t('interface.noOffice.toOffice') } }) : ''}`,
})}
${blocks.map((block) => answerBlock(visit, draft, block))}
${band({ id: 'sharing', title: t('interface.check.sharing'), children: text(html`${sharing(visit, draft)}<p>${retention(visit, draft)}</p>`) })}
${none ? officeBand(visit, props, none) : sendBand(visit, props)}`;
}

function sendBand(visit: Visit, props: CheckPageProps): Html {
  const { t } = visit;
  const { draft } = props;
  return band({
    id: 'send',
    title: t('interface.check.submitTitle'),
    children: html`${fee(visit, draft)}${props.person.session.acting?.capture ? html`<p>${goLink({ href: link(visit, `/drafts/${draft.id}/paper`), text: t('interface.counter.toPaper') })}</p>` : ''}<p>${t('interface.check.binding')}</p>
${form({ action: link(visit, `/drafts/${draft.id}/check`), fields: { [TOKEN_FIELD]: formToken(visit, props.person) }, children: actions(button({ text: submitWords(visit, draft) })) })}`,
  });
}

/** In the place of the button: who could not be found, what to do now, whom to ask. */
function officeBand(visit: Visit, props: CheckPageProps, none: NoOffice): Html {
  const { t } = visit;
  const { draft } = props;
  const several = none.reason === 'several';
  return band({
    id: 'office',
    title: noOfficeTitle(visit, none),
    children: html`${text(html`<p>${noOfficeText(visit, none)} ${keptUntil(visit, draft)}</p>`)}${
      several
        ? form({
            action: link(visit, `/drafts/${draft.id}/check`),
            fields: { [TOKEN_FIELD]: formToken(visit, props.person), choose: 'office' },
            children: html`${radios({
              id: 'office-choice',
              name: 'office',
              label: t('interface.noOffice.choice'),
              error: props.refused ? t('interface.noOffice.choose') : null,
              errorWord: t('interface.site.errorWord'),
              choices: none.choices.map(({ place, at }) => ({
                value: String(place),
                label: placeName(visit, place),
                hint: `${inLanguage(at.office.names, visit.lang)}, ${authorityName(at.authority, visit.lang)}`,
              })),
            })}${actions(button({ text: t('interface.noOffice.take') }))}`,
          })
        : html`${correctPlace(visit, draft, none) ?? ''}<p>${t('interface.noOffice.help')}</p>${whoHelps(visit, none.at ?? draft)}`
    }`,
  });
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
  // Only one block can have the general title; others have that of their first page.
  const titleOf = new Map(pages.map(({ id, title }) => [id, title]));
  const first = blocks.find(({ title }) => title === '');
  return blocks.map((block) => ({
    ...block,
    title: block.title || (block === first ? '' : (titleOf.get(block.pages[0]!) ?? '')) || visit.t('interface.case.answers'),
  }));
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
    const known = draft.parties.find((each) => each.party === party);
    const away = draft.elsewhere.find((each) => each.party === party);
    const what = words(`sharing.${party}.what`);
    if (!known) {
      // Nobody here has that part: whoever is responsible for the case does it.
      return away ? html`<p>${visit.t('interface.noOffice.elsewhere', { place: placeName(visit, away.place), what })}</p>` : html``;
    }
    const who = { office: inLanguage(known.office.names, visit.lang), authority: authorityName(known.authority, visit.lang) };
    return html`<p>${visit.t('interface.check.sharingWhat', { ...who, what })} ${words(`sharing.${party}.why`)}</p>`;
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
