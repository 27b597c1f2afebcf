import type { Profile, ProfileField, TypedProfile } from '@einwohnerportal/cases';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { profilePage, type Faults } from './profile-page.ts';

/** How we talk with the person: language, alerts, contact data. */
export const show: Show = async (visit, again) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.readProfile(scope));
  return found ? view(visit, found.person, found.value, again, {}) : toSignIn(visit);
};

/** Judged by the server, kept with a record of what changed; then the page in the language that was chosen. */
export const act: Act = async (visit, body) => {
  const typed = typedOf(body);
  const found = await asPerson(visit, async (scope) => {
    const result = await visit.site.domain.changeProfile(scope, typed, visit.site.languages);
    return 'faults' in result ? { ...result, profile: await visit.site.domain.readProfile(scope) } : result;
  });
  if (!found) return toSignIn(visit);
  const { value } = found;
  if ('faults' in value) return view(visit, found.person, value.profile, { fault: null, posted: body }, value.faults);
  const lang = value.changed.includes('language') ? typed.language : visit.lang;
  return redirect({ ...visit, lang: lang as Visit['lang'] }, `/profile?saved=${value.changed.length > 0 ? 'yes' : 'same'}`);
};

function typedOf(body: URLSearchParams): TypedProfile {
  const text = (name: ProfileField): string => (body.get(name) ?? '').normalize('NFC').trim().slice(0, 300);
  return { language: text('language'), email: text('email'), phone: text('phone'), alerts: text('alerts'), rulings: text('rulings') };
}

function view(visit: Visit, person: Person, profile: Profile, again: Again | null, faults: Faults): Promise<Response> {
  const saved = visit.http.req.query('saved');
  const faulty = Object.keys(faults).length > 0;
  const main = profilePage(visit, {
    profile,
    typed: again ? typedOf(again.posted) : null,
    again,
    faults,
    saved: again || (saved !== 'yes' && saved !== 'same') ? null : saved,
    token: person.session.csrf,
  });
  return reply(visit, { title: visit.t('interface.profile.title'), main, person, faulty }, faulty ? 422 : 200);
}
