import type { MandateView, RepresentedCase } from '@einwohnerportal/cases';
import {
  actions,
  band,
  bullets,
  emptyState,
  form,
  goLink,
  html,
  pageHead,
  secondButton,
  turnSection,
  type Html,
} from '@einwohnerportal/ui';
import { formatDay, TOKEN_FIELD } from '@einwohnerportal/web';
import { signsOf } from '../../action-signs.ts';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, link, type Person, type Show, type Visit } from '../../visit.ts';
import { caseRows } from '../home/home-page.ts';

/** All cases of the person: what waits, what runs, what has ended. */
export const show: Show = async (visit) => {
  const { domain } = visit.site;
  const found = await asPerson(visit, async (scope) => ({
    own: await domain.listCases(scope, visit.lang),
    represented: await domain.listRepresentedCases(scope, visit.lang),
    mandates: (await domain.listMandates(scope)).filter((each) => !each.given && (each.state === 'valid' || each.state === 'unchecked')),
  }));
  if (!found) return toSignIn(visit);
  const { t } = visit;
  const { own: cases, represented, mandates } = found.value;
  const { acting } = found.person.session;
  const title = acting ? t('interface.representation.casesOf', { name: acting.displayName }) : t('interface.cases.title');
  const waiting = cases.flatMap((each) => each.actions);
  const running = cases.filter((each) => !each.closed);
  const finished = cases.filter((each) => each.closed);
  const main = html`${pageHead({ kicker: title, sentence: t('interface.cases.waiting', { count: waiting.length }) })}
${waiting.length > 0 ? turnSection({ id: 'turn', title: t('interface.action.yourTurn'), signs: signsOf(visit, waiting) }) : ''}
${cases.length === 0 && acting ? html`<p>${t('interface.representation.noCases')}</p>` : ''}
${cases.length === 0 && !acting ? emptyState({ text: `${t('interface.cases.none')} ${t('interface.cases.noneText')}`, link: { href: link(visit, '/services'), text: t('interface.cases.find') } }) : ''}
${running.length > 0 ? band({ id: 'running', title: t('interface.cases.running'), children: caseRows(visit, running) }) : ''}
${finished.length > 0 ? band({ id: 'finished', title: t('interface.cases.finished'), children: caseRows(visit, finished) }) : ''}
${acting ? '' : html`<p class="source">${goLink({ href: link(visit, '/link'), text: t('interface.counter.link.toLink') })}</p>`}
${acting ? '' : mandates.map((mandate) => representedBand(visit, found.person, mandate, represented))}`;
  return reply(visit, { title: t('interface.cases.title'), main, person: found.person, current: 'cases' });
};

/** Cases of somebody one may act for: what they are called; to open them one acts for that person first. */
function representedBand(visit: Visit, person: Person, mandate: MandateView, cases: readonly RepresentedCase[]): Html {
  const { t } = visit;
  const name = mandate.other ?? '';
  const theirs = cases.filter((each) => each.mandateId === mandate.id);
  return band({
    id: `of-${mandate.id}`,
    title: t('interface.representation.casesOf', { name }),
    children: html`${theirs.length > 0 ? bullets(theirs.map((each) => html`${each.title} <span class="quiet small">${t('interface.representation.caseNote', { reference: each.reference, date: formatDay(each.submittedOn, visit) })}${each.closed ? ` ${t('interface.representation.caseClosed')}` : ''}</span>`)) : html`<p>${t(mandate.state === 'unchecked' ? 'interface.representation.askFirst' : 'interface.representation.noCases')}</p>`}
${form({
  action: link(visit, `/representation/${mandate.id}`),
  fields: { [TOKEN_FIELD]: person.session.csrf, what: 'act' },
  children: actions(secondButton({ text: t('interface.representation.actFor', { name }) })),
})}`,
  });
}
