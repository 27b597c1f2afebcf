import { createProblems, createSessionPages, createSignIn, type Frame } from '@einwohnerportal/web';
import { allowStart } from './intent.ts';
import { reply } from './layout.ts';
import { whoIsHere, type Visit } from './visit.ts';

const frame: Frame<Visit> = async (visit, { title, main, anonymous }, status) =>
  reply(visit, { title, main, person: anonymous ? null : await whoIsHere(visit) }, status);

/** Pages that the portal has in common with other applications, in its own frame. */
export const problems = createProblems(frame);
export const sessionPages = createSessionPages(frame, ['intent', 'eligibility']);
export const signIn = createSignIn<Visit>({
  app: 'portal',
  frame,
  arrived: (visit, returnTo) => allowStart(visit.http, returnTo, visit.site.config),
});
