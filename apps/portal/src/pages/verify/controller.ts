import {
  band,
  button,
  errorSummary,
  fileInput,
  html,
  notice,
  pageHead,
  pairs,
  secondButton,
  textInput,
  type Html,
} from '@einwohnerportal/ui';
import { formatDay } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { link, whoIsHere, type Show, type Visit } from '../../visit.ts';
import { mayTry } from './attempts.ts';

const LONGEST_CODE = 80;

interface Asked {
  code: string | null;
  /** SHA-256 of a file, from `check-file.ts`. */
  digest: string | null;
  error: { control: string; message: string } | null;
}

/** Checks a document by the code printed on it or by its file; open to everyone, shows no personal data. */
export const show: Show = async (visit) => {
  const { t, site } = visit;
  const asked = whatIsAsked(visit);
  const asks = asked.code !== null || asked.digest !== null;
  const allowed = !asks || mayTry(Date.now());
  const found = !asks || !allowed ? null : await find(visit, asked);
  const unknown = asked.digest === null ? (['unknown', 'unknownText'] as const) : (['unknownFile', 'unknownFileText'] as const);
  const [sentence, lead] = found
    ? (['genuine', asked.digest === null ? 'compare' : 'genuineFile'] as const)
    : asks && allowed
      ? unknown
      : (['title', 'lead'] as const);
  const error = asked.error;
  const main = html`${error ? errorSummary({ title: t('interface.question.errorsTitle', { count: 1 }), errors: [error] }) : ''}
${pageHead({
  sentence: t(`interface.verify.${sentence}`),
  lead: t(`interface.verify.${lead}`),
  children: html`${allowed ? '' : notice({ title: t('interface.verify.tooMany') })}${found ? result(visit, found) : ''}`,
})}
${band({ id: 'again', title: t('interface.verify.byCode'), children: codeForm(visit, found ? '' : (asked.code ?? ''), error) })}
${site.files ? band({ id: 'by-file', title: t('interface.verify.byFile'), children: fileForm(visit, error) }) : ''}`;
  const framed = {
    title: t('interface.verify.title'),
    main,
    person: await whoIsHere(visit),
    indexed: !asks && !error,
    faulty: error !== null,
  };
  return reply(visit, framed, allowed ? 200 : 429);
};

function whatIsAsked({ http, t }: Visit): Asked {
  const [code, digest, file] = [http.req.query('code'), http.req.query('digest'), http.req.query('file')];
  const nothing = { code: null, digest: null, error: null };
  if (code !== undefined) {
    const written = code.trim().slice(0, LONGEST_CODE);
    return written === ''
      ? { ...nothing, error: { control: 'code', message: t('interface.verify.missing') } }
      : { ...nothing, code: written };
  }
  if (digest !== undefined) return { ...nothing, digest };
  if (file === undefined) return nothing;
  return { ...nothing, error: { control: 'file', message: t(`interface.verify.${file === 'size' ? 'fileSize' : 'fileMissing'}`) } };
}

function find({ site, lang }: Visit, { code, digest }: Asked): ReturnType<typeof site.domain.verifyDocument> {
  return digest === null
    ? site.domain.verifyDocument(site.context, code ?? '', lang)
    : site.domain.verifyDocumentHash(site.context, digest, lang);
}

function codeForm(visit: Visit, code: string, error: Asked['error']): Html {
  const { t } = visit;
  const own = error?.control === 'code' ? error.message : null;
  return html`<form class="stack" method="get" action="${link(visit, '/verify')}">
${textInput({ id: 'code', name: 'code', label: t('interface.verify.label'), hint: t('interface.verify.hint'), value: code, error: own, errorWord: t('interface.site.errorWord'), autocomplete: 'off', spellcheck: false })}
<p class="actions">${button({ text: t('interface.verify.button') })}</p></form>`;
}

function fileForm(visit: Visit, error: Asked['error']): Html {
  const { t } = visit;
  const own = error?.control === 'file' ? error.message : null;
  return html`<form class="stack" method="post" enctype="multipart/form-data" action="${link(visit, '/verify')}">
${fileInput({ id: 'file', name: 'file', label: t('interface.verify.fileLabel'), hint: t('interface.verify.fileHint'), error: own, errorWord: t('interface.site.errorWord'), accept: '.pdf' })}
<p class="actions">${secondButton({ text: t('interface.verify.fileButton') })}</p></form>`;
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
