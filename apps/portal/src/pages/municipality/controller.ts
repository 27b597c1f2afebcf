import {
  button,
  errorSummary,
  form,
  html,
  notice,
  pageHead,
  secondButton,
  textInput,
  backLink,
  band,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, localPath, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { authorityName, chosenMunicipality, rememberMunicipality, searchMunicipalities } from '../../municipality.ts';
import { formToken, link, redirect, whoIsHere, type Act, type Again, type Show, type Visit } from '../../visit.ts';
import { allowStart } from '../../intent.ts';

const LONGEST_QUERY = 60;

/** Choice of the municipality by postcode, place or name, without a map and without script. */
export const show: Show = (visit, again) => view(visit, again, null);

/** Keeps the choice on this device and goes back to where it was asked. */
export const act: Act = async (visit, body) => {
  const authority = visit.site.context.catalogue.authorities.byId(body.get('authority') ?? '');
  if (authority?.level !== 'municipality') return view(visit, { fault: null, posted: body }, visit.t('interface.municipality.unknown'));
  rememberMunicipality(visit, authority);
  const returnTo = localPath(body.get('return'), '/');
  allowStart(visit.http, returnTo, visit.site.config);
  return redirect(visit, returnTo);
};

async function view(visit: Visit, again: Again | null, error: string | null): Promise<Response> {
  const { t, http } = visit;
  const asked = http.req.query('q');
  const query = (asked ?? again?.posted.get('q') ?? '').normalize('NFC').trim().slice(0, LONGEST_QUERY);
  const returnTo = localPath(again?.posted.get('return') ?? http.req.query('return'), '/');
  const person = await whoIsHere(visit);
  const current = chosenMunicipality(visit, person);
  const problem = error ?? (asked !== undefined && query === '' ? t('interface.municipality.missing') : null);
  const main = html`${problem ? errorSummary({ title: t('interface.question.errorsTitle', { count: 1 }), errors: [{ control: 'q', message: problem }] }) : ''}
${pageHead({
  margin: backLink({ href: link(visit, returnTo), text: t('interface.nav.back') }),
  sentence: t('interface.municipality.title'),
  lead: t('interface.service.municipalityWhy'),
  children: html`${againNotice(visit, again)}
<form class="stack" method="get" action="${link(visit, '/municipality')}" role="search">
<input type="hidden" name="return" value="${returnTo}">
${textInput({ id: 'q', name: 'q', label: t('interface.municipality.label'), hint: exampleHint(visit), value: query, error: problem, errorWord: t('interface.site.errorWord'), autocomplete: 'postal-code', width: 20 })}
<p class="actions">${button({ text: t('interface.municipality.button'), icon: 'magnifier' })}</p>
${current ? html`<p>${t('interface.municipality.current', { name: authorityName(current, visit.lang) })}</p>` : ''}
<p class="source">${t('interface.municipality.remembered')}</p>
</form>`,
})}
${query === '' ? '' : results(visit, query, returnTo, formToken(visit, person))}`;
  return reply(visit, { title: t('interface.municipality.title'), main, person, faulty: problem !== null }, error ? 422 : 200);
}

/** An example out of the data of this canton, so that no place stands in the texts. */
function exampleHint(visit: Visit): string {
  const example = visit.site.context.catalogue.authorities.all().find((each) => each.level === 'municipality');
  return visit.t('interface.municipality.hint', { zip: example?.address.swissZipCode ?? '', name: example?.address.town ?? '' });
}

function results(visit: Visit, query: string, returnTo: string, token: string): Html {
  const { t } = visit;
  const found = searchMunicipalities(visit, query);
  const list = form({
    action: link(visit, '/municipality'),
    fields: { [TOKEN_FIELD]: token, return: returnTo, q: query },
    children: html`<ul class="choose">${found.map((authority) => {
      const name = authorityName(authority, visit.lang);
      return html`<li>${secondButton({ text: name, name: 'authority', value: authority.id, icon: 'arrow' })}</li>`;
    })}</ul>`,
  });
  return band({
    id: 'found',
    title: t('interface.municipality.results', { count: found.length }),
    children:
      found.length > 0
        ? list
        : notice({ title: t('interface.municipality.results', { count: 0 }), text: t('interface.municipality.none') }),
  });
}
