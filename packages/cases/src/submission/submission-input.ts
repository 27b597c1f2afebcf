import { caseFormContext, feeOf } from '../case-view/read-case.ts';
import { interfaceTexts, representedWords } from '../case-view/texts.ts';
import { officeName, type CaseFrame } from '../case-view/view-case.ts';
import type { Tree } from '../names/tree.ts';
import { breakable, fileRows, instantWithZone, leadColour, type SubmittedFile } from './paper.ts';

/** The input of the template of a submission: questions and answers in the words the person had before them. */
export function submissionInput(frame: CaseFrame, files: readonly SubmittedFile[]): Tree {
  const { row, scope, version, authority, office, t, lang } = frame;
  const { canton } = scope.context.catalogue.authorities;
  const own = interfaceTexts(lang, canton.zone);
  const fee = feeOf(frame);
  const [year, month, day] = row.submitted_on.split('-').map(Number);
  return {
    lang,
    writtenIn: version.hasOwnText(lang, 'service.title') ? lang : version.written,
    title: t('service.title'),
    lead: [own('case.submission.lead')],
    facts: [
      [own('case.submission.reference'), row.reference],
      [own('case.submission.sentAt'), instantWithZone(row.submitted_at, lang, canton.zone)],
      [own('case.submission.sentBy'), representedWords(own, row.representative_name, row.applicant_name)],
      [own('case.submission.sentTo'), `${officeName(office, authority, lang)}, ${authority.names[lang] ?? authority.id}`],
    ].map((pair) => pair.map(breakable)),
    sections: sectionsOf(frame),
    none: own('case.submission.none'),
    ...(fee && Number(fee.total) > 0
      ? {
          fee: {
            title: own('case.submission.fee'),
            rows: fee.items.map(({ label, quantity, amount }) => [label, `${quantity} × CHF ${amount}`]),
          },
        }
      : {}),
    files: {
      title: own('case.submission.files'),
      head: [own('case.submission.file'), own('case.submission.size')],
      rows: fileRows(files, lang),
    },
    authority: authority.names[lang] ?? authority.id,
    theme: leadColour(authority.theme ?? canton.theme),
    reference: row.reference,
    document: { year, month, day },
    ...(canton.banner ? { banner: own('case.banner.demonstration') } : {}),
  };
}

/** Answers page by page; what was computed stands last, without a title. */
function sectionsOf(frame: CaseFrame): Tree[] {
  const { form } = frame.version;
  const context = caseFormContext(frame);
  const titles = new Map(form.pages(context).map(({ id, title }) => [id, title]));
  const sections = new Map<string, Tree[]>();
  for (const { page, label, values } of form.summary(context)) {
    const rows = sections.get(page) ?? [];
    rows.push({ label: breakable(label), values: values.map(breakable) });
    sections.set(page, rows);
  }
  const last = (page: string): number => (page === '' ? 1 : 0);
  return [...sections].toSorted(([a], [b]) => last(a) - last(b)).map(([page, rows]) => ({ title: titles.get(page) ?? '', rows }));
}
