import type { RegisterCheck } from '@einwohnerportal/cases';
import { actions, backLink, band, bullets, button, form, html, notice, pageHead, secondButton } from '@einwohnerportal/ui';
import { againNotice, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, link, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { surer } from './give.ts';

/** What the registers are asked and why, before they are asked. */
export const show: Show = async (visit, again) => {
  const found = await asPerson(visit, async () => null);
  if (!found) return toSignIn(visit);
  return surer(visit, found.person) ?? view(visit, found.person, again, null);
};

/** Asks them; what they answered stands on the page of all representations. */
export const act: Act = async (visit) => {
  const found = await asPerson(visit, async () => null);
  if (!found) return toSignIn(visit);
  const weak = surer(visit, found.person);
  if (weak) return weak;
  const { domain, context, signInPool } = visit.site;
  const check = await domain.checkRegister(context, signInPool, visit.secret, visit.lang);
  if (!check) return toSignIn(visit);
  return check.silent > 0 || check.answered === 0 ? view(visit, found.person, null, check) : redirect(visit, '/representation');
};

function view(visit: Visit, person: Person, again: Again | null, check: RegisterCheck | null): Promise<Response> {
  const { t } = visit;
  const main = html`${pageHead({
    margin: backLink({ href: link(visit, '/representation'), text: t('interface.representation.title') }),
    sentence: t('interface.representation.register.title'),
    lead: t('interface.representation.register.lead'),
    children: html`${againNotice(visit, again)}${check ? notice({ title: t('interface.representation.register.silent'), text: t('interface.representation.register.silentText'), kind: 'alert' }) : ''}
${form({
  action: link(visit, '/representation/register'),
  fields: { [TOKEN_FIELD]: person.session.csrf },
  children: actions(
    button({ text: t('interface.representation.register.ask') }),
    secondButton({ text: t('interface.representation.register.back'), href: link(visit, '/representation') }),
  ),
})}`,
  })}
${band({
  id: 'purpose',
  title: t('interface.representation.register.purpose'),
  children: bullets([
    t('interface.representation.register.sent'),
    t('interface.representation.register.told'),
    t('interface.representation.register.kept'),
  ]),
})}`;
  return reply(visit, { title: t('interface.representation.register.title'), main, person }, check ? 503 : 200);
}
