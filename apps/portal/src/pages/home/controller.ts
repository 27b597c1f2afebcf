import { reply } from '../../layout.ts';
import { asPerson, type Show } from '../../visit.ts';
import { homePage } from './home-page.ts';

/** Home: what waits for the person first, then search, drafts, running cases and life events. */
export const show: Show = async (visit) => {
  const { domain } = visit.site;
  const found = await asPerson(visit, async (scope) => ({
    drafts: await domain.listDrafts(scope, visit.lang),
    cases: await domain.listCases(scope, visit.lang),
    today: scope.today,
  }));
  return reply(visit, {
    title: visit.t('interface.home.title'),
    main: homePage(visit, found),
    person: found?.person ?? null,
    stage: true,
    indexed: true,
    description: visit.t('interface.home.lead'),
  });
};
