import { changeLine, readLine, type EditableLine, type ServiceDraft, type SessionView } from '@einwohnerportal/cases';
import { param, redirect, type Again } from '@einwohnerportal/web';
import { asAuthor } from '../../../authors.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { linePath } from './change-way.ts';
import { editPage } from './edit-page.ts';

interface Found {
  draft: ServiceDraft;
  line: EditableLine;
}

/** The form for one line of a draft. */
export const show: Show = async (visit, again) => {
  const found = await asAuthor(visit, (scope) => lineOf(visit, scope));
  if (found instanceof Response) return found;
  return view(visit, found.session, found.value, { again, posted: again?.posted ?? null, field: null });
};

/** Changes the line, or moves it one place up or down. */
export const act: Act = async (visit, body) => {
  const found = await asAuthor(visit, async (scope) => {
    const at = await lineOf(visit, scope);
    if (!at) return null;
    const made = changeLine(at.draft.files, at.line, wishOf(at.line, body));
    if ('field' in made) return { at, done: null, field: made.field };
    return { at, done: await visit.site.domain.keepServiceFiles(scope, at.draft, made.files, made.changes), field: null };
  });
  if (found instanceof Response) return found;
  const { at, done, field } = found.value;
  if (done === null) return view(visit, found.session, at, { again: null, posted: body, field });
  const [path, line] = linePath(at.draft.service, at.line.file, at.line.place).split('#');
  return redirect(visit, `${path}&said=${done}#${line}`);
};

/** The line that the address names, in the open draft of the service. */
async function lineOf(visit: Visit, scope: Parameters<Parameters<typeof asAuthor>[1]>[0]): Promise<Found | null> {
  const draft = await visit.site.domain.readServiceDraft(scope, param(visit, 'service'));
  if (draft?.state !== 'open') return null;
  const { req } = visit.http;
  const line = await readLine(draft.files, req.query('file') ?? '', req.query('place') ?? '');
  return line && { draft, line };
}

function wishOf({ fields }: EditableLine, body: URLSearchParams): Record<string, string> {
  const step = { up: -1, down: 1 }[body.get('then') ?? ''];
  if (step !== undefined) {
    const place = Number(fields.find(({ name }) => name === 'place')?.value ?? 0);
    return { place: String(place + step) };
  }
  return Object.fromEntries(fields.flatMap(({ name }) => (body.has(name) ? [[name, body.get(name)!]] : [])));
}

function view(
  visit: Visit,
  session: SessionView,
  { draft, line }: Found,
  shown: { again: Again | null; posted: URLSearchParams | null; field: string | null },
): Response | Promise<Response> {
  const main = editPage(visit, { session, draft, line, ...shown });
  const faulty = shown.field !== null;
  return reply(visit, { title: visit.t('interface.studio.editTitle'), main, session, current: 'services', faulty }, faulty ? 422 : 200);
}
