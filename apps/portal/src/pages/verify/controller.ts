import { button, errorSummary, html, notice, pageHead, pairs, textInput, band, type Html } from '@einwohnerportal/ui';
import { formatDay } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { link, whoIsHere, type Show, type Visit } from '../../visit.ts';
import { mayTry } from './attempts.ts';

const LONGEST_CODE = 80;

/** Checks a document by the code printed on it; open to everyone, shows no personal data. */
export const show: Show = async (visit) => {
  const { t, http, site } = visit;
  const asked = http.req.query('code');
  const code = (asked ?? '').trim().slice(0, LONGEST_CODE);
  const missing = asked !== undefined && code === '' ? t('interface.verify.missing') : null;
  const allowed = code === '' || mayTry(Date.now());
  const found = code !== '' && allowed ? await site.domain.verifyDocument(site.context, code, visit.lang) : null;
  const main = html`${missing ? errorSummary({ title: t('interface.question.errorsTitle', { count: 1 }), errors: [{ control: 'code', message: missing }] }) : ''}
${pageHead({
  sentence: found ? t('interface.verify.genuine') : code !== '' && allowed ? t('interface.verify.unknown') : t('interface.verify.title'),
  lead: found ? t('interface.verify.compare') : code !== '' && allowed ? t('interface.verify.unknownText') : t('interface.verify.lead'),
  children: html`${allowed ? '' : notice({ title: t('interface.verify.tooMany') })}${found ? result(visit, found) : ''}`,
})}
${band({ id: 'again', title: t('interface.verify.button'), children: codeForm(visit, found ? '' : code, missing) })}`;
  return reply(
    visit,
    { title: t('interface.verify.title'), main, person: await whoIsHere(visit), indexed: asked === undefined, faulty: missing !== null },
    allowed ? 200 : 429,
  );
};

function codeForm(visit: Visit, code: string, error: string | null): Html {
  const { t } = visit;
  return html`<form class="stack" method="get" action="${link(visit, '/verify')}">
${textInput({ id: 'code', name: 'code', label: t('interface.verify.label'), hint: t('interface.verify.hint'), value: code, error, errorWord: t('interface.site.errorWord'), autocomplete: 'off', spellcheck: false })}
<p class="actions">${button({ text: t('interface.verify.button') })}</p></form>`;
}

function result(visit: Visit, found: { authority: string; issuedOn: string; title: string }): Html {
  const { t } = visit;
  return pairs(
    [
      { term: t('interface.verify.what'), values: [found.title] },
      { term: t('interface.verify.authority'), values: [found.authority] },
      { term: t('interface.verify.issuedOn'), values: [formatDay(found.issuedOn, visit)] },
    ],
    { side: true },
  );
}
