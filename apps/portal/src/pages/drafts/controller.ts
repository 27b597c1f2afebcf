import { actions, button, form, html, pageHead, secondButton } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, formToken, link, param, redirect, type Act, type Person, type Show, type Visit } from '../../visit.ts';
import type { DraftView } from '@einwohnerportal/cases';
import { backToWorkplace } from '../counter/back.ts';
import { againNotice, formatDayOf, TOKEN_FIELD } from '@einwohnerportal/web';

/** Resumes a draft at the page where the person stopped. */
export const showResume: Show = async (visit) => {
  const found = await readDraft(visit);
  if (!found) return toSignIn(visit);
  const draft = found.value;
  if (!draft) return showNotFound(visit);
  if (draft.reference) return showSent(visit, found.person, draft);
  const pages = draft.form.pages(draft.formContext);
  if (draft.page !== 'check' && draft.version.manifest.form.layout === 'tasklist') return redirect(visit, `/drafts/${draft.id}/sections`);
  const page = pages.find((each) => each.id === draft.page)?.id ?? pages[0]?.id;
  return redirect(visit, draft.page === 'check' || !page ? `/drafts/${draft.id}/check` : `/drafts/${draft.id}/pages/${page}`);
};

/** After «save and continue later»: where the draft is and until when. */
export const showSaved: Show = async (visit) => {
  const { domain } = visit.site;
  const found = await asPerson(visit, async (scope) => ({
    draft: await domain.readDraft(scope, param(visit, 'draft'), visit.lang),
    profile: await domain.readProfile(scope),
  }));
  if (!found) return toSignIn(visit);
  const { draft, profile } = found.value;
  if (!draft) return showNotFound(visit);
  const { t } = visit;
  const reminded = profile.alerts === 'email' && (profile.email ?? profile.signInEmail) !== null;
  const main = pageHead({
    sentence: t('interface.saved.title'),
    lead: t('interface.saved.text'),
    children: html`<p>${t('interface.saved.until', { date: formatDayOf(draft.expiresAt, visit) })}${reminded ? html` ${t('interface.saved.reminder')}` : ''}</p>${actions(
      button({ text: t('interface.saved.goOn'), href: link(visit, `/drafts/${draft.id}`) }),
      secondButton({ text: t('interface.saved.home'), href: link(visit, '/') }),
    )}`,
  });
  return reply(visit, { title: t('interface.saved.title'), main, person: found.person });
};

export const showDrop: Show = async (visit, again) => {
  const found = await readDraft(visit);
  if (!found) return toSignIn(visit);
  const draft = found.value;
  if (!draft) return showNotFound(visit);
  if (draft.reference) return showSent(visit, found.person, draft);
  const { t } = visit;
  const main = pageHead({
    kicker: draft.version.texts(visit.lang)('service.title'),
    sentence: t('interface.dropped.title'),
    lead: t('interface.dropped.text'),
    children: html`${againNotice(visit, again)}${form({
      action: link(visit, `/drafts/${draft.id}/delete`),
      fields: { [TOKEN_FIELD]: formToken(visit, found.person) },
      children: actions(
        button({ text: t('interface.dropped.button') }),
        secondButton({ text: t('interface.dropped.keep'), href: link(visit, '/') }),
      ),
    })}`,
  });
  return reply(visit, { title: t('interface.dropped.title'), main, person: found.person, service: draft.version });
};

export const actDrop: Act = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.dropDraft(scope, param(visit, 'draft')));
  if (!found) return toSignIn(visit);
  if (found.value && found.person.session.acting?.capture) return (await backToWorkplace(visit)) ?? redirect(visit, '/');
  return found.value ? redirect(visit, '/') : showNotFound(visit);
};

/** The draft of the address; `value` is null for one that does not exist and for one of somebody else. */
export function readDraft(visit: Visit): Promise<{ person: Person; value: DraftView | null } | null> {
  return asPerson(visit, (scope) => visit.site.domain.readDraft(scope, param(visit, 'draft'), visit.lang));
}

/** «Back» after sending: says that it is sent and leads to the case. */
export function showSent(visit: Visit, person: Person, draft: DraftView): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    kicker: draft.version.texts(visit.lang)('service.title'),
    sentence: t('interface.sent.title'),
    lead: t('interface.sent.text'),
    children: actions(
      button({ text: t('interface.sent.toCase', { reference: draft.reference ?? '' }), href: link(visit, `/cases/${draft.reference}`) }),
    ),
  });
  return reply(visit, {
    title: t('interface.sent.title'),
    main,
    person,
    authority: draft.authority,
    office: draft.office,
    service: draft.version,
  });
}
