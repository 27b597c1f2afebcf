import { interfaceTexts, representedWords } from '../case-view/texts.ts';
import { officeName } from '../case-view/view-case.ts';
import type { Tree } from '../names/tree.ts';
import { localDay } from '../request/scope.ts';
import { breakable, fileRows, instantWithZone, leadColour, type SubmittedFile } from '../submission/paper.ts';
import type { JobCase, WorkerContext } from '../worker/types.ts';

export interface DueReceipt {
  receipt_id: string;
  case_id: string;
  kind: 'withdrawal' | 'upload';
  at: Date;
  language: string;
}

/** The input of the template: what was done, when with its zone, by whom, for whom, and the checksums of what it is about. */
export function receiptInput(
  context: WorkerContext,
  jobCase: JobCase,
  receipt: DueReceipt,
  { files, representative }: { files: readonly SubmittedFile[]; representative: string | null },
): Tree {
  const { authorities } = context.catalogue();
  const { canton } = authorities;
  const { authority, office } = authorities.byOffice(jobCase.office)!;
  const lang = receipt.language;
  const own = interfaceTexts(lang, canton.zone);
  const t = jobCase.version.texts(lang);
  const at = receipt.at.toISOString();
  const [year, month, day] = localDay(at, canton.zone).split('-').map(Number);
  const { kind } = receipt;
  return {
    lang,
    writtenIn: lang,
    title: own(`case.receipts.${kind}.title`),
    lead: [own(`case.receipts.${kind}.lead`)],
    facts: [
      [own('case.receipts.service'), t('service.title')],
      [own('case.submission.reference'), jobCase.reference],
      ...(kind === 'withdrawal' ? [[own('case.submission.sentAt'), instantWithZone(jobCase.submittedAt, lang, canton.zone)]] : []),
      [own(`case.receipts.${kind}.at`), instantWithZone(at, lang, canton.zone)],
      [own(`case.receipts.${kind}.by`), representedWords(own, representative, jobCase.applicantName)],
      [own(`case.receipts.${kind}.to`), `${officeName(office, authority, lang)}, ${authority.names[lang] ?? authority.id}`],
    ].map((pair) => pair.map((each) => breakable(each!))),
    sections: [],
    none: own('case.submission.none'),
    files: {
      title: own(`case.receipts.${kind}.files`),
      head: [own('case.submission.file'), own('case.submission.size')],
      rows: fileRows(files, lang),
    },
    authority: authority.names[lang] ?? authority.id,
    theme: leadColour(authority.theme ?? canton.theme),
    reference: jobCase.reference,
    document: { year, month, day },
    ...(canton.banner ? { banner: own('case.banner.demonstration') } : {}),
  };
}
