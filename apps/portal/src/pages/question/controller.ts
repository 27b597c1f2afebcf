import type { DraftView, Scope } from '@einwohnerportal/cases';
import { controlId, type FieldError, type PagePlan, type PageReading } from '@einwohnerportal/forms';
import { reply } from '../../layout.ts';
import { blocks, decides, noOfficeTitle } from '../../no-office.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, param, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { readDraft, showSent } from '../drafts/controller.ts';
import { askRegisters } from './look-up.ts';
import { questionView } from './question-page.ts';
import { attachFiles, fileButton, nothingChosen } from './send-files.ts';

/** One page of questions of a draft. */
export const show: Show = async (visit, again) => {
  const found = await readDraft(visit);
  if (!found) return toSignIn(visit);
  const draft = found.value;
  if (!draft) return showNotFound(visit);
  if (draft.reference) return showSent(visit, found.person, draft);
  const page = param(visit, 'page');
  const reading = again ? draft.form.read(page, again.posted, draft.formContext) : null;
  return view(visit, found.person, draft, page, { reading, errors: [], again });
};

interface Outcome {
  draft: DraftView | null;
  reading: PageReading | null;
  /** Where to go on; null stays on the page. */
  next: string | null;
}

/** Judges the page, keeps what is right and goes on: to the next page, to the check, or (saving for later) out. */
export const act: Act = async (visit, body, files) => {
  if (visit.http.req.header('x-live')) return live(visit, body);
  const { domain } = visit.site;
  const page = param(visit, 'page');
  const then = visit.http.req.header('x-autosave') ? 'autosave' : body.get('then') === 'later' ? 'later' : 'next';
  const found = await asPerson(visit, async (scope): Promise<Outcome> => {
    let draft = await domain.readDraft(scope, param(visit, 'draft'), visit.lang);
    if (!draft || draft.reference) return { draft, reading: null, next: null };
    if (!draft.form.pages(draft.formContext).some((each) => each.id === page)) return { draft: null, reading: null, next: null };
    const faulty = await attachFiles(visit, scope, draft, page, files);
    if (files.length > 0) draft = (await domain.readDraft(scope, draft.id, visit.lang)) ?? draft;
    const reading = draft.form.read(page, body, draft.formContext);
    const button = fileButton(reading.action);
    if (button || faulty.length > 0) return sendFiles(visit, scope, draft, { page, reading, button, faulty, sent: files.length });
    if (reading.action !== null || (reading.errors.length > 0 && then === 'next')) return { draft, reading, next: null };
    await domain.saveDraft(scope, draft.id, { answers: reading.answers, page });
    if (then !== 'next') return { draft, reading, next: `/drafts/${draft.id}/saved` };
    const saved = (await domain.readDraft(scope, draft.id, visit.lang)) ?? draft;
    const wrong = wrongPlace(visit, saved, page);
    if (wrong) return { draft: saved, reading: { ...reading, errors: [wrong] }, next: null };
    return { draft, reading, next: following(saved, page, visit.http.req.query('return') === 'check') };
  });
  if (!found) return toSignIn(visit);
  const { draft, reading, next } = found.value;
  if (!draft) return showNotFound(visit);
  if (draft.reference) return showSent(visit, found.person, draft);
  if (then === 'autosave') return visit.http.body(null, 204);
  const silent = then === 'next' && next !== null ? await askRegisters(visit, draft, planOf(draft, page)) : null;
  if (silent !== null && silent.length > 0) return view(visit, found.person, draft, page, { reading, errors: silent, again: null });
  if (silent !== null) {
    // What a register told may open or close pages.
    const told = (await readDraft(visit))?.value ?? draft;
    return redirect(visit, following(told, page, visit.http.req.query('return') === 'check'));
  }
  if (next !== null) return redirect(visit, next);
  return view(visit, found.person, draft, page, { reading, errors: reading?.errors ?? [], again: null });
};

/** After a button of a requested document: what else was typed is kept as it is, and the page shown again. */
async function sendFiles(
  visit: Visit,
  scope: Scope,
  draft: DraftView,
  given: { page: string; reading: PageReading; button: ReturnType<typeof fileButton>; faulty: FieldError[]; sent: number },
): Promise<Outcome> {
  const { page, reading, button } = given;
  const { domain } = visit.site;
  const errors = [...given.faulty];
  if (button && 'remove' in button) await domain.removeFile(scope, draft.id, button.remove);
  else if (button && given.sent === 0) errors.push(...nothingChosen(visit, draft.form.requested(page, draft.formContext), button.send));
  await domain.saveDraft(scope, draft.id, { answers: reading.answers, page });
  const control = button && draft.form.requested(page, draft.formContext).find(({ name }) => reading.action?.includes(name))?.control;
  const back = visit.http.req.query('return') === 'check' ? '?return=check' : '';
  if (errors.length === 0) return { draft, reading, next: `/drafts/${draft.id}/pages/${page}${back}${control ? `#${control}` : ''}` };
  return { draft: (await domain.readDraft(scope, draft.id, visit.lang)) ?? draft, reading: { ...reading, errors }, next: null };
}

/** What the page shows with what is typed so far; nothing is kept. */
async function live(visit: Visit, body: URLSearchParams): Promise<Response> {
  const found = await readDraft(visit);
  const draft = found?.value;
  if (!draft || draft.reference) return visit.http.body(null, 404);
  const page = param(visit, 'page');
  if (!draft.form.pages(draft.formContext).some((each) => each.id === page)) return visit.http.body(null, 404);
  return visit.http.json(draft.form.live(page, body, draft.formContext));
}

/** What this page asks decides who is responsible, and nobody is: said where it was answered. */
function wrongPlace(visit: Visit, draft: DraftView, page: string): FieldError | null {
  const none = draft.noOffice;
  if (!blocks(none)) return null;
  const name = planOf(draft, page)?.asked.find((each) => decides(none, each));
  return name === undefined ? null : { name, control: controlId(name), message: noOfficeTitle(visit, none) };
}

function planOf(draft: DraftView, page: string): PagePlan | undefined {
  return draft.form.pages(draft.formContext).find((each) => each.id === page);
}

/** The page after this one; after a change from the check page: back there, unless the change opened another question. */
function following(draft: DraftView, page: string, fromCheck: boolean): string {
  const base = `/drafts/${draft.id}`;
  if (fromCheck) {
    const open = draft.form.faults(draft.formContext)[0]?.page;
    return open ? `${base}/pages/${open}?return=check` : `${base}/check`;
  }
  if (draft.version.manifest.form.layout === 'tasklist') return `${base}/sections`;
  const pages = draft.form.pages(draft.formContext);
  const after = pages[pages.findIndex((each) => each.id === page) + 1];
  return after ? `${base}/pages/${after.id}` : `${base}/check`;
}

async function view(
  visit: Visit,
  person: Person,
  draft: DraftView,
  page: string,
  shown: { reading: PageReading | null; errors: FieldError[]; again: Again | null },
): Promise<Response> {
  const { errors } = shown;
  const pages = draft.form.pages(draft.formContext);
  const plan = pages.find((each) => each.id === page);
  if (!plan) return pages[0] ? redirect(visit, `/drafts/${draft.id}/pages/${pages[0].id}`) : showNotFound(visit);
  const words = draft.version.texts(visit.lang);
  const service = words('service.title');
  const kind = draft.version.manifest.kind;
  const main = await questionView(visit, { person, draft, pages, plan, ...shown });
  return reply(
    visit,
    {
      title: `${plan.title} – ${service}`,
      main,
      person,
      task: visit.t(`interface.service.startTask.${kind}`, { service }),
      authority: draft.authority,
      office: draft.office,
      service: draft.version,
      faulty: errors.length > 0,
    },
    errors.length > 0 ? 422 : 200,
  );
}
