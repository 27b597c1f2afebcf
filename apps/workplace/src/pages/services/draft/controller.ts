import { readPackage, type FileChange, type ServiceDraft } from '@einwohnerportal/cases';
import { param, redirect, type Again } from '@einwohnerportal/web';
import { asAuthor, askedPart, vocabularyWords } from '../../../authors.ts';
import { problems } from '../../../frame.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { draftPage, SAID } from './draft-page.ts';
import { readUpload, type UploadFault } from './read-upload.ts';

const DECISIONS = ['propose', 'release', 'return', 'drop'] as const;

/** The draft of a service: what the check found, with the line of each finding, what can be done with it, and its history. */
export const show: Show = (visit, again) => view(visit, again, null);

/** Takes a changed package, proposes the draft, releases, gives back or drops it. */
export const act: Act = async (visit, body, received) => {
  const service = param(visit, 'service');
  const { domain, files: store } = visit.site;
  const then = DECISIONS.find((each) => each === body.get('then'));
  if (then) {
    const found = await asAuthor(visit, (scope) => domain.decideServiceDraft(scope, service, then, body.get('reason') ?? ''));
    if (found instanceof Response) return found;
    const to = ['dropped', 'released'].includes(found.value) ? `/services?said=${found.value}` : `/services/${service}/draft?said=${found.value}`;
    return redirect(visit, to);
  }
  const before = await asAuthor(visit, (scope) => domain.readServiceDraft(scope, service));
  if (before instanceof Response) return before;
  const files = store ? await readUpload(store.store, received) : 'zip';
  if (typeof files === 'string') return view(visit, null, files);
  const found = await asAuthor(visit, async (scope) => {
    const draft = await domain.readServiceDraft(scope, service);
    return draft && domain.keepServiceFiles(scope, draft, files, differences(draft, files));
  });
  if (found instanceof Response) return found;
  if (found.value === 'package') return view(visit, null, 'inside');
  return redirect(visit, `/services/${service}/draft?said=${found.value}`);
};

/** What an upload changes, file by file. */
function differences({ files: before }: ServiceDraft, after: Record<string, Uint8Array>): FileChange[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path) => {
    const [one, other] = [before[path], after[path]];
    if (one && other && Buffer.from(one).equals(Buffer.from(other))) return [];
    return [{ kind: one ? (other ? 'file' : 'file-gone') : 'file-new', path }];
  });
}

async function view(visit: Visit, again: Again | null, fault: UploadFault | null): Promise<Response> {
  const service = param(visit, 'service');
  const { domain } = visit.site;
  const found = await asAuthor(visit, async (scope) => {
    const draft = await domain.readServiceDraft(scope, service);
    return draft && { draft, changes: await domain.listServiceChanges(scope, service) };
  });
  if (found instanceof Response) return found;
  const { session, value } = found;
  if (!value) return problems.notFound(visit);
  const reading = await readPackage(value.draft.files, visit.lang, vocabularyWords(visit));
  const said = SAID.find((each) => each === visit.http.req.query('said')) ?? null;
  const main = draftPage(visit, { session, ...value, reading, part: fault ? 'overview' : askedPart(visit), again, fault, said });
  const title = visit.t('interface.studio.part.draft');
  return reply(visit, { title, main, session, current: 'services', faulty: fault !== null }, fault ? 422 : 200);
}
