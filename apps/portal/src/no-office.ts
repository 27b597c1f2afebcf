import type { Authority, DraftView, NoOffice, OfficeData } from '@einwohnerportal/cases';
import { municipalityOf } from '@einwohnerportal/forms';
import { html, type Html } from '@einwohnerportal/ui';
import { formatDay, formatDayOf } from '@einwohnerportal/web';
import { authorityName, inLanguage, today } from './municipality.ts';
import { officeLines } from './pages/case/contact.ts';
import { link, type Visit } from './visit.ts';

/** What stands in the way once a place is known; the rest may still be answered. */
const BLOCKS: readonly NoOffice['reason'][] = ['outside', 'no-office', 'not-offered', 'ended', 'paused', 'unready'];

/** True where answering further does not help. */
export function blocks(none: NoOffice | null): none is NoOffice {
  return none !== null && BLOCKS.includes(none.reason);
}

/** A municipality by its number, in words: as its authority is called, else as the country's list names it. */
export function placeName(visit: Visit, place: number | null): string {
  if (place === null) return '';
  const authority = visit.site.context.catalogue.authorities.byBfs(place, today(visit));
  return authority ? authorityName(authority, visit.lang) : (municipalityOf(place)?.name ?? String(place));
}

/** What was not found, as one sentence. */
export function noOfficeTitle(visit: Visit, none: NoOffice): string {
  return visit.t(`interface.noOffice.title.${none.reason}`, wordsOf(visit, none));
}

/** Why, and what to do now. */
export function noOfficeText(visit: Visit, none: NoOffice): string {
  return visit.t(`interface.noOffice.text.${none.reason}`, wordsOf(visit, none));
}

function wordsOf(visit: Visit, { place, at, until }: NoOffice) {
  return {
    place: placeName(visit, place),
    authority: at ? authorityName(at.authority, visit.lang) : '',
    canton: inLanguage(visit.site.context.catalogue.authorities.canton.names, visit.lang),
    date: until === null ? '' : formatDay(until, visit),
  };
}

/** Nothing is sent, and until when the answers stay. */
export function keptUntil(visit: Visit, draft: DraftView): string {
  return visit.t('interface.noOffice.kept', { date: formatDayOf(draft.expiresAt, visit) });
}

/** Whom to ask: who would be responsible, else the office of the municipality one comes from. */
export function whoHelps(visit: Visit, at: { authority: Authority; office: OfficeData }): Html {
  const { names, contact, hours } = at.office;
  const name = inLanguage(names, visit.lang);
  const authority = authorityName(at.authority, visit.lang);
  return officeLines(visit, {
    name,
    authority: name === authority ? '' : authority,
    phone: contact.phone ?? null,
    email: contact.email ?? null,
    hours,
  });
}

/** Does an answer decide about the place: the name that the rule reads, or the whole of which it reads a part. */
export function decides({ reads }: NoOffice, name: string): boolean {
  return reads.some((read) => read === name || read.startsWith(`${name}.`));
}

/** The page of a draft on which a place is asked, and its question; null where nobody is asked. */
export function placeQuestion(draft: DraftView, none: NoOffice): { page: string; name: string; label: string } | null {
  for (const page of draft.form.pages(draft.formContext)) {
    const name = page.asked.find((each) => decides(none, each));
    if (name === undefined) continue;
    const row = draft.form.summary(draft.formContext).find((each) => each.page === page.id && each.name === name);
    return { page: page.id, name, label: row?.label ?? page.title };
  }
  return null;
}

/** Link to the question that decides about the place, with its words. */
export function correctPlace(visit: Visit, draft: DraftView, none: NoOffice): Html | null {
  const question = placeQuestion(draft, none);
  return (
    question &&
    html`<p><a class="go" href="${link(visit, `/drafts/${draft.id}/pages/${question.page}?return=check`)}">${visit.t('interface.noOffice.correct', { question: question.label })}</a></p>`
  );
}
