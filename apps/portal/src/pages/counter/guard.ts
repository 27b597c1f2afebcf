import { actions, button, pageHead } from '@einwohnerportal/ui';
import { readCookie } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { whoIsHere, type Page, type Person, type Visit } from '../../visit.ts';
import { workplaceAddress } from './back.ts';

/** Pages of a person that a caseworker uses who captures for somebody: those of the form, and to stay signed in. */
const USED = /^\/(drafts\/:draft(\/|$)|files\/:file$|session$)/;

/**
 * The page with a word on why, in its place, for somebody who captures at the counter: what else belongs to a person is not theirs. Only a browser
 * that came from the workplace is asked who it is; the database shows such a session nothing but its draft, with or without this.
 */
export function counterGuarded(page: Page): Page {
  if (page.access !== 'person' || USED.test(page.path)) return page;
  const { act } = page;
  return {
    ...page,
    show: async (visit, again) => (await barred(visit)) ?? page.show(visit, again),
    ...(act ? { act: async (visit, body, files) => (await barred(visit)) ?? act(visit, body, files) } : {}),
  };
}

async function barred(visit: Visit): Promise<Response | null> {
  if (readCookie(visit.http, 'counter', visit.site.config) === undefined) return null;
  const person = await whoIsHere(visit);
  return person?.session.acting?.capture ? showBarred(visit, person) : null;
}

function showBarred(visit: Visit, person: Person): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    sentence: t('interface.counter.barred'),
    lead: t('interface.counter.barredText'),
    children: actions(
      button({ text: t('interface.counter.toWorkplace'), href: workplaceAddress(visit, person.session.acting!.mandateId) }),
    ),
  });
  return reply(visit, { title: t('interface.counter.barred'), main, person }, 403);
}
