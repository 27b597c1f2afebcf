import type { DraftView, FieldError } from '@einwohnerportal/cases';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { param, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { readDraft, showSent } from '../drafts/controller.ts';
import { checkPage } from './check-page.ts';

type Faults = { page: string; errors: FieldError[] }[];

/** All answers before sending; what still lacks an answer is asked first. */
export const show: Show = async (visit, again) => {
  const found = await readDraft(visit);
  if (!found) return toSignIn(visit);
  const draft = found.value;
  if (!draft) return showNotFound(visit);
  if (draft.reference) return showSent(visit, found.person, draft);
  const open = draft.form.faults(draft.formContext)[0];
  if (open && !again) return redirect(visit, `/drafts/${draft.id}/pages/${open.page}?return=check`);
  return view(visit, found.person, draft, [], again);
};

/** Sends the draft: a double click, a reload or coming back give the same case. */
export const act: Act = async (visit) => {
  const { domain, context } = visit.site;
  const submitted = await domain.submitDraft(context, visit.secret!, param(visit, 'draft'), { language: visit.lang });
  if (!submitted) return showNotFound(visit);
  if ('reference' in submitted) return redirect(visit, `/cases/${submitted.reference}/confirmation`);
  const found = await readDraft(visit);
  if (!found) return toSignIn(visit);
  return found.value ? view(visit, found.person, found.value, submitted.faults, null) : showNotFound(visit);
};

function view(visit: Visit, person: Person, draft: DraftView, faults: Faults, again: Again | null): Promise<Response> {
  const service = draft.version.texts(visit.lang)('service.title');
  return reply(
    visit,
    {
      title: `${visit.t('interface.check.title')} – ${service}`,
      main: checkPage(visit, { person, draft, faults, again }),
      person,
      task: visit.t(`interface.service.startTask.${draft.version.manifest.kind}`, { service }),
      authority: draft.authority,
      office: draft.office,
      service: draft.version,
      faulty: faults.length > 0,
    },
    faults.length > 0 ? 422 : 200,
  );
}
