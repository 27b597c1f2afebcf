import { readPackage } from '@einwohnerportal/cases';
import { param, redirect, type Again } from '@einwohnerportal/web';
import { asAuthor, askedPart, vocabularyWords } from '../../../authors.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { servicePage } from './service-page.ts';

/** A service as it holds: versions and open cases, then every part of its package as lists and tables. */
export const show: Show = (visit, again) => view(visit, again);

/** Begins a draft with what holds. */
export const act: Act = async (visit) => {
  const service = param(visit, 'service');
  const found = await asAuthor(visit, async (scope) => {
    const own = await visit.site.domain.readOwnService(scope, service);
    return own && (await visit.site.domain.beginServiceDraft(scope, service)) ? true : null;
  });
  return found instanceof Response ? found : redirect(visit, `/services/${service}/draft`);
};

async function view(visit: Visit, again: Again | null): Promise<Response> {
  const found = await asAuthor(visit, (scope) => visit.site.domain.readOwnService(scope, param(visit, 'service')));
  if (found instanceof Response) return found;
  const { session, value: service } = found;
  const reading = await readPackage(service.files, visit.lang, vocabularyWords(visit));
  const main = servicePage(visit, { session, service, reading, part: askedPart(visit), again });
  return reply(visit, { title: visit.t('interface.studio.title'), main, session, current: 'services' });
}
