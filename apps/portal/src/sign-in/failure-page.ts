import { actions, button, html, pageHead } from '@einwohnerportal/ui';
import { reply } from '../layout.ts';
import { link, whoIsHere, type Visit } from '../visit.ts';

export type Failure = 'failed' | 'cancelled' | 'tooLow' | 'expired' | 'unavailable';

/** Why nobody is signed in, that nothing is lost, and how to go on. */
export async function showFailure(visit: Visit, failure: Failure, returnTo: string, level: number | null = null): Promise<Response> {
  const { t } = visit;
  const again = `/sign-in?return=${encodeURIComponent(returnTo)}${level === null ? '' : `&level=${level}`}`;
  const main = pageHead({
    sentence: t(`interface.signIn.${failure}`),
    lead: t(`interface.signIn.${failure}Text`),
    children: html`<p>${t('interface.error.otherWay')}</p>${actions(button({ text: t('interface.signIn.again'), href: link(visit, again) }))}`,
  });
  return reply(visit, { title: t(`interface.signIn.${failure}`), main, person: await whoIsHere(visit) }, failure === 'unavailable' ? 503 : 403);
}
