import { localDay } from '@einwohnerportal/cases';
import { sendDocument } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, type Show } from '../../visit.ts';
import { myDataPage } from './my-data-page.ts';

/** What is known of the person, how long it is kept, and who looked at it. */
export const show: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.readMyData(scope, visit.lang));
  if (!found) return toSignIn(visit);
  return reply(visit, {
    title: visit.t('interface.data.title'),
    main: myDataPage(visit, found.value),
    person: found.person,
    current: 'data',
  });
};

/** All of it as one file to keep. */
export const showExport: Show = async (visit) => {
  const found = await asPerson(visit, async (scope) => ({ data: await visit.site.domain.exportMyData(scope, visit.lang), now: scope.now }));
  if (!found) return toSignIn(visit);
  const { zone } = visit.site.context.catalogue.authorities.canton;
  visit.http.header('Cache-Control', 'no-store');
  return sendDocument(visit.http, {
    filename: `${visit.t('interface.data.title')} ${localDay(found.value.now, zone)}.json`.replaceAll(' ', '-'),
    mediaType: 'application/json',
    bytes: Buffer.from(JSON.stringify(found.value.data, null, 2)),
  });
};
