import type { OwnData, OwnKeptCase } from '@einwohnerportal/cases';
import { backLink, band, form, goLink, html, notice, pageHead, secondButton, type Html } from '@einwohnerportal/ui';
import { againNotice, formatDay, formatInstant, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { formToken, link, type Person, type Visit } from '../../visit.ts';

export interface AllDataProps {
  person: Person;
  data: OwnData;
  again: Again | null;
  /** The package was asked for with a sign-in that is too old or too weak. */
  problem: 'sign-in' | null;
}

/** First the package, then what goes at once, then what the law keeps and until when. */
export function allDataPage(visit: Visit, props: AllDataProps): Html {
  const { t } = visit;
  const { data, problem } = props;
  return html`${pageHead({
    margin: backLink({ href: link(visit, '/data'), text: t('interface.data.title') }),
    sentence: t('interface.all.title'),
    lead: t('interface.all.lead'),
    children: html`${againNotice(visit, props.again)}${problem ? notice({ title: t('interface.all.signInAgain'), text: t('interface.all.signInAgainText') }) : ''}`,
  })}
${band({ id: 'package', title: t('interface.all.package'), children: exported(visit, props) })}
${band({
  id: 'at-once',
  title: t('interface.all.atOnce'),
  children: html`<p>${t('interface.all.atOnceText', { count: data.drafts })}</p>${act(visit, props.person, 'forget', t('interface.all.forget'))}`,
})}
${band({
  id: 'kept',
  title: t('interface.all.kept'),
  children:
    data.cases.length === 0
      ? html`<p>${t('interface.all.noCases')}</p>`
      : html`<p>${t('interface.all.keptText')}</p><ul class="plain">${data.cases.map((each) => html`<li>${caseLine(visit, props.person, each)}</li>`)}</ul>`,
})}`;
}

function act(visit: Visit, person: Person, then: string, words: string, context: string | null = null): Html {
  return form({
    action: link(visit, '/data/all'),
    fields: { [TOKEN_FIELD]: formToken(visit, person) },
    children: secondButton({ text: words, name: 'then', value: then, context }),
  });
}

function exported(visit: Visit, { person, data }: AllDataProps): Html {
  const { t } = visit;
  const own = data.export;
  if (!own) return html`<p>${t('interface.all.packageText')}</p>${act(visit, person, 'export', t('interface.all.make'))}`;
  if (!own.readyAt) return html`<p>${t('interface.all.making')}</p>`;
  return html`<p>${t('interface.all.ready', { date: formatInstant(own.expiresAt, visit) })}</p><p>${t('interface.all.signInAgainText')}</p>
<p>${goLink({ href: link(visit, '/data/package'), text: t('interface.all.fetch', { size: Math.max(1, Math.round((own.size ?? 0) / 1000)) }) })}</p>`;
}

function caseLine(visit: Visit, person: Person, each: OwnKeptCase): Html {
  const { t } = visit;
  const until = each.keptUntil
    ? t(each.laws.length > 0 ? 'interface.all.untilLaw' : 'interface.all.until', {
        date: formatDay(each.keptUntil, visit),
        law: each.laws.join(', '),
      })
    : t('interface.all.running');
  return html`<div class="stack"><p><a href="${link(visit, `/cases/${each.reference}`)}">${each.title}</a><br>${each.authority}. ${until}${each.asked ? html` ${t(`interface.all.request.${each.asked}`)}` : ''}</p>${
    each.keptUntil && each.asked === null ? act(visit, person, `delete ${each.reference}`, t('interface.all.ask'), each.title) : ''
  }</div>`;
}
