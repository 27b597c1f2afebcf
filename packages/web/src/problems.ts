import { randomBytes } from 'node:crypto';
import { actions, button, fileInput, form, html, pageHead, type Html } from '@einwohnerportal/ui';
import type { FieldsOfForm } from '@einwohnerportal/files';
import { formatInstant } from './format.ts';
import { RENEW_SECONDS } from './waiting-line.ts';
import { link, type Frame, type Visit } from './visit.ts';

type Problem = 'notFound' | 'broken' | 'tooLarge' | 'foreign';

/** Somebody who waits because too many are here. */
export interface Waiting {
  /** People who came earlier and wait too. */
  ahead: number;
  /** The form that was sent, to be sent again; null: nothing was sent that a page can hold. Its files are chosen once more. */
  posted: FieldsOfForm | null;
}

/** Pages for what went wrong; each says what happened to the input and how to go on. */
export interface Problems<V extends Visit> {
  /** The same answer for a page that does not exist and for one that belongs to somebody else. */
  notFound(visit: V): Promise<Response>;
  tooLarge(visit: V): Promise<Response>;
  /** A form that came from another site and that has no page of ours to show again. */
  foreign(visit: V): Promise<Response>;
  /** A failure of ours: a calm page with a number that stands in the log too; never a stack, never what was typed. */
  broken(visit: V, error: unknown): Promise<Response>;
  /** More people than this process can answer: 503 at once, with the place in the line; the page renews itself and holds a form that was sent. */
  busy(visit: V, waiting: Waiting): Promise<Response>;
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
  /** Neither these ask who is signed in nor the database; a form that was sent is told apart from a page that was asked for. */
  const away = (visit: V, seconds: number, at: string): Promise<Response> => {
    const { t, http } = visit;
    const posted = http.req.method === 'POST';
    http.header('Retry-After', String(seconds));
    const title = t('interface.error.closedTitle');
    const main = pageHead({
      sentence: title,
      lead: t('interface.error.closedText', { at }),
      children: html`${posted ? html`<p>${t('interface.error.closedPosted')}</p>` : ''}
<p>${t('interface.error.otherWay')}</p>
${posted ? '' : actions(button({ text: t('interface.error.again'), href: link(visit, visit.path) }))}`,
    });
    return frame(visit, { title, main, anonymous: true }, 503);
  };
  /** Only a page that holds nothing renews itself: a form stays until its person sends it again. */
  const line = async (visit: V, { ahead, posted }: Waiting): Promise<Response> => {
    const { t, http } = visit;
    const sent = http.req.method === 'POST';
    const again = link(visit, visit.path);
    http.header('Retry-After', String(RENEW_SECONDS));
    if (!sent) http.header('Refresh', String(RENEW_SECONDS));
    const title = t('interface.error.busyTitle');
    const main = pageHead({
      sentence: title,
      lead: t('interface.error.busyPlace', { ahead }),
      children: html`<p>${t(sent ? (posted ? 'interface.error.busyHeld' : 'interface.error.busyPosted') : 'interface.error.busyText', { seconds: RENEW_SECONDS })}</p>
<p>${t('interface.error.otherWay')}</p>
${
  posted
    ? form({
        action: again,
        upload: posted.files.length > 0,
        children: html`${heldFields(posted.fields)}${chosenAgain(visit, posted.files)}${actions(button({ text: t('interface.error.busySend') }))}`,
      })
    : sent
      ? ''
      : actions(button({ text: t('interface.error.again'), href: again }))
}`,
    });
    const response = await frame(visit, { title, main, anonymous: true }, 503);
    response.headers.set('Cache-Control', 'no-store');
    return response;
  };
  return {
    busy: line,
    closed: (visit, until) => away(visit, Math.max(1, Math.ceil((Date.parse(until) - Date.now()) / 1000)), formatInstant(until, visit)),
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

/** Fields of a form, to be sent again as they came; several of one name as the ticks of one question. */
function heldFields(posted: URLSearchParams): Html[] {
  return [...posted].map(([name, value]) =>
    posted.getAll(name).length > 1
      ? html`<input type="checkbox" hidden checked name="${name}" value="${value}">`
      : html`<input type="hidden" name="${name}" value="${value}">`,
  );
}

/** One control for each that brought files, with their names: a page keeps no files of people whom nobody has let in. */
function chosenAgain({ t }: Visit, files: FieldsOfForm['files']): Html | string {
  if (files.length === 0) return '';
  const names = Map.groupBy(files, ({ name }) => name);
  return html`<p>${t('interface.error.busyFiles')}</p>${[...names].map(([name, chosen], at) =>
    fileInput({
      id: `again-${at}`,
      name,
      label: t('interface.error.busyFile', { files: chosen.map(({ filename }) => `«${filename}»`).join(', ') }),
      accept: null,
      multiple: chosen.length > 1,
    }),
  )}`;
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
