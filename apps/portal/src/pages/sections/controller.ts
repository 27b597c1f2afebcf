import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { redirect, type Show } from '../../visit.ts';
import { readDraft, showSent } from '../drafts/controller.ts';
import { sectionsView } from './sections-page.ts';

/** The sections of a long form, filled in in any order (`layout: tasklist`). */
export const show: Show = async (visit) => {
  const found = await readDraft(visit);
  if (!found) return toSignIn(visit);
  const draft = found.value;
  if (!draft) return showNotFound(visit);
  if (draft.reference) return showSent(visit, found.person, draft);
  if (draft.version.manifest.form.layout !== 'tasklist') return redirect(visit, `/drafts/${draft.id}`);
  const { t } = visit;
  const service = draft.version.texts(visit.lang)('service.title');
  return reply(visit, {
    title: t('interface.sections.title'),
    main: sectionsView(visit, draft),
    person: found.person,
    task: t(`interface.service.startTask.${draft.version.manifest.kind}`, { service }),
    authority: draft.authority,
    office: draft.office,
    service: draft.version,
  });
};
