import type { CaseFile, CaseView } from '@einwohnerportal/cases';
import type { DocumentEntry, Sign } from '@einwohnerportal/ui';
import { formatDay, formatInstant, sizeText } from '@einwohnerportal/web';
import { today } from '../../municipality.ts';
import { link, type Visit } from '../../visit.ts';

/** What the person sent, each with how it stands; what was refused stands here until another file has come. */
export function fileEntries(visit: Visit, files: readonly CaseFile[]): DocumentEntry[] {
  const { t } = visit;
  return files.map((file) => ({
    title: t('interface.case.fileLabel', { title: file.title, name: file.filename, size: sizeText(file.size) }),
    href: file.state === 'refused' ? null : link(visit, `/files/${file.id}`),
    note: [t(`interface.case.fileStates.${file.state}`), file.reason, formatInstant(file.at, visit)].filter(Boolean).join(' '),
  }));
}

/** Refused files as things to do. */
export function fileSigns(visit: Visit, { reference }: CaseView, files: readonly CaseFile[]): Sign[] {
  const { t } = visit;
  return files.flatMap((file): Sign[] => {
    if (file.replaceUntil === null) return [];
    const date = formatDay(file.replaceUntil, visit);
    const late = file.replaceUntil < today(visit);
    return [
      {
        title: t('interface.case.replaceFile', { title: file.title }),
        detail: late ? t('interface.action.late', { date }) : file.reason,
        until: late ? null : t('interface.action.until', { date }),
        late,
        href: link(visit, `/cases/${reference}/files/${file.id}`),
      },
    ];
  });
}
