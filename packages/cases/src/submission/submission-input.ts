import { caseFormContext, feeOf } from '../case-view/read-case.ts';
import { interfaceTexts } from '../case-view/texts.ts';
import { officeName, type CaseFrame } from '../case-view/view-case.ts';
import type { Tree } from '../names/tree.ts';
import { formatLocale } from '../texts/message.ts';

/** A file that came with a submission. */
export interface SubmittedFile {
  filename: string;
  size: number;
  content_hash: string;
}

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
      [own('case.submission.sentBy'), row.applicant_name],
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
      rows: files.map((file) => ({
        name: breakable(file.filename),
        size: sizeWords(file.size, lang),
        checksum: `SHA-256 ${file.content_hash}`,
      })),
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

/** Day, time and zone: «22. November 2026 um 13:05 MEZ». */
function instantWithZone(instant: string, lang: string, timeZone: string): string {
  return new Intl.DateTimeFormat(formatLocale(lang), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(instant));
}

function sizeWords(bytes: number, lang: string): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(formatLocale(lang), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** A word longer than a line may break: a sign of no width after every forty letters. */
function breakable(text: string): string {
  return text.replace(/\S{40}(?=\S)/gu, '$&\u200b');
}

function leadColour(theme: Record<string, unknown> | null): Tree {
  const lead = theme?.lead;
  return Array.isArray(lead) && typeof lead[0] === 'string' ? { lead: lead[0] } : {};
}
