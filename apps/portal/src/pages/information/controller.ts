import { band, html, pageHead, text, type Html } from '@einwohnerportal/ui';
import { formatDay, type Below } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { inLanguage } from '../../municipality.ts';
import type { PortalTexts } from '../../text-keys.ts';
import { whoIsHere, type Show, type Visit } from '../../visit.ts';

/** Day on which the accessibility statement was last checked, ISO. */
const STATEMENT_DATE = '2026-11-22';

export const showHelp: Show = (visit) => information(visit, 'help', ['order', 'wait', 'save', 'mail', 'other']);

export const showAccessibility: Show = (visit) => {
  const date = formatDay(STATEMENT_DATE, visit);
  return information(
    visit,
    'accessibility',
    ['standard', 'test', 'gaps', 'report'],
    html`<p class="source">${visit.t('interface.accessibility.date', { date })}</p>`,
  );
};

export const showPrivacy: Show = (visit) => information(visit, 'privacy', ['what', 'who', 'long', 'cookies', 'rights']);

export const showImprint: Show = (visit) => {
  const { canton } = visit.site.context.catalogue.authorities;
  const sections = canton.banner === 'demonstration' ? (['who', 'demo', 'code'] as const) : (['who', 'code'] as const);
  return information(visit, 'imprint', sections, null, inLanguage(canton.names, visit.lang));
};

type Information = 'help' | 'accessibility' | 'privacy' | 'imprint';
type InformationKey = Extract<keyof PortalTexts, `interface.${Information}.${'title' | 'lead' | `${string}${'Title' | 'Text'}`}`>;
/** Sections that have a title and a paragraph. */
type Sections<N extends Information> =
  Below<PortalTexts, `interface.${N}`> extends infer End ? (End extends `${infer Section}Title` ? Section : never) : never;

/** A page of sections, each with a title in the margin and one paragraph. */
async function information<N extends Information>(
  visit: Visit,
  name: N,
  sections: readonly Sections<N>[],
  after: Html | null = null,
  canton = '',
): Promise<Response> {
  const say = (end: 'title' | 'lead' | `${Sections<N>}${'Title' | 'Text'}`): string =>
    visit.t(`interface.${name}.${end}` as InformationKey, { canton });
  const main = html`${pageHead({ sentence: say('title'), lead: say('lead') })}
${sections.map((section) => band({ id: section, title: say(`${section}Title`), children: text(html`<p>${say(`${section}Text`)}</p>`) }))}
${after ?? ''}`;
  return reply(visit, { title: say('title'), main, person: await whoIsHere(visit), indexed: true });
}
