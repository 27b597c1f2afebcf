import type { CaseFile } from '@einwohnerportal/cases';
import type { FileProblem, Wanted } from '@einwohnerportal/files';
import { USUAL_FILE } from '@einwohnerportal/forms';
import { backLink, errorSummary, form, html, pageHead, requestedFiles, type Html } from '@einwohnerportal/ui';
import { againNotice, formatDay, sizeText, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, formToken, link, param, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';

const CONTROL = 'file';

/** A file that was refused after it was sent, and the control to send another one in its place. */
export const show: Show = async (visit, again) => {
  const found = await openFile(visit);
  if (!found) return toSignIn(visit);
  return found.value ? view(visit, found.person, found.value, null, again) : showNotFound(visit);
};

/** What the page takes: the kind of file that was asked for at first. */
export async function wanted(visit: Visit): Promise<ReadonlyMap<string, Wanted>> {
  const file = (await openFile(visit))?.value;
  return new Map(file ? [[CONTROL, file.wanted]] : []);
}

export const act: Act = async (visit, _body, files) => {
  const found = await openFile(visit);
  if (!found) return toSignIn(visit);
  const file = found.value;
  if (!file) return showNotFound(visit);
  const sent = files[0];
  if (!sent?.kept) return view(visit, found.person, file, problemOf(visit, file, sent), null);
  const { filename, size, kept } = sent;
  const made = { name: file.name, filename, size, mediaType: kept.mediaType, hash: kept.hash, scan: kept.scan };
  const replaced = await asPerson(visit, (scope) => visit.site.domain.replaceFile(scope, file.id, made));
  const base = `/cases/${param(visit, 'reference')}`;
  return redirect(visit, replaced?.value ? `${base}/receipts/${replaced.value}` : base);
};

/** The refused file of the address; `value` is null when there is none to replace. */
function openFile(visit: Visit): Promise<{ person: Person; value: CaseFile | null } | null> {
  return asPerson(visit, async (scope) => {
    const files = await visit.site.domain.readCaseFiles(scope, param(visit, 'reference'), visit.lang);
    return files.find(({ id, replaceUntil }) => id === param(visit, 'file') && replaceUntil !== null) ?? null;
  });
}

function formatsOf({ wanted: { endings } }: CaseFile): string {
  return (endings.length > 0 ? endings : USUAL_FILE.endings).map((each) => each.toUpperCase()).join(', ');
}

function problemOf(visit: Visit, file: CaseFile, sent: { filename: string; problem: FileProblem | null } | undefined): string {
  if (!sent?.problem) return visit.t('interface.files.none');
  return visit.t(`interface.files.${sent.problem}`, { file: sent.filename, size: file.maxSize, formats: formatsOf(file), count: 1 });
}

async function view(visit: Visit, person: Person, file: CaseFile, error: string | null, again: Again | null): Promise<Response> {
  const { t } = visit;
  const base = `/cases/${param(visit, 'reference')}`;
  const title = t('interface.case.replaceFile', { title: file.title });
  const main: Html = html`${error ? errorSummary({ title: t('interface.question.errorsTitle', { count: 1 }), errors: [{ control: CONTROL, message: error }] }) : ''}
${pageHead({
  margin: backLink({ href: link(visit, base), text: t('interface.nav.backToCase') }),
  sentence: title,
  lead: t('interface.case.replaceText', { date: formatDay(file.replaceUntil!, visit) }),
  children: html`${againNotice(visit, again)}${form({
    action: link(visit, `${base}/files/${file.id}`),
    upload: true,
    fields: { [TOKEN_FIELD]: formToken(visit, person) },
    children: requestedFiles({
      id: CONTROL,
      name: CONTROL,
      label: file.title,
      hint: [file.example, t('interface.case.fileFormats', { formats: formatsOf(file), size: file.maxSize })].filter(Boolean).join(' '),
      why: file.why === null ? null : { question: t('interface.case.fileWhy'), answer: file.why },
      error,
      errorWord: t('interface.site.errorWord'),
      accept: (file.wanted.endings.length > 0 ? file.wanted.endings : USUAL_FILE.endings).map((each) => `.${each}`).join(','),
      choose: { text: t('interface.case.fileSend'), value: 'send' },
      states: [
        {
          name: html`<span translate="no">${file.filename}</span>`,
          state: t(`interface.case.fileStates.${file.state}`),
          note: file.reason ?? sizeText(file.size),
        },
      ],
      none: '',
    }),
  })}`,
})}`;
  return reply(
    visit,
    { title: `${title} ${param(visit, 'reference')}`, main, person, current: 'cases', faulty: error !== null },
    error ? 422 : 200,
  );
}
