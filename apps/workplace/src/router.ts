import { createRouter } from '@einwohnerportal/web';
import type { Hono } from 'hono';
import { problems, signIn } from './frame.ts';
import { PAGES } from './routes.ts';
import type { Workplace } from './workplace.ts';

/** The workplace as an application for one process: every page of `routes.ts` in every language, and what has no language. */
export function createWorkplace(workplace: Workplace): Hono {
  return createRouter({ site: workplace, pages: PAGES, problems, signIn });
}
