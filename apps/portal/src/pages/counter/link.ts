import { actions, backLink, button, errorSummary, form, html, notice, pageHead, textInput } from '@einwohnerportal/ui';
import { againNotice, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, link, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { surer } from '../representation/give.ts';
import { mayTry } from '../verify/attempts.ts';

type Fault = 'not-found' | 'too-often';

/** Where somebody takes a case into their account that was captured for them at the counter. */
export const show: Show = async (visit, again) => {
  const found = await asPerson(visit, async () => null);
  if (!found) return toSignIn(visit);
  return surer(visit, found.person) ?? view(visit, found.person, again, null);
};

export const act: Act = async (visit, body) => {
  const may = mayTry(Date.now());
  const found = await asPerson(visit, async (scope) => (may ? visit.site.domain.linkCapture(scope, body.get('code') ?? '') : 'too-often'));
  if (!found) return toSignIn(visit);
  const weak = surer(visit, found.person);
  if (weak) return weak;
  return found.value === 'linked'
    ? redirect(visit, '/link?said=linked')
    : view(visit, found.person, { fault: null, posted: body }, found.value);
};

function view(visit: Visit, person: Person, again: Again | null, fault: Fault | null): Promise<Response> {
  const { t } = visit;
  const words = fault ? t(`interface.counter.link.fault.${fault}`) : null;
  const linked = !fault && visit.http.req.query('said') === 'linked';
  const main = html`${words ? errorSummary({ title: t('interface.question.errorsTitle', { count: 1 }), errors: [{ control: 'code', message: words }] }) : ''}
${pageHead({
  margin: backLink({ href: link(visit, '/cases'), text: t('interface.nav.backToCases') }),
  sentence: t('interface.counter.link.title'),
  lead: t('interface.counter.link.lead'),
  children: html`${againNotice(visit, again)}${linked ? notice({ title: t('interface.counter.link.done'), text: t('interface.counter.link.doneText'), kind: 'polite', link: { href: link(visit, '/cases'), text: t('interface.nav.cases') } }) : ''}${form(
    {
      action: link(visit, '/link'),
      fields: { [TOKEN_FIELD]: person.session.csrf },
      children: html`${textInput({
        id: 'code',
        name: 'code',
        label: t('interface.representation.code'),
        hint: t('interface.counter.link.hint'),
        value: again?.posted.get('code') ?? '',
        autocomplete: 'off',
        spellcheck: false,
        width: 20,
        error: words,
        errorWord: t('interface.site.errorWord'),
      })}${actions(button({ text: t('interface.counter.link.button') }))}`,
    },
  )}`,
})}`;
  return reply(
    visit,
    { title: t('interface.counter.link.title'), main, person, current: 'cases', faulty: fault !== null },
    fault ? 422 : 200,
  );
}
