import { applicantOf, offerToBegin, pilotPlace } from '@einwohnerportal/cases';
import { html } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { chosenMunicipality, today } from '../../municipality.ts';
import { showNotFound } from '../../problems.ts';
import { serviceWords } from '../../service-words.ts';
import { asPerson, formToken, param, type Show } from '../../visit.ts';
import { feedbackBand } from './feedback-band.ts';
import { servicePage } from './service-page.ts';

/** Start page of a service, before sign-in: what it is, who may, what it costs here, how long it takes, and why which login. */
export const show: Show = async (visit) => {
  const { catalogue } = visit.site.context;
  const id = param(visit, 'service');
  if (!catalogue.has(id)) return showNotFound(visit);
  const version = catalogue.service(id);
  const words = serviceWords(version, visit.lang);
  const found = await asPerson(
    visit,
    async (scope) => (await visit.site.domain.listDrafts(scope, visit.lang)).find((draft) => draft.service === id) ?? null,
  );
  const person = found?.person ?? null;
  const municipality = chosenMunicipality(visit, person);
  const offer = municipality && offerToBegin(catalogue, version, municipality, today(visit));
  const pilot = pilotPlace(offer, person && applicantOf(person.session).personId);
  const offered = offer !== null && offer !== undefined && offer.state !== 'paused';
  const fee =
    municipality && version.manifest.fee ? visit.site.domain.startPageFee(catalogue, id, municipality.id, today(visit), words.lang) : null;
  return reply(visit, {
    title: words.t('service.title'),
    main: html`${servicePage(visit, { version, words, municipality, offered, pilot: pilot && { place: pilot, share: offer!.share! }, fee, draft: found?.value ?? null, token: formToken(visit, person) })}${await feedbackBand(visit, id)}`,
    person,
    current: 'services',
    indexed: true,
    description: words.t('service.summary'),
  });
};
