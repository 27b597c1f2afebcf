import type { CaptureView, SessionView } from '@einwohnerportal/cases';
import { actions, backLink, button, form, goLink, html, pairs, secondButton, workPage, type Html, type Pair } from '@einwohnerportal/ui';
import { againNotice, formatShortInstant, inLanguage, LANGUAGE_NAMES, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

export interface CapturePageProps {
  session: SessionView;
  capture: CaptureView;
  again: Again | null;
}

/** What is known of the capture, and what can be done with it in its state. */
export function capturePage(visit: Visit, props: CapturePageProps): Html {
  const { t } = visit;
  const { capture } = props;
  return workPage({
    title: t(`interface.counter.state.${capture.state}`),
    intro: t(`interface.counter.stateText.${capture.state}`),
    children: html`${backLink({ href: link(visit, '/counter'), text: t('interface.counter.title') })}${againNotice(visit, props.again)}
${pairs(factsOf(visit, capture))}
${capture.state === 'open' ? opened(visit, props) : ''}${capture.state === 'sent' ? sent(visit, capture) : ''}`,
  });
}

type Fact =
  'reference' | 'person' | 'service' | 'place' | 'channel' | 'identity' | 'level' | 'language' | 'by' | 'begun' | 'sent' | 'until';

export function factsOf(visit: Visit, capture: CaptureView): Pair[] {
  const { t } = visit;
  const { authorities } = visit.site.context.catalogue;
  const pair = (name: Fact, value: string | null, verbatim = false): Pair[] =>
    value ? [{ term: t(`interface.counter.fact.${name}`), values: [value], verbatim }] : [];
  const place = authorities.byId(capture.authority);
  return [
    ...pair('reference', capture.reference, true),
    ...pair('person', capture.person, true),
    ...pair('service', capture.title),
    ...pair('place', place ? inLanguage(place.names, visit.lang) : null),
    ...pair('channel', t(`interface.counter.channels.${capture.channel}`)),
    ...(capture.channel === 'counter' ? pair('identity', t(`interface.counter.identities.${capture.identity ?? 'none'}`)) : []),
    ...pair('level', String(capture.level)),
    ...pair('language', LANGUAGE_NAMES[capture.language as 'de'] ?? null),
    ...pair('by', capture.by, true),
    ...pair('begun', formatShortInstant(capture.begunAt, visit)),
    ...(capture.sentAt ? pair('sent', formatShortInstant(capture.sentAt, visit)) : pair('until', formatShortInstant(capture.until, visit))),
  ];
}

function opened(visit: Visit, { session, capture }: CapturePageProps): Html {
  const { t } = visit;
  return form({
    action: link(visit, `/counter/${capture.id}`),
    fields: { [TOKEN_FIELD]: session.csrf },
    children: actions(
      button({ text: t('interface.counter.goOn'), name: 'then', value: 'form' }),
      secondButton({ text: t('interface.counter.drop'), name: 'then', value: 'drop' }),
    ),
  });
}

/** The case itself is opened as every other one: from the work list, or from a search with its purpose. */
function sent(visit: Visit, { reference }: CaptureView): Html {
  const { t } = visit;
  return html`<p>${reference ? goLink({ href: link(visit, `/tasks?text=${reference}`), text: t('interface.counter.toTasks') }) : t('interface.counter.elsewhere')}</p>`;
}
