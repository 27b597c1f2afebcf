import type { DraftView, NewFile, Scope } from '@einwohnerportal/cases';
import type { ReceivedFile, Wanted } from '@einwohnerportal/files';
import { USUAL_FILE, type FieldError, type RequestedFiles } from '@einwohnerportal/forms';
import { param, type Visit } from '../../visit.ts';
import { readDraft } from '../drafts/controller.ts';

/** What files a page of a draft takes; nothing for a draft that was sent or is not this person's. */
export async function filesOfPage(visit: Visit): Promise<ReadonlyMap<string, Wanted>> {
  const draft = (await readDraft(visit))?.value;
  const page = param(visit, 'page');
  if (!draft || draft.reference || !draft.form.pages(draft.formContext).some((each) => each.id === page)) return new Map();
  return visit.site.domain.wantedFiles(draft, page);
}

/** Attaches what came, and says of each file that was not taken why. */
export async function attachFiles(
  visit: Visit,
  scope: Scope,
  draft: DraftView,
  page: string,
  files: readonly ReceivedFile[],
): Promise<FieldError[]> {
  const good = files.flatMap(({ name, filename, size, kept }): NewFile[] =>
    kept ? [{ name, filename, size, mediaType: kept.mediaType, hash: kept.hash, scan: kept.scan }] : [],
  );
  if (good.length > 0) await visit.site.domain.addFiles(scope, draft, page, good);
  return problemsOf(visit, draft.form.requested(page, draft.formContext), files);
}

/** Of each file that was not taken, why. */
export function problemsOf(visit: Visit, requested: readonly RequestedFiles[], files: readonly ReceivedFile[]): FieldError[] {
  return files.flatMap(({ name, filename, problem }) => {
    const asked = requested.find((each) => each.name === name);
    if (problem === null || !asked) return [];
    const size = asked.maxSize ?? USUAL_FILE.maxSize;
    const formats = (asked.endings.length > 0 ? asked.endings : USUAL_FILE.endings).map((each) => each.toUpperCase()).join(', ');
    const message = visit.t(`interface.files.${problem}`, { file: filename, size, formats, count: asked.count });
    return [{ name, control: asked.control, message }];
  });
}

/** The button of a requested document that was pressed: send (the name) or remove (the reference). */
export function fileButton(action: string | null): { send: string } | { remove: string } | null {
  const send = /^send-file:(.+)$/.exec(action ?? '');
  if (send) return { send: send[1]! };
  const remove = /^remove-file:.+:([^:]+)$/.exec(action ?? '');
  return remove ? { remove: remove[1]! } : null;
}

/** Pressed «send» and nothing was chosen. */
export function nothingChosen(visit: Visit, requested: readonly RequestedFiles[], name: string): FieldError[] {
  const asked = requested.find((each) => each.name === name);
  return asked ? [{ name, control: asked.control, message: visit.t('interface.files.none') }] : [];
}
