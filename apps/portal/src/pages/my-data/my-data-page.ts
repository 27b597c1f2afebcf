import type { Look, MyData } from '@einwohnerportal/cases';
import { band, bullets, goLink, html, pageHead, pairs, route, rows, text, type Html } from '@einwohnerportal/ui';
import { formatDay, formatDayOf, formatInstant } from '@einwohnerportal/web';
import { link, type Visit } from '../../visit.ts';

/** First who looked, then what there is and how long it stays, then all of it as a file. */
export function myDataPage(visit: Visit, data: MyData): Html {
  const { t } = visit;
  return html`${pageHead({
    kicker: t('interface.data.title'),
    sentence: t('interface.data.sentence', { count: data.looks.length }),
    lead: t('interface.data.lead'),
  })}
${band({
  id: 'looks',
  title: t('interface.data.looks'),
  layout: 'route',
  lead: t(data.looks.length > 0 ? 'interface.data.looksLead' : 'interface.data.none'),
  children: html`${data.looks.length > 0 ? route(data.looks.map((look) => lookStep(visit, look))) : ''}${data.more ? html`<p class="source">${t('interface.data.more')}</p>` : ''}`,
})}
${data.mandateActs.length > 0 ? band({ id: 'mandates', title: t('interface.representation.title'), children: html`${bullets(data.mandateActs.map(({ at, what, who }) => html`${t(`interface.representation.did.${what}`, { who })} <span class="quiet small">${formatInstant(at, visit)}</span>`))}<p>${goLink({ href: link(visit, '/representation'), text: t('interface.representation.title') })}</p>` }) : ''}
${band({ id: 'known', title: t('interface.data.known'), children: known(visit, data) })}
${band({ id: 'kept', title: t('interface.data.kept'), children: kept(visit, data) })}
${band({
  id: 'export',
  title: t('interface.data.export'),
  children: html`<p>${t('interface.data.exportText')}</p><p>${goLink({ href: link(visit, '/data/file'), text: t('interface.data.download') })}</p><p>${goLink({ href: link(visit, '/data/all'), text: t('interface.all.link') })}</p>`,
})}
${band({ id: 'wrong', title: t('interface.data.wrong'), children: text(html`<p>${t('interface.data.wrongText')}</p>`) })}`;
}

/** Which office or program, when, why, on what law, in which case. */
function lookStep(visit: Visit, look: Look) {
  const { t } = visit;
  return {
    state: 'past' as const,
    stateWord: `${t(look.program ? 'interface.data.program' : 'interface.data.person')}:`,
    title: look.who,
    who: '',
    when: formatInstant(look.at, visit),
    body: html`${t('interface.data.purpose', { purpose: look.purpose })}${look.reason ? html`<br>${t('interface.data.reason', { reason: look.reason })}` : ''}${look.law ? html`<br>${t('interface.data.law', { law: look.law })}` : ''}<br><a href="${link(visit, `/cases/${look.reference}`)}">${t('interface.data.inCase', { reference: look.reference, service: look.service })}</a>`,
  };
}

function known(visit: Visit, { person }: MyData): Html {
  const { t } = visit;
  const none = t('interface.data.notKnown');
  return html`${pairs([
    { term: t('interface.data.name'), values: [`${person.firstName} ${person.officialName}`], verbatim: true },
    { term: t('interface.data.born'), values: [bornWords(visit, person.dateOfBirth) ?? none] },
    { term: t('interface.data.email'), values: [person.email ?? none], verbatim: person.email !== null },
    { term: t('interface.data.since'), values: [formatDayOf(person.since, visit)] },
  ])}
<p class="source">${t('interface.data.source')}</p>
<p>${goLink({ href: link(visit, '/profile'), text: t('interface.data.toProfile') })}</p>`;
}

/** A whole date in words; of a partial one what is known. */
function bornWords(visit: Visit, born: string | null): string | null {
  return born?.length === 10 ? formatDay(born, visit) : born;
}

function kept(visit: Visit, { cases, drafts }: MyData): Html {
  const { t } = visit;
  if (cases.length + drafts.length === 0) return html`<p>${t('interface.data.nothing')}</p>`;
  return rows([
    ...drafts.map((draft) => ({
      href: link(visit, '/'),
      title: t('interface.data.draft', { service: draft.title }),
      text: t('interface.data.draftUntil', { date: formatDayOf(draft.expiresAt, visit) }),
    })),
    ...cases.map((each) => ({
      href: link(visit, `/cases/${each.reference}`),
      title: t('interface.data.keptCase', { service: each.title, date: formatDay(each.submittedOn, visit) }),
      text: each.deleteAfter ? t('interface.data.keptUntil', { date: formatDay(each.deleteAfter, visit) }) : t('interface.data.keptOpen'),
    })),
  ]);
}
