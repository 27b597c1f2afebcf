import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, param, type Show } from '../../visit.ts';
import { authorityOf } from '../case/controller.ts';
import { confirmationPage } from './confirmation-page.ts';

/** Receipt of a submission; an ordinary page that survives a bookmark. */
export const show: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.readCase(scope, param(visit, 'reference'), visit.lang));
  if (!found) return toSignIn(visit);
  const view = found.value;
  if (!view) return showNotFound(visit);
  const kind = kindOf(visit.site.context.catalogue.has(view.service) ? visit.site.context.catalogue.service(view.service).manifest.kind : 'order');
  const title = visit.t(`interface.confirmation.title.${kind}`);
  return reply(visit, { title: `${title} ${view.title}`, main: confirmationPage(visit, view, title), person: found.person, current: 'cases', authority: authorityOf(visit, view) });
};

function kindOf(kind: string): string {
  return ['order', 'application', 'declaration', 'booking', 'payment', 'information'].includes(kind) ? kind : 'link';
}
