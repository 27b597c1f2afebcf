import { createProblems, createSessionPages, createSignIn, currentSession, type Frame } from '@einwohnerportal/web';
import { wrap } from '@einwohnerportal/ui';
import { reply } from './layout.ts';
import type { Visit } from './visit.ts';

const frame: Frame<Visit> = async (visit, { title, main, anonymous }, status) =>
  reply(visit, { title, main: wrap(main), session: anonymous ? null : await currentSession(visit) }, status);

/** Pages that the workplace has in common with other applications, in its own frame. */
export const problems = createProblems(frame);
export const sessionPages = createSessionPages(frame);
export const signIn = createSignIn<Visit>({ app: 'workplace', frame });
