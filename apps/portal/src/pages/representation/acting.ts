import { actions, button, form, html, notice, pageHead, secondButton } from '@einwohnerportal/ui';
import { againNotice, formatDay, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, formToken, link, redirect, type Act, type Person, type Show, type Visit } from '../../visit.ts';
import { switchTo } from './mandate.ts';
import { coverWords, rightWords } from './words.ts';

/** Whom one acts for, and the button that ends it. */
export const show: Show = async (visit, again) => {
  const found = await asPerson(visit, async () => null);
  if (!found) return toSignIn(visit);
  const { t } = visit;
  const { acting } = found.person.session;
  if (!acting) return redirect(visit, '/representation');
  const main = pageHead({
    sentence: t('interface.representation.endTitle', { name: acting.displayName }),
    lead: t('interface.representation.endLead'),
    children: html`${againNotice(visit, again)}<p>${rightWords(visit, acting.mayAct)}: ${coverWords(visit, acting.scopes)}.</p>
${endForm(visit, found.person, '/representation/acting')}`,
  });
  return reply(visit, { title: t('interface.representation.endShort'), main, person: found.person });
};

export const act: Act = async (visit) => {
  await switchTo(visit, null, new Date().toISOString());
  return redirect(visit, '/cases');
};

/** The mandate ended while somebody acted under it: nothing of the other person is shown any more. */
export const showEnded: Show = async (visit, again) => {
  const why = await visit.site.domain.actingOver(visit.site.context, visit.secret);
  if (!why) return redirect(visit, '/');
  const { t } = visit;
  const main = pageHead({
    sentence: t(why === 'unchecked' ? 'interface.representation.uncheckedTitle' : 'interface.representation.overTitle'),
    lead: t(why === 'unchecked' ? 'interface.representation.uncheckedLead' : 'interface.representation.overLead'),
    children: html`${againNotice(visit, again)}${endForm(visit, null, '/representation/ended')}`,
  });
  return reply(visit, { title: t('interface.representation.overTitle'), main, person: null });
};

export const actEnded: Act = async (visit) => {
  await switchTo(visit, null, new Date().toISOString());
  return redirect(visit, '/');
};

function endForm(visit: Visit, person: Person | null, path: string) {
  const { t } = visit;
  return form({
    action: link(visit, path),
    fields: { [TOKEN_FIELD]: formToken(visit, person) },
    children: actions(
      button({ text: t('interface.representation.end') }),
      ...(person ? [secondButton({ text: t('interface.representation.goOn'), href: link(visit, '/cases') })] : []),
    ),
  });
}

/** Why a page cannot be used while acting for somebody else: it is one's own, or the mandate is for reading. */
export async function showBarred(visit: Visit, person: Person, why: 'own' | 'reads-only'): Promise<Response> {
  const { t } = visit;
  const { acting } = person.session;
  const title = t(`interface.representation.barred.${why}`, { name: acting!.displayName });
  const main = pageHead({
    sentence: title,
    lead: t(`interface.representation.barredText.${why}`, { name: acting!.displayName, until: formatDay(acting!.until, visit) }),
    children: html`${notice({ title: t('interface.representation.nothingDone'), kind: 'polite' })}${actions(
      button({ text: t('interface.representation.endShort'), href: link(visit, '/representation/acting') }),
      secondButton({ text: t('interface.nav.cases'), href: link(visit, '/cases') }),
    )}`,
  });
  return reply(visit, { title: t('interface.representation.barredTitle'), main, person }, 403);
}
