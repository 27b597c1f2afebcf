import type { DraftView, FieldError } from '@einwohnerportal/cases';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, param, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { readDraft, showSent } from '../drafts/controller.ts';
import { backToWorkplace } from '../counter/back.ts';
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
  return view(visit, found.person, draft, { faults: [], again });
};

/** Sends the draft: a double click, a reload or coming back give the same case. */
export const act: Act = async (visit, body) => {
  const { domain, context } = visit.site;
  if (body.has('choose')) return choose(visit, Number(body.get('office')));
  const submitted = await domain.submitDraft(context, visit.secret!, param(visit, 'draft'), { language: visit.lang });
  if (!submitted) return showNotFound(visit);
  if ('reference' in submitted && submitted.captured) return (await backToWorkplace(visit)) ?? redirect(visit, '/');
  if ('reference' in submitted) return redirect(visit, `/cases/${submitted.reference}/confirmation`);
  const found = await readDraft(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const faults = 'faults' in submitted ? submitted.faults : [];
  return view(visit, found.person, found.value, { faults, again: null, refused: 'noOffice' in submitted });
};

/** Keeps which of several offices the person says; nothing is sent. */
async function choose(visit: Visit, place: number): Promise<Response> {
  const { domain } = visit.site;
  const id = param(visit, 'draft');
  const chosen = await asPerson(visit, async (scope) => {
    const kept = Number.isInteger(place) && (await domain.choosePlace(scope, id, place));
    return { kept, draft: await domain.readDraft(scope, id, visit.lang) };
  });
  if (!chosen) return toSignIn(visit);
  const { kept, draft } = chosen.value;
  if (!draft) return showNotFound(visit);
  if (kept || draft.reference || draft.noOffice?.reason !== 'several') return redirect(visit, `/drafts/${id}/check`);
  return view(visit, chosen.person, draft, { faults: [], again: null, refused: true });
}

function view(
  visit: Visit,
  person: Person,
  draft: DraftView,
  shown: { faults: Faults; again: Again | null; refused?: boolean },
): Promise<Response> {
  const faulty = shown.faults.length > 0 || shown.refused === true;
  const service = draft.version.texts(visit.lang)('service.title');
  return reply(
    visit,
    {
      title: `${visit.t('interface.check.title')} – ${service}`,
      main: checkPage(visit, { person, draft, ...shown }),
      person,
      task: visit.t(`interface.service.startTask.${draft.version.manifest.kind}`, { service }),
      authority: draft.authority,
      office: draft.office,
      service: draft.version,
      faulty,
    },
    faulty ? 422 : 200,
  );
}
