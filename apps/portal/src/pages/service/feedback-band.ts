import type { FeedbackFigure } from '@einwohnerportal/cases';
import { band, html, text, type Html } from '@einwohnerportal/ui';
import type { Portal } from '../../portal.ts';
import type { Visit } from '../../visit.ts';

/** Of fewer answers a share says little, and people could be told apart. */
const LEAST_ANSWERS = 10;
const FRESH_MS = 10 * 60_000;

type Figures = Promise<Map<string, FeedbackFigure>>;
const counted = new WeakMap<Portal, { at: number; figures: Figures }>();

/** How many people found this service easy; nothing while too few have answered, or while nobody can count. */
export async function feedbackBand(visit: Visit, service: string): Promise<Html> {
  const figure = (await figuresOf(visit.site).catch(() => null))?.get(service);
  if (!figure || figure.answers < LEAST_ANSWERS) return html``;
  const { t } = visit;
  const words = { percent: Math.round((100 * figure.easy) / figure.answers), count: figure.answers };
  return band({
    id: 'feedback',
    title: t('interface.feedback.others'),
    children: text(html`<p>${t('interface.feedback.figure', words)}</p>`),
  });
}

/** Counted over all answers, so not for every page. */
function figuresOf(site: Portal): Figures {
  const known = counted.get(site);
  if (known && Date.now() - known.at < FRESH_MS) return known.figures;
  const figures = site.domain.feedbackFigures(site.context);
  counted.set(site, { at: Date.now(), figures });
  figures.catch(() => counted.delete(site));
  return figures;
}
