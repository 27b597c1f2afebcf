import { randomBytes } from 'node:crypto';
import { actions, button, html, pageHead } from '@einwohnerportal/ui';
import { reply } from './layout.ts';
import { link, redirect, whoIsHere, type Visit } from './visit.ts';

type Problem = 'notFound' | 'broken' | 'tooLarge' | 'foreign';

/** The same answer for a page that does not exist and for one that belongs to somebody else. */
export async function showNotFound(visit: Visit): Promise<Response> {
  return problemPage(visit, 'notFound', 404);
}

export async function showTooLarge(visit: Visit): Promise<Response> {
  return problemPage(visit, 'tooLarge', 413);
}

/** A form that came from another site and that has no page of ours to show again. */
export async function showForeign(visit: Visit): Promise<Response> {
  return problemPage(visit, 'foreign', 403);
}

/** A failure of ours: a calm page with a number that stands in the log too; never a stack, never what was typed. */
export async function showBroken(visit: Visit, error: unknown): Promise<Response> {
  const reference = randomBytes(4).toString('hex').toUpperCase();
  visit.portal.log.error({ reference, route: visit.http.req.routePath, error: describe(error) }, 'page failed');
  return problemPage(visit, 'broken', 500, reference);
}

/** To the sign-in page, and afterwards back to where the person was. */
export function toSignIn(visit: Visit): Response {
  return redirect(visit, `/sign-in?return=${encodeURIComponent(visit.path)}`);
}

async function problemPage(visit: Visit, problem: Problem, status: 403 | 404 | 413 | 500, reference: string | null = null): Promise<Response> {
  const { t } = visit;
  const title = t(`interface.error.${problem}Title`);
  const main = pageHead({
    sentence: title,
    lead: t(`interface.error.${problem}Text`),
    children: html`${reference ? html`<p class="quiet">${t('interface.error.reference', { reference })}</p>` : ''}
<p>${t('interface.error.otherWay')}</p>
${actions(button({ text: t('interface.error.home'), href: link(visit, '/') }))}`,
  });
  const person = problem === 'broken' ? null : await whoIsHere(visit);
  return reply(visit, { title, main, person }, status);
}

/** Name, code and stack; the message of a database error may hold values and stays out. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, routine, table } = error as Error & { code?: string; routine?: string; table?: string };
  const fromDatabase = routine !== undefined;
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12);
  return { name: error.name, code, table, message: fromDatabase ? undefined : error.message, stack, cause: error.cause ? describe(error.cause) : undefined };
}
