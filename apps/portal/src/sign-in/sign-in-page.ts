import { actions, backLink, band, button, form, html, notice, pageHead, text, type Html } from '@einwohnerportal/ui';
import { againNotice, TOKEN_FIELD } from '@einwohnerportal/web';
import { link, type Again, type Visit } from '../visit.ts';

export interface SignInPageProps {
  level: number;
  returnTo: string;
  again: Again | null;
  /** Input of an expired session is kept until after the sign-in. */
  held: boolean;
  token: string;
}

export function signInPage(visit: Visit, props: SignInPageProps): Html {
  const { t } = visit;
  return html`${pageHead({
    margin: backLink({ href: link(visit, props.held ? '/' : backOf(props.returnTo)), text: t('interface.nav.back') }),
    sentence: t(props.held ? 'interface.signIn.heldTitle' : 'interface.signIn.title'),
    lead: t('interface.signIn.lead'),
    children: html`${againNotice(visit, props.again)}${props.held ? notice({ title: t('interface.signIn.keptTitle'), text: t('interface.signIn.held') }) : ''}
${form({
  action: link(visit, '/sign-in'),
  fields: { [TOKEN_FIELD]: props.token, return: props.returnTo, level: String(props.level) },
  children: actions(button({ text: t('interface.signIn.button') })),
})}`,
  })}
${band({ id: 'level', title: t('interface.signIn.levelTitle'), children: text(html`<p><strong>${t.word('interface.service.level', props.level)}</strong></p><p>${t.word('interface.service.levelWhy', props.level)}</p>`) })}
${band({ id: 'without', title: t('interface.signIn.otherTitle'), children: text(html`<p>${t('interface.signIn.otherText')}</p>`) })}
${props.held ? '' : band({ id: 'kept', title: t('interface.signIn.keptTitle'), children: text(html`<p>${t('interface.signIn.kept')}</p>`) })}`;
}

/** The page before: the service itself rather than its start, which would lead here again. */
function backOf(returnTo: string): string {
  const service = /^(\/services\/[a-z0-9_-]+)\/start$/.exec(returnTo)?.[1];
  return service ?? '/';
}
