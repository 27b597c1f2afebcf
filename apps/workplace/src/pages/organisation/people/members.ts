import type { MemberAct, OrganisationMember } from '@einwohnerportal/cases';
import { actions, button, checkbox, form, html, linkButton, secondButton, textarea, type Html } from '@einwohnerportal/ui';
import { formatDayOf, TOKEN_FIELD } from '@einwohnerportal/web';
import { place } from '../../../organisers.ts';
import type { Visit } from '../../../visit.ts';
import { officeName, roleName } from '../words.ts';
import type { PeoplePageProps } from './people-page.ts';

const PATH = '/organisation/people';
const functionOf = (office: string): string => office.split('/')[1] ?? '';

/** Everybody who works here: since when, by what, when they came last, and the way to end it. */
export function memberList(visit: Visit, { organisation, members }: PeoplePageProps): Html | string {
  const { t } = visit;
  if (members.length === 0) return '';
  return html`<h2>${t('interface.organisation.members')}</h2><ul class="plain-list stack">${members.map((each) => {
    const office = functionOf(each.office);
    const roles = each.roles.map((role) => roleName(visit, role)).join(', ');
    const ask = place(visit, organisation, PATH, { member: each.personId, office });
    return html`<li><b translate="no">${each.name}</b><br>${officeName(visit, organisation, office)}: ${roles}.<br>${source(visit, each)} ${t('interface.organisation.column.seen')}: ${formatDayOf(each.seenAt, visit)}${each.me ? '' : html`<br><a href="${ask}">${t('interface.organisation.member.end')}: <span translate="no">${each.name}</span></a>`}</li>`;
  })}</ul>`;
}

function source(visit: Visit, { since, saidBy }: OrganisationMember): string {
  const { t } = visit;
  const by = t(`interface.organisation.member.by.${saidBy.length === 2 ? 'both' : (saidBy[0] ?? 'login')}`);
  return since
    ? t('interface.organisation.member.since', { on: formatDayOf(since, visit), by })
    : t('interface.organisation.member.sinceLong', { by });
}

/** Asks for the reason and whether the end holds against the login. */
export function leaveForm(visit: Visit, { session, organisation, posted, field }: PeoplePageProps, leaver: OrganisationMember): Html {
  const { t } = visit;
  const office = functionOf(leaver.office);
  const typed = posted?.get('then') === 'end-member' ? posted : null;
  return form({
    label: `${t('interface.organisation.member.end')}: ${leaver.name}`,
    action: place(visit, organisation, PATH),
    fields: { [TOKEN_FIELD]: session.csrf, then: 'end-member', member: leaver.personId, office },
    children: html`<h2>${t('interface.organisation.member.ask', { name: leaver.name, office: officeName(visit, organisation, office) })}</h2>
<p>${t('interface.organisation.member.effect')}</p>${leaver.saidBy.includes('login') ? html`<p>${t('interface.organisation.member.again')}</p>` : ''}
${textarea({ id: 'reason', name: 'reason', label: t('interface.organisation.reason'), hint: t('interface.organisation.reasonHint'), rows: 2, maxLength: 500, value: typed?.get('reason') ?? '', error: field === 'reason' ? t('interface.organisation.invite.fault.reason') : null })}
${checkbox({ id: 'blocks', name: 'blocks', groupLabel: t('interface.organisation.member.block'), label: t('interface.organisation.member.blocks'), checked: typed?.has('blocks') ?? false })}
${actions(button({ text: t('interface.organisation.member.endNow') }), secondButton({ text: t('interface.organisation.member.keep'), href: place(visit, organisation, PATH) }))}`,
  });
}

/** Who left, why and by whom; blocks that hold can be lifted. */
export function leftList(visit: Visit, { session, organisation, acts }: PeoplePageProps): Html | string {
  const { t } = visit;
  if (acts.length === 0) return '';
  return html`<h2>${t('interface.organisation.member.left')}</h2><ul class="plain-list stack">${acts.map((each) => {
    const office = functionOf(each.office);
    const lift = form({
      label: `${t('interface.organisation.member.lift')}: ${each.name}, ${officeName(visit, organisation, office)}`,
      action: place(visit, organisation, PATH),
      fields: { [TOKEN_FIELD]: session.csrf, then: 'lift', member: each.personId, office },
      children: linkButton({ text: t('interface.organisation.member.lift'), context: `: ${each.name}` }),
    });
    const reason = each.reason ? html`<br>${t('interface.organisation.reason')}: ${each.reason}` : '';
    return html`<li><b translate="no">${each.name}</b><br>${officeName(visit, organisation, office)}. ${told(visit, each)}${reason}${each.holds && each.personId !== session.personId ? lift : ''}</li>`;
  })}</ul>`;
}

function told(visit: Visit, { what, cause, at, by }: MemberAct): string {
  const kind = cause === 'office' ? what : cause;
  return visit.t(`interface.organisation.member.act.${kind}`, { on: formatDayOf(at, visit), by: by ?? '' });
}
