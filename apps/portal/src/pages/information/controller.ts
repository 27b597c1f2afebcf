import { band, html, pageHead, text, type Html } from '@einwohnerportal/ui';
import { formatDay } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { inLanguage } from '../../municipality.ts';
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
  const sections = canton.banner === 'demonstration' ? ['who', 'demo', 'code'] : ['who', 'code'];
  return information(visit, 'imprint', sections, null, { canton: inLanguage(canton.names, visit.lang) });
};

/** A page of sections, each with a title in the margin and one paragraph. */
async function information(
  visit: Visit,
  name: string,
  sections: string[],
  after: Html | null = null,
  args: Record<string, unknown> = {},
): Promise<Response> {
  const say = (key: string): string => visit.t(`interface.${name}.${key}`, args);
  const main = html`${pageHead({ sentence: say('title'), lead: say('lead') })}
${sections.map((section) => band({ id: section, title: say(`${section}Title`), children: text(html`<p>${say(`${section}Text`)}</p>`) }))}
${after ?? ''}`;
  return reply(visit, { title: say('title'), main, person: await whoIsHere(visit), indexed: true });
}
