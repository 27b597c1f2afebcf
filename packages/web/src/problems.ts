import { randomBytes } from 'node:crypto';
import { actions, button, html, pageHead } from '@einwohnerportal/ui';
import { formatInstant } from './format.ts';
import { link, type Frame, type Visit } from './visit.ts';

type Problem = 'notFound' | 'broken' | 'tooLarge' | 'foreign';
/** Who comes back is spread over as many seconds again, so that not all come at once. */
const RETRY_SECONDS = 30;

/** Pages for what went wrong; each says what happened to the input and how to go on. */
export interface Problems<V extends Visit> {
  /** The same answer for a page that does not exist and for one that belongs to somebody else. */
  notFound(visit: V): Promise<Response>;
  tooLarge(visit: V): Promise<Response>;
  /** A form that came from another site and that has no page of ours to show again. */
  foreign(visit: V): Promise<Response>;
  /** A failure of ours: a calm page with a number that stands in the log too; never a stack, never what was typed. */
  broken(visit: V, error: unknown): Promise<Response>;
  /** More people than this process can answer: 503 at once, with what happened to their input and when to come again. */
  busy(visit: V): Promise<Response>;
  /** Closed for work on it until an instant. */
  closed(visit: V, until: string): Promise<Response>;
}

export function createProblems<V extends Visit>(frame: Frame<V>): Problems<V> {
  const page = (visit: V, problem: Problem, status: 403 | 404 | 413 | 500, reference: string | null = null): Promise<Response> => {
    const { t } = visit;
    const title = t(`interface.error.${problem}Title`);
    const main = pageHead({
      sentence: title,
      lead: t(`interface.error.${problem}Text`),
      children: html`${reference ? html`<p class="quiet">${t('interface.error.reference', { reference })}</p>` : ''}
<p>${t('interface.error.otherWay')}</p>
${actions(button({ text: t('interface.error.home'), href: link(visit, '/') }))}`,
    });
    return frame(visit, { title, main, anonymous: problem === 'broken' }, status);
  };
  /** Neither asks who is signed in nor the database; a form that was sent is told apart from a page that was asked for. */
  const away = (visit: V, name: 'busy' | 'closed', seconds: number, at = ''): Promise<Response> => {
    const { t, http } = visit;
    const posted = http.req.method === 'POST';
    http.header('Retry-After', String(seconds));
    const title = t(`interface.error.${name}Title`);
    const main = pageHead({
      sentence: title,
      lead: t(`interface.error.${name}${name === 'busy' && posted ? 'Posted' : 'Text'}`, { at }),
      children: html`${name === 'closed' && posted ? html`<p>${t('interface.error.closedPosted')}</p>` : ''}
<p>${t('interface.error.otherWay')}</p>
${posted ? '' : actions(button({ text: t('interface.error.again'), href: link(visit, visit.path) }))}`,
    });
    return frame(visit, { title, main, anonymous: true }, 503);
  };
  return {
    busy: (visit) => away(visit, 'busy', RETRY_SECONDS + Math.floor(Math.random() * RETRY_SECONDS)),
    closed: (visit, until) =>
      away(visit, 'closed', Math.max(1, Math.ceil((Date.parse(until) - Date.now()) / 1000)), formatInstant(until, visit)),
    notFound: (visit) => page(visit, 'notFound', 404),
    tooLarge: (visit) => page(visit, 'tooLarge', 413),
    foreign: (visit) => page(visit, 'foreign', 403),
    broken(visit, error) {
      const reference = randomBytes(4).toString('hex').toUpperCase();
      visit.site.log.error({ reference, route: visit.http.req.routePath, error: describe(error) }, 'page failed');
      return page(visit, 'broken', 500, reference);
    },
  };
}

/** Name, code and stack; the message of a database error may hold values and stays out. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, routine, table } = error as Error & { code?: string; routine?: string; table?: string };
  const fromDatabase = routine !== undefined;
  const stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  return {
    name: error.name,
    code,
    table,
    message: fromDatabase ? undefined : error.message,
    stack,
    cause: error.cause ? describe(error.cause) : undefined,
  };
}
