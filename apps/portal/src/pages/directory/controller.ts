import { reply } from '../../layout.ts';
import { catalogueEntry } from '../../life-events.ts';
import { chosenMunicipality } from '../../municipality.ts';
import { showNotFound } from '../../problems.ts';
import { param, redirect, whoIsHere, type Show } from '../../visit.ts';
import { directoryPage } from './directory-page.ts';

/** A public service that cannot be ordered here yet: who gives it and whom to ask. One that can be leads to its start page. */
export const show: Show = async (visit) => {
  const id = param(visit, 'entry');
  const entry = catalogueEntry(visit, id);
  if (!entry) return showNotFound(visit);
  if (!entry.elsewhere) return redirect(visit, entry.path);
  const person = await whoIsHere(visit);
  const main = directoryPage(visit, { entry, elsewhere: entry.elsewhere, municipality: chosenMunicipality(visit, person) });
  return reply(visit, {
    title: entry.title,
    main,
    person,
    current: 'services',
    indexed: true,
    description: visit.t('interface.directory.elsewhere', { office: entry.elsewhere.office }),
  });
};
