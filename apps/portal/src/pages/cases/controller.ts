import { band, emptyState, html, pageHead, turnSection } from '@einwohnerportal/ui';
import { signsOf } from '../../action-signs.ts';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, link, type Show } from '../../visit.ts';
import { caseRows } from '../home/home-page.ts';

/** All cases of the person: what waits, what runs, what has ended. */
export const show: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.listCases(scope, visit.lang));
  if (!found) return toSignIn(visit);
  const { t } = visit;
  const cases = found.value;
  const waiting = cases.flatMap((each) => each.actions);
  const running = cases.filter((each) => !each.closed);
  const finished = cases.filter((each) => each.closed);
  const main = html`${pageHead({ kicker: t('interface.cases.title'), sentence: t('interface.cases.waiting', { count: waiting.length }) })}
${waiting.length > 0 ? turnSection({ id: 'turn', title: t('interface.action.yourTurn'), signs: signsOf(visit, waiting) }) : ''}
${cases.length === 0 ? emptyState({ text: `${t('interface.cases.none')} ${t('interface.cases.noneText')}`, link: { href: link(visit, '/services'), text: t('interface.cases.find') } }) : ''}
${running.length > 0 ? band({ id: 'running', title: t('interface.cases.running'), children: caseRows(visit, running) }) : ''}
${finished.length > 0 ? band({ id: 'finished', title: t('interface.cases.finished'), children: caseRows(visit, finished) }) : ''}`;
  return reply(visit, { title: t('interface.cases.title'), main, person: found.person, current: 'cases' });
};
