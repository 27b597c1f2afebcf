import { GIVEN_ROLES } from '@einwohnerportal/cases';
import { html, radios, select, textarea, textInput, type Html } from '@einwohnerportal/ui';
import { formatMoney, inLanguage } from '@einwohnerportal/web';
import type { Visit } from '../../../visit.ts';
import { officeName, roleName, serviceName } from '../words.ts';
import type { EditPageProps } from './edit-page.ts';

type Fault = (name: string) => string | null;

/** The fields of one kind of change, with what holds today. */
export function fieldsOf(visit: Visit, props: EditPageProps, error: Fault): Html {
  switch (props.what) {
    case 'names':
      return names(visit, props, error);
    case 'office':
      return office(visit, props, error);
    case 'places':
      return props.of === '' ? newOffice(visit, props, error) : places(visit, props, error);
    case 'roles':
      return roles(visit, props, error);
    case 'closed':
      return input(visit, props, 'name', error, { value: '' });
    case 'offer':
      return offer(visit, props, error);
    case 'fee':
      return fee(visit, props, error);
    case 'binding':
      return binding(visit, props, error);
  }
}

interface InputProps {
  value: string;
  label?: string;
  type?: 'text' | 'email' | 'tel';
  width?: 4 | 10 | 20;
  /** The field whose fault is shown here; its own name without it. */
  fault?: string;
}

function input(visit: Visit, { posted }: EditPageProps, name: string, error: Fault, { value, label, fault, ...more }: InputProps): Html {
  const hint = visit.t.word('interface.organisation.hint', name);
  return textInput({
    id: name,
    name,
    label: label ?? visit.t.word('interface.organisation.key', name) ?? name,
    hint,
    value: posted?.get(name) ?? value,
    error: error(fault ?? name),
    autocomplete: 'off',
    ...more,
  });
}

function texts(visit: Visit, props: EditPageProps, name: 'names' | 'subject', values: Record<string, string>, error: Fault): Html {
  return html`${Object.keys(props.organisation.entry.names).map((lang, index) =>
    input(visit, props, `${name}-${lang}`, error, {
      value: values[lang] ?? '',
      label: `${visit.t(`interface.organisation.place.${name}`)} (${lang})`,
      // One message for all languages, at the first of them.
      fault: index === 0 ? name : '',
    }),
  )}`;
}

function names(visit: Visit, props: EditPageProps, error: Fault): Html {
  const { entry } = props.organisation;
  const address = entry.address;
  return html`${texts(visit, props, 'names', entry.names, error)}${texts(visit, props, 'subject', entry.subject ?? entry.names, error)}
${input(visit, props, 'street', error, { value: address?.street ?? '' })}${input(visit, props, 'houseNumber', error, { value: address?.houseNumber ?? '', width: 4 })}
${input(visit, props, 'swissZipCode', error, { value: address?.swissZipCode ?? '', width: 4, fault: 'address' })}${input(visit, props, 'town', error, { value: address?.town ?? '' })}`;
}

function office(visit: Visit, props: EditPageProps, error: Fault): Html {
  const { t } = visit;
  const data = props.organisation.entry.offices[props.of]!;
  return html`${texts(visit, props, 'names', data.names ?? props.organisation.entry.names, error)}
${input(visit, props, 'phone', error, { value: data.contact.phone ?? '', type: 'tel', width: 20 })}${input(visit, props, 'email', error, { value: data.contact.email ?? '', type: 'email' })}
${textarea({ id: 'hours', name: 'hours', label: t('interface.organisation.key.hours'), hint: t('interface.organisation.hint.hours'), value: props.posted?.get('hours') ?? data.hours.join('\n'), rows: 4, error: error('hours') })}`;
}

function newOffice(visit: Visit, props: EditPageProps, error: Fault): Html {
  const { t } = visit;
  const { entry } = props.organisation;
  const functions = visit.site.context.catalogue.authorities.functions.filter(({ id }) => !entry.offices[id]);
  return html`${select({
    id: 'function',
    name: 'function',
    label: t('interface.organisation.function'),
    empty: t('interface.organisation.choose'),
    value: props.posted?.get('function') ?? '',
    options: functions.map(({ id, names: each }) => ({ value: id, label: inLanguage(each, visit.lang) })),
    error: error('office'),
  })}${texts(visit, props, 'names', {}, error)}`;
}

function places(visit: Visit, props: EditPageProps, error: Fault): Html {
  const { t } = visit;
  const { organisation, posted, of } = props;
  const own = 'bfs' in organisation.entry && typeof organisation.entry.bfs === 'number' ? [organisation.entry.bfs] : [];
  const served = organisation.entry.offices[of]!.serves ?? own;
  const all = visit.site.context.catalogue.authorities
    .all()
    .flatMap(({ bfs, address }) => (bfs === null ? [] : [{ value: String(bfs), label: address.town }]))
    .sort((one, other) => one.label.localeCompare(other.label, visit.lang));
  const choose = (name: 'add' | 'remove', options: typeof all): Html =>
    select({
      id: name,
      name,
      label: t(`interface.organisation.${name}`),
      empty: t('interface.organisation.none'),
      value: posted?.get(name) ?? '',
      options,
      error: error(name),
    });
  return html`${choose(
    'add',
    all.filter(({ value }) => !served.includes(Number(value))),
  )}${choose(
    'remove',
    all.filter(({ value }) => served.includes(Number(value))),
  )}`;
}

function roles(visit: Visit, props: EditPageProps, error: Fault): Html {
  const { t } = visit;
  const held = props.organisation.entry.offices[props.of]!.roles;
  return html`${select({
    id: 'role',
    name: 'role',
    label: t('interface.organisation.key.role'),
    hint: Object.entries(held)
      .map(([role, claims]) => `${roleName(visit, role)}: ${claims.join(', ') || '–'}`)
      .join('; '),
    empty: t('interface.organisation.choose'),
    value: props.posted?.get('role') ?? '',
    options: GIVEN_ROLES.map((role) => ({ value: role, label: t(`interface.organisation.role.${role}`) })),
    error: error('role'),
  })}${textarea({ id: 'claims', name: 'claims', label: t('interface.organisation.claims'), hint: t('interface.organisation.hint.claims'), value: props.posted?.get('claims') ?? '', rows: 3, error: error('claims') })}`;
}

function offer(visit: Visit, props: EditPageProps, error: Fault): Html {
  const { t } = visit;
  const { catalogue } = visit.site.context;
  const { posted } = props;
  return html`${select({
    id: 'service',
    name: 'service',
    label: t('interface.organisation.column.service'),
    empty: t('interface.organisation.choose'),
    value: posted?.get('service') ?? '',
    options: catalogue.services().map((id) => ({ value: id, label: serviceName(visit, id) })),
    error: error('service'),
  })}${radios({
    id: 'state',
    name: 'state',
    label: t('interface.organisation.column.state'),
    value: posted?.get('state') ?? 'pilot',
    choices: (['pilot', 'live', 'paused'] as const).map((value) => ({
      value,
      label: t(`interface.organisation.word.${value}`),
      hint: t(`interface.organisation.hint.${value}`),
    })),
    error: error('state'),
  })}${input(visit, props, 'share', error, { value: '10', width: 4 })}
${textarea({ id: 'settings', name: 'settings', label: t('interface.organisation.key.settings'), hint: t('interface.organisation.hint.settings'), optional: t('interface.organisation.optional'), value: posted?.get('settings') ?? '', rows: 3, error: error('settings') })}`;
}

/** Another amount for something that has one; which services take it is theirs to say. */
function fee(visit: Visit, props: EditPageProps, error: Fault): Html {
  const { t } = visit;
  const { organisation, posted, today } = props;
  const { authorities } = visit.site.context.catalogue;
  const tariff = authorities.tariff(organisation.authority, today);
  const laws = authorities.laws(organisation.authority, today);
  return html`${select({
    id: 'code',
    name: 'code',
    label: t('interface.organisation.key.code'),
    empty: t('interface.organisation.choose'),
    value: posted?.get('code') ?? '',
    options: Object.entries(tariff).map(([code, { amount }]) => ({ value: code, label: `${code} (${formatMoney(amount, visit)})` })),
    error: error('code'),
  })}${input(visit, props, 'amount', error, { value: '', width: 10 })}${select({
    id: 'law',
    name: 'law',
    label: t('interface.organisation.column.law'),
    empty: t('interface.organisation.choose'),
    value: posted?.get('law') ?? '',
    options: Object.entries(laws).map(([role, law]) => ({ value: role, label: inLanguage(law.names, visit.lang) })),
    error: error('law'),
  })}`;
}

/** What a canton's authorities are bound to already: a connector that no node has would make every step fail. */
function binding(visit: Visit, props: EditPageProps, error: Fault): Html {
  const { t } = visit;
  const { organisation, posted } = props;
  const { authorities, capabilities } = visit.site.context.catalogue;
  return html`${select({
    id: 'capability',
    name: 'capability',
    label: t('interface.organisation.column.capability'),
    empty: t('interface.organisation.choose'),
    value: posted?.get('capability') ?? '',
    options: capabilities().map((name) => ({ value: name, label: name })),
    error: error('capability'),
  })}${radios({
    id: 'way',
    name: 'way',
    label: t('interface.organisation.way'),
    value: posted?.get('way') ?? null,
    choices: [
      ...Object.keys(organisation.entry.offices).map((fn) => ({
        value: `people:${fn}`,
        label: t('interface.organisation.peopleOf', { office: officeName(visit, organisation, fn) }),
      })),
      ...authorities.connectors.map((id) => ({
        value: `connector:${id}`,
        label: html`${t('interface.organisation.word.connector')} <span translate="no">${id}</span>`,
      })),
    ],
    error: error('way'),
  })}${radios({
    id: 'openSteps',
    name: 'openSteps',
    label: t('interface.organisation.key.openSteps'),
    value: posted?.get('openSteps') ?? 'move',
    choices: (['move', 'keep'] as const).map((value) => ({
      value,
      label: t(`interface.organisation.word.${value}`),
      hint: t(`interface.organisation.hint.${value}`),
    })),
  })}`;
}
