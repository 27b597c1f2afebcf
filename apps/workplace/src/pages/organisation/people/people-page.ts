import {
  GIVEN_ROLES,
  type Invitation,
  type MemberAct,
  type Organisation,
  type OrganisationMember,
  type SessionView,
} from '@einwohnerportal/cases';
import {
  actions,
  button,
  checkboxes,
  errorSummary,
  form,
  html,
  linkButton,
  notice,
  select,
  textInput,
  workPage,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatDay, formatDayOf, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { dayField } from '../../../day-field.ts';
import { organisationRail, place } from '../../../organisers.ts';
import type { Visit } from '../../../visit.ts';
import { officeName, roleName } from '../words.ts';
import { leaveForm, leftList, memberList } from './members.ts';

export const SAID = ['proposed', 'done', 'same-person', 'gone', 'ended', 'lifted', 'self'] as const;

export interface PeoplePageProps {
  session: SessionView;
  organisation: Organisation;
  invitations: Invitation[];
  members: OrganisationMember[];
  acts: MemberAct[];
  /** Whom the page asks about: shall it end for them? */
  leaver: OrganisationMember | null;
  again: Again | null;
  posted: URLSearchParams | null;
  field: string | null;
  said: (typeof SAID)[number] | null;
  formId: Record<string, string>;
}

/** People of the authority: invitations with what can be done with them, everybody's roles, and the form to invite somebody. */
export function peoplePage(visit: Visit, props: PeoplePageProps): Html {
  const { t } = visit;
  const { organisation, invitations, members, leaver, field, said } = props;
  const office = (principal: string): string => officeName(visit, organisation, principal.split('/')[1] ?? '');
  const roles = (list: readonly string[]): string => list.map((role) => roleName(visit, role)).join(', ');
  return workPage({
    title: t('interface.organisation.people', { count: members.length }),
    intro: t('interface.organisation.peopleLead'),
    rail: organisationRail(visit, organisation, 'people'),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: field ? 1 : 0 }),
      errors: field ? [{ control: field, message: fault(visit, field) }] : [],
    }),
    children: html`<div class="stack">${againNotice(visit, props.again)}${said ? notice({ title: t(`interface.organisation.invite.said.${said}`), kind: 'polite' }) : ''}${leaver ? leaveForm(visit, props, leaver) : ''}
${invitations.length === 0 ? '' : html`<h2>${t('interface.organisation.invite.list')}</h2><ul class="plain-list stack">${invitations.map((each) => html`<li><b translate="no">${each.name}</b><br>${office(each.office)}: ${roles(each.roles)}. ${state(visit, each)}${ways(visit, props, each)}</li>`)}</ul>`}
${memberList(visit, props)}${leftList(visit, props)}
<h2>${t('interface.organisation.invite.title')}</h2><p>${t('interface.organisation.invite.lead')}</p>${invite(visit, props)}</div>`,
  });
}

function state(visit: Visit, each: Invitation): string {
  const { t } = visit;
  const ends =
    each.endsOn && ['proposed', 'confirmed', 'sent', 'accepted'].includes(each.state)
      ? ` ${t('interface.organisation.invite.until', { on: formatDay(each.endsOn, visit) })}`
      : '';
  const ended = each.state === 'ended' && each.endedBy && each.endedAt ? ` (${each.endedBy}, ${formatDayOf(each.endedAt, visit)})` : '';
  return `${t(`interface.organisation.invite.state.${each.state}`)}${ends}${ended}`;
}

function ways(visit: Visit, { session, organisation }: PeoplePageProps, each: Invitation): Html | string {
  const { t } = visit;
  const wants =
    each.state === 'proposed'
      ? each.preparedBy.me
        ? (['withdraw'] as const)
        : (['confirm', 'refuse'] as const)
      : each.state === 'confirmed' || each.state === 'sent'
        ? (['withdraw'] as const)
        : each.state === 'accepted'
          ? (['end'] as const)
          : [];
  if (wants.length === 0) return '';
  return html`${wants.map((then) =>
    form({
      label: `${t(`interface.organisation.invite.${then}`)}: ${each.name}, ${officeName(visit, organisation, each.office.split('/')[1] ?? '')}`,
      action: place(visit, organisation, '/organisation/people'),
      fields: { [TOKEN_FIELD]: session.csrf, invitation: each.id, then },
      children: linkButton({ text: t(`interface.organisation.invite.${then}`), context: `: ${each.name}` }),
    }),
  )}`;
}

function fault(visit: Visit, field: string): string {
  return visit.t.word('interface.organisation.invite.fault', field) ?? visit.t('interface.organisation.fault.other');
}

function invite(visit: Visit, { session, organisation, posted: typed, field, formId }: PeoplePageProps): Html {
  const { t } = visit;
  const posted = typed?.has('then') ? null : typed;
  const error = (name: string): string | null => (field === name ? fault(visit, name) : null);
  return form({
    label: t('interface.organisation.invite.title'),
    action: place(visit, organisation, '/organisation/people'),
    fields: { [TOKEN_FIELD]: session.csrf, ...formId },
    children: html`${textInput({ id: 'name', name: 'name', label: t('interface.organisation.column.name'), value: posted?.get('name') ?? '', maxLength: 200, autocomplete: 'off', error: error('name') })}
${textInput({ id: 'email', name: 'email', label: t('interface.organisation.key.email'), type: 'email', value: posted?.get('email') ?? '', autocomplete: 'off', error: error('email') })}
${select({
  id: 'office',
  name: 'office',
  label: t('interface.organisation.key.office'),
  empty: t('interface.organisation.choose'),
  value: posted?.get('office') ?? '',
  options: Object.keys(organisation.entry.offices).map((fn) => ({ value: fn, label: officeName(visit, organisation, fn) })),
  error: error('office'),
})}${checkboxes({
      id: 'roles',
      name: 'roles',
      label: t('interface.organisation.key.roles'),
      values: posted?.getAll('roles') ?? [],
      choices: GIVEN_ROLES.map((role) => ({ value: role, label: t(`interface.organisation.role.${role}`) })),
      error: error('roles'),
    })}${dayField(visit, { name: 'endsOn', label: t('interface.organisation.invite.endsOn'), hint: t('interface.organisation.invite.endsOnHint'), value: '', posted, error: error('endsOn') })}
${actions(button({ text: t('interface.organisation.invite.propose') }))}`,
  });
}
