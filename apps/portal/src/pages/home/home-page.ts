import type { Authority, CaseSummary, DraftSummary } from '@einwohnerportal/cases';
import {
  band,
  goLink,
  html,
  lifeEvents,
  pageHead,
  rows,
  searchBox,
  secondButton,
  stage,
  stepsMini,
  turnSection,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import { formatDay, formatDayOf } from '@einwohnerportal/web';
import { signsOf } from '../../action-signs.ts';
import { nearDay } from '../../dates.ts';
import { wordsOf } from '../../foreign-words.ts';
import { entriesOf, lifeEventsOf, onlineOf } from '../../life-events.ts';
import { authorityName, chosenMunicipality, inLanguage } from '../../municipality.ts';
import { link, type Person, type Visit } from '../../visit.ts';
import { entryRows, lifeEventLinks } from '../services/entries.ts';

/** More would push what people come for off the first screens; the rest stands on the page of the cases and in the catalogue. */
const MOST_ONLINE = 4;
const MOST_SIGNS = 3;
const MOST_RUNNING = 4;

export interface Mine {
  person: Person;
  value: { drafts: DraftSummary[]; cases: CaseSummary[]; today: string };
}

export function homePage(visit: Visit, mine: Mine | null): Html {
  const { t } = visit;
  const waiting = mine?.value.cases.flatMap((each) => each.actions) ?? [];
  const municipality = chosenMunicipality(visit, mine?.person ?? null);
  const theme = visit.site.themes.of(municipality?.id ?? null);
  // The first heading of somebody who is not signed in is the question itself, with the field below it.
  const search = searchBox({
    action: link(visit, '/search'),
    label: mine ? t('interface.search.label') : null,
    button: t('interface.search.button'),
    hint: t('interface.search.hint'),
  });
  const opening = mine
    ? pageHead({
        margin: formatDay(mine.value.today, visit),
        sentence: html`<span class="line">${t('interface.home.greeting', { name: mine.person.session.displayName })}</span> <span class="line">${t('interface.home.waiting', { count: waiting.length })}</span>`,
      })
    : pageHead({
        margin: placeOf(visit, municipality),
        sentence: html`<label for="search">${t('interface.home.title')}</label>`,
        children: search,
      });
  return html`${stage({
    theme,
    children: html`${opening}${waiting.length > 0 ? turnSection({ id: 'turn', title: t('interface.action.yourTurn'), signs: signsOf(visit, waiting).slice(0, MOST_SIGNS) }) : ''}`,
  })}
${wrap(html`${mine ? band({ id: 'search-title', title: t('interface.search.margin'), children: search, wideTitle: true }) : ''}
${mine ? draftsBand(visit, mine.value.drafts) : ''}
${
  mine
    ? casesBand(
        visit,
        mine.value.cases.filter((each) => !each.closed),
      )
    : ''
}
${onlineBand(visit)}
${band({
  id: 'life-events',
  title: t('interface.home.lifeEvents'),
  children: html`${lifeEvents(lifeEventLinks(visit, lifeEventsOf(visit)))}<p>${goLink({ href: link(visit, '/a-z'), text: t('interface.services.azLink', { count: entriesOf(visit).length }) })}</p>`,
})}
${mine ? '' : signInBand(visit)}`)}`;
}

/** Whose portal this is: the municipality chosen, or the way to choose one. */
function placeOf(visit: Visit, municipality: Authority | null): Html {
  const { t } = visit;
  const choose = html`<a href="${link(visit, '/municipality?return=%2F')}">${t(municipality ? 'interface.service.municipalityChange' : 'interface.service.municipalityChoose')}</a>`;
  const name = municipality
    ? authorityName(municipality, visit.lang)
    : inLanguage(visit.site.context.catalogue.authorities.canton.names, visit.lang);
  return html`<p>${t('interface.home.place')}<br><strong class="place">${name}</strong></p><p class="links">${choose}</p>`;
}

/** The first few that can be ordered at once; the others stand in the catalogue. */
function onlineBand(visit: Visit): Html {
  const { t } = visit;
  const online = onlineOf(visit);
  if (online.length === 0) return html``;
  return band({
    id: 'online',
    title: t('interface.services.online'),
    children: html`${entryRows(visit, online.slice(0, MOST_ONLINE))}${online.length > MOST_ONLINE ? html`<p>${goLink({ href: link(visit, '/services'), text: t('interface.services.onlineAll', { count: online.length }) })}</p>` : ''}`,
  });
}

function signInBand(visit: Visit): Html {
  const { t } = visit;
  return band({
    id: 'mine',
    title: t('interface.home.signInTitle'),
    children: html`<p>${t('interface.home.signInText')}</p><p>${secondButton({ text: t('interface.nav.signIn'), href: link(visit, '/sign-in'), icon: 'arrow' })}</p>`,
  });
}

function draftsBand(visit: Visit, drafts: DraftSummary[]): Html {
  const { t } = visit;
  if (drafts.length === 0) return html``;
  const items = drafts.map((draft) => ({
    href: link(visit, `/drafts/${draft.id}`),
    title: wordsOf(visit, draft.service, draft.title),
    text: t('interface.home.draftState'),
    note: html`${t('interface.home.draftKept', { date: formatDayOf(draft.expiresAt, visit) })} <a href="${link(visit, `/drafts/${draft.id}/delete`)}">${t('interface.home.dropDraft')}</a>`,
    aside: secondButton({
      text: t('interface.home.continueDraft'),
      context: wordsOf(visit, draft.service, draft.title),
      href: link(visit, `/drafts/${draft.id}`),
      icon: 'arrow',
    }),
  }));
  return band({ id: 'drafts', title: t('interface.home.continue'), children: rows(items) });
}

/** Running cases with sentence, who has it, until when, and the small route. */
function casesBand(visit: Visit, cases: CaseSummary[]): Html {
  if (cases.length === 0) return html``;
  const all =
    cases.length > MOST_RUNNING
      ? html`<p>${goLink({ href: link(visit, '/cases'), text: visit.t('interface.home.allCases', { count: cases.length }) })}</p>`
      : '';
  return band({
    id: 'running',
    title: visit.t('interface.home.running'),
    children: html`${caseRows(visit, cases.slice(0, MOST_RUNNING))}${all}`,
  });
}

export function caseRows(visit: Visit, cases: CaseSummary[]): Html {
  const { t } = visit;
  return rows(
    cases.map((each) => ({
      href: link(visit, `/cases/${each.reference}`),
      title: wordsOf(visit, each.service, each.title),
      text: wordsOf(visit, each.service, each.sentence),
      note: noteOf(visit, each, cases),
      aside: stepsMini({
        total: each.steps.count,
        current: each.steps.position,
        turn: each.steps.turn === 'you',
        done: each.closed,
        label: t(each.closed ? 'interface.steps.done' : each.steps.turn === 'you' ? 'interface.steps.you' : 'interface.steps.authority', {
          position: each.steps.position,
          count: each.steps.count,
        }),
      }),
    })),
  );
}

/** Who has it and until when; the number too where several cases have the same name. */
function noteOf(visit: Visit, each: CaseSummary, cases: readonly CaseSummary[]): string {
  const { t } = visit;
  const note = each.closed
    ? t('interface.cases.finishedOn', { date: formatDayOf(each.submittedAt, visit) })
    : each.until
      ? t('interface.home.whoUntil', { who: each.who, date: nearDay(each.until, visit) })
      : each.who;
  return cases.some((other) => other !== each && other.title === each.title) ? `${note}, ${each.reference}` : note;
}
