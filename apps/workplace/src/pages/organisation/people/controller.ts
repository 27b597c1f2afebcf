import { COMMAND_FIELD, commandId, redirect, type Again } from '@einwohnerportal/web';
import { dayOf } from '../../../day-of.ts';
import { problems } from '../../../frame.ts';
import { reply } from '../../../layout.ts';
import { askedAuthority, asOrganiser } from '../../../organisers.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import type { Organisation, Scope } from '@einwohnerportal/cases';
import { peoplePage, SAID } from './people-page.ts';

/** Who works for the authority, by login and by invitation. */
export const show: Show = (visit, again) => view(visit, again, again?.posted ?? null, null);

const ACTS = ['confirm', 'refuse', 'withdraw', 'end'] as const;

/** Invites somebody, decides about an invitation, ends what somebody does for an office, or lifts their block. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const found = await asOrganiser(visit, askedAuthority(visit), async (scope, organisation) => {
    const { authority } = organisation;
    const asked = body.get('then');
    if (asked === 'end-member' || asked === 'lift') return leave(visit, scope, organisation, body);
    const then = ACTS.find((each) => each === body.get('then'));
    if (then) return domain.decideInvitation(scope, body.get('invitation') ?? '', then);
    const limited = ['day', 'month', 'year'].some((part) => (body.get(`endsOn-${part}`) ?? '').trim() !== '');
    const endsOn = limited ? dayOf(body, 'endsOn') : null;
    if (limited && endsOn === null) return 'endsOn';
    const wish = {
      office: body.get('office') ?? '',
      roles: body.getAll('roles'),
      name: body.get('name') ?? '',
      email: (body.get('email') ?? '').trim(),
      endsOn,
      language: visit.lang,
    };
    return domain.proposeInvitation(scope, authority, wish, commandId(body));
  });
  if (found instanceof Response) return found;
  const said = SAID.find((each) => each === found.value);
  if (found.value === 'not-found') return problems.notFound(visit);
  if (!said) return view(visit, null, body, found.value);
  const authority = found.organisation.authorities.length > 1 ? `&authority=${found.organisation.authority}` : '';
  return redirect(visit, `/organisation/people?said=${said}${authority}`);
};

async function leave(visit: Visit, scope: Scope, { authority }: Organisation, body: URLSearchParams): Promise<string> {
  const { domain } = visit.site;
  const personId = body.get('member') ?? '';
  const office = `office:${authority}/${body.get('office') ?? ''}`;
  if (body.get('then') === 'lift') return domain.liftBlock(scope, office, personId);
  return domain.endMembership(scope, { office, personId, reason: body.get('reason') ?? '', blocks: body.get('blocks') !== null });
}

async function view(visit: Visit, again: Again | null, posted: URLSearchParams | null, field: string | null): Promise<Response> {
  const { domain } = visit.site;
  const found = await asOrganiser(visit, askedAuthority(visit), async (scope, { authority }) => ({
    invitations: await domain.listInvitations(scope, authority),
    members: await domain.listOrganisationMembers(scope, authority),
    acts: await domain.listMemberActs(scope, authority),
  }));
  if (found instanceof Response) return found;
  const { session, organisation, value } = found;
  const said = SAID.find((each) => each === visit.http.req.query('said')) ?? null;
  const leaving = posted?.get('then') === 'end-member' ? posted : new URL(visit.http.req.url).searchParams;
  const main = peoplePage(visit, {
    session,
    organisation,
    ...value,
    leaver:
      value.members.find(
        (each) => !each.me && each.personId === leaving.get('member') && each.office.endsWith(`/${leaving.get('office')}`),
      ) ?? null,
    again,
    posted,
    field,
    said,
    formId: { [COMMAND_FIELD]: commandId(posted) },
  });
  const title = visit.t('interface.organisation.area.people');
  return reply(visit, { title, main, session, current: 'organisation', faulty: field !== null }, field === null ? 200 : 422);
}
