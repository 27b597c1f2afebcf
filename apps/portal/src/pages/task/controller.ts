import type { FieldError, TaskView } from '@einwohnerportal/cases';
import type { ReceivedFile, Wanted } from '@einwohnerportal/files';
import { reply } from '../../layout.ts';
import { fileButton, nothingChosen, problemsOf } from '../question/send-files.ts';
import { actions, button, pageHead } from '@einwohnerportal/ui';
import { commandId } from '@einwohnerportal/web';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, link, param, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { authorityOf, serviceOf } from '../case/controller.ts';
import { taskPage } from './task-page.ts';

/** What an office asks the resident: only the fields in question, the reason and until when. */
export const show: Show = async (visit, again) => {
  const found = await readTask(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return (await wasTakenBack(visit)) ? questionGone(visit, found.person) : showNotFound(visit);
  if (found.value.blocked === 'level') return toHigherLevel(visit, found.value);
  if (found.value.blocked === 'four-eyes') return showSecond(visit, found.person, found.value);
  return view(visit, found.person, found.value, { posted: again?.posted ?? null, errors: [], again, busy: false });
};

/** The documents that the office asks for. */
export async function wanted(visit: Visit): Promise<ReadonlyMap<string, Wanted>> {
  const task = (await readTask(visit))?.value;
  return task ? visit.site.domain.wantedOfTask(task) : new Map();
}

export const act: Act = async (visit, body, files) => {
  const { domain, context } = visit.site;
  const [reference, token] = [param(visit, 'reference'), tokenOf(visit)];
  const found = await readTask(visit);
  if (!found) return toSignIn(visit);
  const task = found.value;
  const action = task && domain.readTaskForm({ form: task.form, context: task.formContext }, body).action;
  const button = fileButton(action);
  if (task && (button || files.length > 0)) {
    const errors = await changeFiles(visit, task, files, button);
    // Files that came along with the answer itself: what is wrong with one of them comes first.
    if (button || errors.length > 0) return sentFiles(visit, body, errors);
  }
  // A pressed «add» or «remove» button changes the page only.
  if (task && action !== null) return view(visit, found.person, task, { posted: body, errors: [], again: null, busy: false });
  const result = await domain.completeTask(context, visit.secret!, {
    reference,
    token,
    body,
    language: visit.lang,
    commandId: commandId(body),
  });
  if (result.ok) return redirect(visit, `/cases/${reference}`);
  if (task && result.code === 'level') return toHigherLevel(visit, task);
  if (task && result.code === 'four-eyes') return showSecond(visit, found.person, task);
  if (result.code === 'already-done' && (await wasTakenBack(visit))) return questionGone(visit, found.person);
  if (result.code === 'already-done') return alreadyDone(visit, found.person, reference);
  if (!task || result.code === 'not-found' || result.code === 'four-eyes') return showNotFound(visit);
  return view(visit, found.person, task, { posted: body, errors: result.errors, again: null, busy: result.code === 'busy' });
};

/** A company signs with two: who sent it cannot confirm it too. */
function showSecond(visit: Visit, person: Person, task: TaskView): Promise<Response> {
  const { t } = visit;
  const title = t('interface.task.secondTitle');
  const main = pageHead({
    kicker: task.case.title,
    sentence: title,
    lead: t('interface.task.secondText', { name: person.session.acting?.displayName ?? '' }),
    children: actions(button({ text: t('interface.nav.backToCase'), href: link(visit, `/cases/${task.reference}`) })),
  });
  return reply(visit, { title, main, person, current: 'cases' }, 403);
}

/** Adds what came and takes back what was pressed; says what is wrong. */
async function changeFiles(
  visit: Visit,
  task: TaskView,
  files: readonly ReceivedFile[],
  button: ReturnType<typeof fileButton>,
): Promise<FieldError[]> {
  const { domain } = visit.site;
  const requested = task.form.requested(null, task.formContext);
  const good = files.flatMap(({ name, filename, size, kept }) =>
    kept ? [{ name, filename, size, mediaType: kept.mediaType, hash: kept.hash, scan: kept.scan }] : [],
  );
  if (good.length > 0) await asPerson(visit, (scope) => domain.addAskedFiles(scope, task, good));
  if (button && 'remove' in button) await asPerson(visit, (scope) => domain.dropAskedFile(scope, task, button.remove));
  const faulty = problemsOf(visit, requested, files);
  return button && 'send' in button && files.length === 0 ? nothingChosen(visit, requested, button.send) : faulty;
}

/** The page once more, with everything typed and the files as they are now. */
async function sentFiles(visit: Visit, body: URLSearchParams, errors: FieldError[]): Promise<Response> {
  const found = await readTask(visit);
  if (!found) return toSignIn(visit);
  return found.value ? view(visit, found.person, found.value, { posted: body, errors, again: null, busy: false }) : showNotFound(visit);
}

/** This act needs a stronger proof of who acts; afterwards the person is back here. */
function toHigherLevel(visit: Visit, { reference, token, level }: TaskView): Response {
  return redirect(visit, `/sign-in?level=${level}&return=${encodeURIComponent(`/cases/${reference}/tasks/${token}`)}`);
}

interface Shown {
  posted: URLSearchParams | null;
  errors: FieldError[];
  again: Again | null;
  busy: boolean;
}

async function view(visit: Visit, person: Person, task: TaskView, shown: Shown): Promise<Response> {
  const main = await taskPage(visit, { person, task, ...shown });
  return reply(
    visit,
    {
      title: `${task.title} ${task.reference}`,
      main,
      person,
      current: 'cases',
      authority: authorityOf(visit, task.case),
      service: serviceOf(visit, task.case),
      faulty: shown.errors.length > 0,
    },
    shown.errors.length > 0 ? 422 : 200,
  );
}

function alreadyDone(visit: Visit, person: Person, reference: string): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    sentence: t('interface.task.alreadyDone'),
    lead: t('interface.task.alreadyDoneText'),
    children: actions(button({ text: t('interface.sent.toCase', { reference }), href: link(visit, `/cases/${reference}`) })),
  });
  return reply(visit, { title: t('interface.task.alreadyDone'), main, person, current: 'cases' });
}

/** The office took its question back: why nothing is asked here any more. */
function questionGone(visit: Visit, person: Person): Promise<Response> {
  const { t } = visit;
  const reference = param(visit, 'reference');
  const main = pageHead({
    sentence: t('interface.task.takenBack'),
    lead: t('interface.task.takenBackText'),
    children: actions(button({ text: t('interface.sent.toCase', { reference }), href: link(visit, `/cases/${reference}`) })),
  });
  return reply(visit, { title: t('interface.task.takenBack'), main, person, current: 'cases' });
}

async function wasTakenBack(visit: Visit): Promise<boolean> {
  const found = await asPerson(visit, (scope) => visit.site.domain.wasTakenBack(scope, param(visit, 'reference'), tokenOf(visit)));
  return found?.value ?? false;
}

function readTask(visit: Visit): Promise<{ person: Person; value: TaskView | null } | null> {
  return asPerson(visit, (scope) => visit.site.domain.readTask(scope, param(visit, 'reference'), tokenOf(visit), visit.lang));
}

function tokenOf(visit: Visit): number {
  const token = Number(param(visit, 'token'));
  return Number.isSafeInteger(token) && token >= 0 ? token : -1;
}
