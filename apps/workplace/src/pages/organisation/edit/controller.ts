import type { CatalogueProblem, Organisation, SessionView } from '@einwohnerportal/cases';
import { COMMAND_FIELD, commandId, redirect, type Again } from '@einwohnerportal/web';
import { problems } from '../../../frame.ts';
import { reply } from '../../../layout.ts';
import { askedAuthority, asOrganiser } from '../../../organisers.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { editPage } from './edit-page.ts';
import { wantedOf, WHAT, type Wanted } from './wanted.ts';

const asked = ({ http }: Visit): { what: (typeof WHAT)[number]; of: string } => ({
  what: WHAT.find((each) => each === http.req.query('what')) ?? 'names',
  of: http.req.query('of') ?? '',
});

/** The form for one change. */
export const show: Show = async (visit, again) => {
  const found = await asOrganiser(visit, askedAuthority(visit), async (scope) => scope.today);
  if (found instanceof Response) return found;
  return view(visit, found, { again, posted: again?.posted ?? null, field: null, faults: [] });
};

/** Proposes it; what one person may change alone holds at once. */
export const act: Act = async (visit, body) => {
  const { what, of } = asked(visit);
  const found = await asOrganiser(visit, askedAuthority(visit), async (scope, organisation) => {
    const wish: Wanted = wantedOf(what, of, body, organisation);
    if ('field' in wish) return { today: scope.today, made: { result: 'field' as const, field: wish.field } };
    const made = await visit.site.domain.proposeChange(scope, organisation.authority, wish, {
      formId: commandId(body),
      reason: body.get('reason') ?? '',
    });
    return { today: scope.today, made };
  });
  if (found instanceof Response) return found;
  const { made, today } = found.value;
  if (made.result === 'not-found') return problems.notFound(visit);
  const authority = found.organisation.authorities.length > 1 ? `&authority=${found.organisation.authority}` : '';
  if (made.result === 'proposed') return redirect(visit, `/organisation/changes?said=proposed${authority}`);
  if (made.result === 'released' || made.result === 'same') return redirect(visit, `/organisation?said=${made.result}${authority}`);
  const faults = made.result === 'faults' ? made.faults : [];
  return view(visit, { ...found, value: today }, { again: null, posted: body, field: made.result === 'field' ? made.field : null, faults });
};

interface Shown {
  again: Again | null;
  posted: URLSearchParams | null;
  field: string | null;
  faults: CatalogueProblem[];
}

function view(
  visit: Visit,
  found: { session: SessionView; organisation: Organisation; value: string },
  shown: Shown,
): Response | Promise<Response> {
  const { what, of } = asked(visit);
  const { session, organisation, value: today } = found;
  const needs = ['office', 'roles'].includes(what) || (what === 'places' && of !== '');
  if (needs && !Object.hasOwn(organisation.entry.offices, of)) return problems.notFound(visit);
  const formId = commandId(shown.posted);
  const main = editPage(visit, { ...shown, session, organisation, today, what, of, formId: { [COMMAND_FIELD]: formId } });
  const faulty = shown.field !== null || shown.faults.length > 0;
  return reply(
    visit,
    { title: visit.t('interface.organisation.title'), main, session, current: 'organisation', faulty },
    faulty ? 422 : 200,
  );
}
