import type { OfferView } from '@einwohnerportal/cases';
import { actions, backLink, button, errorSummary, form, html, linkButton, pageHead, pairs, textInput } from '@einwohnerportal/ui';
import { againNotice, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, link, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { mayTry } from '../verify/attempts.ts';
import { surer } from './give.ts';
import { coverWords, periodWords, rightWords } from './words.ts';

/** Where somebody enters the code that they were given. */
export const show: Show = async (visit, again) => {
  const found = await asPerson(visit, async () => null);
  if (!found) return toSignIn(visit);
  return surer(visit, found.person) ?? view(visit, found.person, again, null);
};

/** First what is behind the code; then, with the same code, yes or no. */
export const act: Act = async (visit, body) => {
  const code = body.get('code') ?? '';
  const answer = body.get('answer');
  const { domain } = visit.site;
  const may = mayTry(Date.now());
  const found = await asPerson(visit, async (scope) => {
    if (!may) return null;
    if (answer === 'yes' || answer === 'no') return { answered: await domain.answerOffer(scope, code, answer === 'yes') };
    return { offer: await domain.findOffer(scope, code) };
  });
  if (!found) return toSignIn(visit);
  const weak = surer(visit, found.person);
  if (weak) return weak;
  const { value } = found;
  if (value && 'answered' in value && value.answered !== null)
    return redirect(visit, answer === 'yes' ? `/representation/${value.answered}` : '/representation');
  if (value && 'offer' in value && value.offer) return ask(visit, found.person, value.offer, code);
  return view(visit, found.person, { fault: null, posted: body }, visit.t('interface.representation.faults.code'));
};

function view(visit: Visit, person: Person, again: Again | null, fault: string | null): Promise<Response> {
  const { t } = visit;
  const main = html`${fault ? errorSummary({ title: t('interface.question.errorsTitle', { count: 1 }), errors: [{ control: 'code', message: fault }] }) : ''}
${pageHead({
  margin: backLink({ href: link(visit, '/representation'), text: t('interface.representation.title') }),
  sentence: t('interface.representation.takeTitle'),
  lead: t('interface.representation.takeLead'),
  children: html`${againNotice(visit, again)}${form({
    action: link(visit, '/representation/take'),
    fields: { [TOKEN_FIELD]: person.session.csrf },
    children: html`${textInput({
      id: 'code',
      name: 'code',
      label: t('interface.representation.code'),
      hint: t('interface.representation.codeHint'),
      value: again?.posted.get('code') ?? '',
      autocomplete: 'off',
      spellcheck: false,
      width: 20,
      error: fault,
      errorWord: t('interface.site.errorWord'),
    })}
${actions(button({ text: t('interface.representation.takeButton') }))}`,
  })}`,
})}`;
  return reply(visit, { title: t('interface.representation.takeTitle'), main, person, faulty: fault !== null }, fault ? 422 : 200);
}

function ask(visit: Visit, person: Person, offer: OfferView, code: string): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    margin: backLink({ href: link(visit, '/representation/take'), text: t('interface.representation.takeTitle') }),
    sentence: html`${t('interface.representation.offerTitle', { name: offer.principal })}`,
    lead: t('interface.representation.offerLead'),
    children: html`${pairs([
      { term: t('interface.representation.matters'), values: [coverWords(visit, offer.scopes)] },
      { term: t('interface.representation.rightShort'), values: [rightWords(visit, offer.mayAct)] },
      { term: t('interface.representation.when'), values: [periodWords(visit, offer)] },
    ])}
${form({
  action: link(visit, '/representation/take'),
  fields: { [TOKEN_FIELD]: person.session.csrf, code },
  children: actions(
    button({ text: t('interface.representation.accept'), name: 'answer', value: 'yes' }),
    linkButton({ text: t('interface.representation.refuse'), name: 'answer', value: 'no' }),
  ),
})}`,
  });
  return reply(visit, { title: t('interface.representation.takeTitle'), main, person });
}
