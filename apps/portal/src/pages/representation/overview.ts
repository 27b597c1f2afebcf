import type { MandateView } from '@einwohnerportal/cases';
import { actions, band, button, html, pageHead, rows, secondButton, type Html } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, link, type Show, type Visit } from '../../visit.ts';
import { byRegister, coverWords, periodWords, rightWords } from './words.ts';

/** Whom one may act for, who may act for oneself, and the ways to give and to take a mandate. */
export const show: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.listMandates(scope));
  if (!found) return toSignIn(visit);
  const { t } = visit;
  const { acting } = found.person.session;
  const taken = found.value.filter((each) => !each.given && !byRegister(each));
  const registered = found.value.filter((each) => byRegister(each) && each.state !== 'ended');
  const given = found.value.filter((each) => each.given);
  const main = html`${pageHead({
    sentence: t('interface.representation.title'),
    lead: t('interface.representation.lead'),
    children: acting
      ? html`<p>${t('interface.representation.actingNow', { name: acting.displayName })}</p>${actions(button({ text: t('interface.representation.end'), href: link(visit, '/representation/acting') }))}`
      : '',
  })}
${band({
  id: 'taken',
  title: t('interface.representation.taken'),
  children: html`${taken.length > 0 ? mandateRows(visit, taken) : html`<p>${t('interface.representation.noneTaken')}</p>`}
${acting ? '' : actions(secondButton({ text: t('interface.representation.enterCode'), href: link(visit, '/representation/take') }))}`,
})}
${band({
  id: 'registered',
  title: t('interface.representation.registered'),
  children: html`<p>${t('interface.representation.registeredLead')}</p>${registered.length > 0 ? mandateRows(visit, registered) : ''}
${acting ? '' : actions(secondButton({ text: t('interface.representation.toRegister'), href: link(visit, '/representation/register') }))}`,
})}
${band({
  id: 'given',
  title: t('interface.representation.given'),
  children: html`${given.length > 0 ? mandateRows(visit, given) : html`<p>${t('interface.representation.noneGiven')}</p>`}
${acting ? '' : actions(secondButton({ text: t('interface.representation.give'), href: link(visit, '/representation/give') }))}`,
})}`;
  return reply(visit, { title: t('interface.representation.title'), main, person: found.person });
};

function mandateRows(visit: Visit, mandates: readonly MandateView[]): Html {
  const { t } = visit;
  return rows(
    mandates.map((mandate) => ({
      href: link(visit, `/representation/${mandate.id}`),
      title: mandate.other ? html`<span translate="no">${mandate.other}</span>` : t('interface.representation.nobodyYet'),
      text: `${byRegister(mandate) ? `${t(`interface.representation.kinds.${mandate.kind}`)} ` : ''}${t(`interface.representation.state.${mandate.state}`)} ${rightWords(visit, mandate.mayAct)}: ${coverWords(visit, mandate.scopes)}.`,
      note: periodWords(visit, mandate),
    })),
  );
}
