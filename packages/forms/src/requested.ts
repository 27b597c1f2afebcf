import { controlId } from './names.ts';
import type { FormModel, Page } from './model.ts';
import { standingsOf } from './spots.ts';
import type { FormContext, RequestedFiles } from './types.ts';
import { isHidden } from './visibility.ts';

const DEFAULT_COUNT = 10;

/** What is taken where a requested document says nothing itself. */
export const USUAL_FILE = { endings: ['pdf', 'jpg', 'png', 'heic'], maxSize: '20 MB' } as const;

/** The requested documents that these names show, on one page or (null) on all: what may be sent for each. */
export function requestedFiles(model: FormModel, page: Page | null, context: FormContext): RequestedFiles[] {
  const names = context.names;
  return (page ? [page] : model.pages).flatMap(({ node }) =>
    standingsOf(node, names, context, (each, place) => isHidden(each, place, context)).files.map((file) => {
      const entry = file.evidence === null ? undefined : context.evidence?.[file.evidence];
      const endings = [...(entry?.accept ?? file.accept?.split(',') ?? [])].map((each) => each.trim().replace(/^\./, '').toLowerCase());
      return {
        name: file.name,
        control: controlId(file.name),
        label: file.label,
        endings: endings.filter((each) => /^[a-z0-9]{1,8}$/.test(each)),
        maxSize: entry?.maxSize ?? null,
        count: entry?.count ?? (file.multiple ? DEFAULT_COUNT : 1),
      };
    }),
  );
}
