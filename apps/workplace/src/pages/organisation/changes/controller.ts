import type { CatalogueProblem, OrganisationChange } from '@einwohnerportal/cases';
import { redirect, type Again } from '@einwohnerportal/web';
import { problems } from '../../../frame.ts';
import { reply } from '../../../layout.ts';
import { askedAuthority, asOrganiser } from '../../../organisers.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { changesPage, SAID } from './changes-page.ts';

/** Changes that wait for a second person, and what became of all others. */
export const show: Show = (visit, again) => view(visit, again, []);

/** Confirms, refuses or takes back. */
export const act: Act = async (visit, body) => {
  const id = body.get('change') ?? '';
  const [then] = (['release', 'refuse', 'withdraw'] as const).filter((each) => each === body.get('then'));
  const found = await asOrganiser(visit, askedAuthority(visit), async (scope) => {
    if (!then) return null;
    return visit.site.domain.decideChange(scope, id, then === 'refuse' ? { then, refusal: body.get('refusal') ?? '' } : { then });
  });
  if (found instanceof Response) return found;
  const done = found.value;
  if (done === null || done.result === 'not-found') return problems.notFound(visit);
  if (done.result === 'faults') return view(visit, null, done.faults);
  const authority = found.organisation.authorities.length > 1 ? `&authority=${found.organisation.authority}` : '';
  return redirect(visit, `/organisation/changes?said=${done.result}${authority}`);
};

async function view(visit: Visit, again: Again | null, faults: CatalogueProblem[]): Promise<Response> {
  const found = await asOrganiser(visit, askedAuthority(visit), (scope, { authority }) =>
    visit.site.domain.listOrganisationChanges(scope, authority),
  );
  if (found instanceof Response) return found;
  const { session, organisation } = found;
  const said = SAID.find((each) => each === visit.http.req.query('said')) ?? null;
  const changes: OrganisationChange[] = found.value;
  const main = changesPage(visit, { session, organisation, changes, again, faults, said });
  const title = visit.t('interface.organisation.area.changes');
  return reply(visit, { title, main, session, current: 'organisation', faulty: faults.length > 0 }, faults.length > 0 ? 422 : 200);
}
