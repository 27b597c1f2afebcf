import type { KeptFile, RecordWish } from '@einwohnerportal/cases';
import { param, redirect } from '@einwohnerportal/web';
import { problems } from '../../../frame.ts';
import { asKeeper } from '../../../keepers.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { filePage, SAID, type FilePageProps } from './file-page.ts';

/** One case file: what it is, how long it is kept, who decided what. */
export const show: Show = (visit, again) => {
  const said = SAID.find((each) => each === visit.http.req.query('said')) ?? null;
  return view(visit, { said, faulty: false, again, posted: again?.posted ?? null }, 200);
};

async function view(visit: Visit, more: Omit<FilePageProps, 'session' | 'file'>, status: 200 | 422): Promise<Response> {
  const found = await asKeeper(visit, (scope) => visit.site.domain.readKeptFile(scope, param(visit, 'case')));
  if (found instanceof Response) return found;
  const main = filePage(visit, { session: found.session, file: found.value, ...more });
  const title = `${visit.t('interface.records.title')} ${found.value.reference}`;
  return reply(visit, { title, main, session: found.session, current: 'records', faulty: more.faulty }, status);
}

/** What was pressed: propose, decide, decline. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const caseId = param(visit, 'case');
  const [then = '', id = ''] = (body.get('then') ?? '').split(' ');
  const found = await asKeeper(visit, async (scope) => {
    const file = await domain.readKeptFile(scope, caseId);
    if (!file) return null;
    if (then === 'confirm' || then === 'refuse' || then === 'withdraw') return domain.decideAct(scope, caseId, id, then);
    if (then === 'decline') return (await domain.declineRequest(scope, caseId, id, body.get('reason') ?? '')) ? 'declined' : 'invalid';
    const wish = wishOf(then, id, body.get('reason') ?? '', file);
    return wish && (await domain.proposeAct(scope, caseId, wish)) ? 'proposed' : 'invalid';
  });
  if (found instanceof Response) return found;
  if (found.value === 'not-found') return problems.notFound(visit);
  if (found.value === 'invalid') return view(visit, { said: 'invalid', faulty: true, again: null, posted: body }, 422);
  return redirect(visit, `/records/${caseId}?said=${found.value}`);
};

function wishOf(then: string, id: string, reason: string, file: KeptFile): RecordWish | null {
  if (then === 'hold') return { kind: 'hold', value: null, reason, of: null };
  if (then === 'release' || then === 'shorten') return { kind: then, value: null, reason, of: id };
  if (then === 'appraise') return { kind: 'appraise', value: file.appraisal === 'archive' ? 'destroy' : 'archive', reason, of: null };
  return null;
}
