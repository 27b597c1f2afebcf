import { setTimeout as pause } from 'node:timers/promises';
import type { CaseView } from '@einwohnerportal/cases';
import { liveRegion } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { markForeign } from '../../foreign-words.ts';
import { asPerson, link, param, type Person, type Show, type Visit } from '../../visit.ts';
import { authorityOf, serviceOf } from '../case/controller.ts';
import { confirmationPage } from './confirmation-page.ts';

/** The sign to pay is there within a fraction of a second; for browsers without script the page waits that long for it. */
const WAITS_MS = [100, 200, 300, 400];
const REFRESH_SECONDS = 3;

/** Receipt of a submission; an ordinary page that survives a bookmark. */
export const show: Show = async (visit) => {
  let found = await readCase(visit);
  for (const wait of WAITS_MS) {
    if (!found?.value || !isUnderWay(found.value)) break;
    await pause(wait);
    found = await readCase(visit);
  }
  if (!found) return toSignIn(visit);
  const view = found.value;
  if (!view) return showNotFound(visit);
  const title = titleOf(visit, view);
  const main = confirmationPage(visit, view, title);
  return reply(visit, {
    title: `${title} ${view.title}`,
    main: view.closed
      ? main
      : liveRegion({ url: link(visit, `/cases/${view.reference}/confirmation/fragment`), seconds: REFRESH_SECONDS, children: main }),
    person: found.person,
    current: 'cases',
    authority: authorityOf(visit, view),
    service: serviceOf(visit, view),
  });
};

/** The part of the page that renews itself. */
export const showFragment: Show = async (visit) => {
  const found = await readCase(visit);
  if (!found) return visit.http.body(null, 401);
  if (!found.value) return visit.http.body(null, 404);
  visit.http.header('Cache-Control', 'no-store');
  if (found.value.closed) visit.http.header('x-refresh', 'stop');
  return visit.http.html(
    await markForeign(confirmationPage(visit, found.value, titleOf(visit, found.value)), serviceOf(visit, found.value), visit.lang),
  );
};

/** Something is to be paid, but the machine has not prepared it yet. */
function isUnderWay(view: CaseView): boolean {
  return (
    view.fee?.state === 'open' &&
    Number(view.fee.total) > 0 &&
    !view.actions.some((action) => action.kind === 'pay' && action.redirectUrl) &&
    !view.closed
  );
}

function titleOf(visit: Visit, view: CaseView): string {
  const { catalogue } = visit.site.context;
  const kind = catalogue.has(view.service) ? catalogue.service(view.service).manifest.kind : 'order';
  return visit.t(`interface.confirmation.title.${kind}`);
}

function readCase(visit: Visit): Promise<{ person: Person; value: CaseView | null } | null> {
  return asPerson(visit, (scope) => visit.site.domain.readCase(scope, param(visit, 'reference'), visit.lang));
}
