import { sendFile } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, redirect, type Act, type Show, type Visit } from '../../visit.ts';
import { allDataPage } from './all-data-page.ts';

/** Everything held about the person as a package to take along, and what can be deleted. */
export const show: Show = async (visit, again) => view(visit, again, null, 200);

async function view(visit: Visit, again: Parameters<Show>[1], problem: 'sign-in' | null, status: 200 | 403): Promise<Response> {
  const found = await asPerson(visit, (scope) => visit.site.domain.readOwnData(scope, visit.lang));
  if (!found) return toSignIn(visit);
  const main = allDataPage(visit, { person: found.person, data: found.value, again, problem });
  return reply(visit, { title: visit.t('interface.all.title'), main, person: found.person }, status);
}

/** What was pressed: make the package, delete drafts and profile, ask for the deletion of one case. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const [then = '', reference = ''] = (body.get('then') ?? '').split(' ');
  const found = await asPerson(visit, async (scope) => {
    if (then === 'export') return domain.askForExport(scope, visit.lang);
    if (then === 'delete') return domain.askForDeletion(scope, reference);
    return null;
  });
  if (!found) return toSignIn(visit);
  if (found.value === null && then === 'forget') return forget(visit);
  return found.value === null || found.value === false ? showNotFound(visit) : redirect(visit, '/data/all');
};

/** Afterwards nobody is signed in any more: the page that says so is that of the sign-out. */
async function forget(visit: Visit): Promise<Response> {
  const { domain, context } = visit.site;
  await domain.withSession(context, visit.secret, (scope) => domain.forgetMe(scope));
  return redirect(visit, '/signed-out');
}

/** The package itself: only for its person, signed in after asking for it. */
export const showPackage: Show = async (visit) => {
  const { domain, files } = visit.site;
  const found = await asPerson(visit, async (scope) => {
    const own = await domain.readOwnData(scope, visit.lang);
    return own.export ? { own: own.export, content: await domain.fetchExport(scope, own.export.id) } : null;
  });
  if (!found) return toSignIn(visit);
  if (!found.value?.own.readyAt || !files) return showNotFound(visit);
  if (!found.value.content) return view(visit, null, 'sign-in', 403);
  return sendFile(
    visit.http,
    { filename: `${visit.t('interface.data.title')}.zip`.replaceAll(' ', '-'), mediaType: 'application/zip' },
    await files.store.open(found.value.content.hash),
  );
};
