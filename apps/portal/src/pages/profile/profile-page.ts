import type { Profile, ProfileField, TypedProfile } from '@einwohnerportal/cases';
import {
  actions,
  band,
  bullets,
  button,
  errorSummary,
  form,
  goLink,
  html,
  notice,
  pageHead,
  radios,
  textInput,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatInstant, LANGUAGE_NAMES, languageTag, TOKEN_FIELD } from '@einwohnerportal/web';
import { link, type Again, type Visit } from '../../visit.ts';

export type Faults = Partial<Record<ProfileField, string>>;

export interface ProfilePageProps {
  profile: Profile;
  /** What was typed, when the page is shown again. */
  typed: TypedProfile | null;
  again: Again | null;
  faults: Faults;
  saved: 'yes' | 'same' | null;
  token: string;
}

export function profilePage(visit: Visit, props: ProfilePageProps): Html {
  const { t } = visit;
  const { faults, saved } = props;
  const named = (Object.keys(faults) as ProfileField[]).map((field) => ({
    control: field,
    message: t(`interface.profile.faults.${field}`),
  }));
  return html`${named.length > 0 ? errorSummary({ title: t('interface.question.errorsTitle', { count: named.length }), errors: named }) : ''}
${pageHead({
  sentence: t('interface.profile.title'),
  lead: t('interface.profile.lead'),
  children: html`${againNotice(visit, props.again)}${saved === 'yes' ? notice({ title: t('interface.profile.saved'), text: t('interface.profile.savedText'), kind: 'polite' }) : ''}${saved === 'same' ? notice({ title: t('interface.profile.nothing'), kind: 'polite' }) : ''}
${profileForm(visit, props)}`,
})}
${props.profile.changes.length > 0 ? band({ id: 'changes', title: t('interface.profile.changes'), children: changes(visit, props.profile) }) : ''}
${band({ id: 'data', title: t('interface.data.title'), children: html`<p>${goLink({ href: link(visit, '/data'), text: t('interface.profile.toData') })}</p>` })}`;
}

function profileForm(visit: Visit, { profile, typed, faults, token }: ProfilePageProps): Html {
  const { t } = visit;
  const { languages } = visit.site;
  const fault = (field: ProfileField) => ({
    error: faults[field] ? t(`interface.profile.faults.${field}`) : null,
    errorWord: t('interface.site.errorWord'),
  });
  return form({
    action: link(visit, '/profile'),
    fields: { [TOKEN_FIELD]: token },
    children: html`${radios({
      id: 'language',
      name: 'language',
      label: t('interface.profile.language'),
      hint: t('interface.profile.whyLanguage'),
      value: typed?.language ?? profile.language,
      choices: languages.map((lang) => ({ value: lang, label: html`<span lang="${languageTag(lang)}">${LANGUAGE_NAMES[lang]}</span>` })),
      ...fault('language'),
    })}
${radios({
  id: 'alerts',
  name: 'alerts',
  label: t('interface.profile.alerts'),
  hint: t('interface.profile.alertsHint'),
  value: typed?.alerts ?? profile.alerts,
  choices: [
    { value: 'email', label: t('interface.profile.yes') },
    ...(profile.phoneProven ? [{ value: 'sms', label: t('interface.profile.sms') }] : []),
    { value: 'none', label: t('interface.profile.no') },
  ],
  ...fault('alerts'),
})}
${textInput({
  id: 'email',
  name: 'email',
  type: 'email',
  label: t('interface.profile.email'),
  hint: profile.signInEmail ? t('interface.profile.emailHint', { address: profile.signInEmail }) : t('interface.profile.emailHintNone'),
  optional: t('interface.profile.optional'),
  value: typed?.email ?? profile.email ?? '',
  autocomplete: 'email',
  spellcheck: false,
  ...fault('email'),
})}
${textInput({
  id: 'phone',
  name: 'phone',
  type: 'tel',
  label: t('interface.profile.phone'),
  hint: t('interface.profile.phoneHint'),
  optional: t('interface.profile.optional'),
  value: typed?.phone ?? profile.phone ?? '',
  autocomplete: 'tel',
  width: 20,
  ...fault('phone'),
})}
${profile.phone === null ? '' : html`<p>${t(profile.phoneProven ? 'interface.profile.phoneProven' : 'interface.profile.phoneOpen')} ${profile.phoneProven ? '' : goLink({ href: link(visit, '/profile/phone'), text: t('interface.profile.prove') })}</p>`}
${radios({
  id: 'rulings',
  name: 'rulings',
  label: t('interface.profile.rulings'),
  hint: t('interface.profile.rulingsHint'),
  value: typed?.rulings || (profile.rulings ? 'yes' : 'no'),
  choices: [
    { value: 'yes', label: t('interface.profile.rulingsYes') },
    { value: 'no', label: t('interface.profile.rulingsNo') },
  ],
  ...fault('rulings'),
})}
${actions(button({ text: t('interface.profile.button') }))}`,
  });
}

/** Each change with its moment and what stood there before. */
function changes(visit: Visit, { changes: made }: Profile): Html {
  const { t } = visit;
  const words = (what: ProfileField, value: string | null): Html | string => {
    if (value === null) return t('interface.profile.empty');
    if (what === 'language') return LANGUAGE_NAMES[value as keyof typeof LANGUAGE_NAMES] ?? value;
    if (what === 'alerts') return t(`interface.profile.${value === 'email' ? 'yes' : value === 'sms' ? 'sms' : 'no'}`);
    if (what === 'rulings') return t(value === 'yes' ? 'interface.profile.rulingsYes' : 'interface.profile.rulingsNo');
    return value;
  };
  return bullets(
    made.map(
      ({ at, what, before, after }) =>
        html`${t('interface.profile.changed', {
          what: t(`interface.profile.fields.${what}`),
          before: `«${String(words(what, before))}»`,
          after: `«${String(words(what, after))}»`,
        })} <span class="quiet small">${formatInstant(at, visit)}</span>`,
    ),
  );
}
