import { capturesForOthers, type CaptureView, type SessionView } from '@einwohnerportal/cases';
import { inSession, param, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { capturePage } from './capture-page.ts';
import { formAddress } from './controller.ts';

/** One capture of this caseworker: go on with it, give it up; once sent, what to give to the person. */
export const show: Show = async (visit, again) => {
  const found = await open(visit);
  if (found instanceof Response) return found;
  return view(visit, found, again);
};

export const act: Act = async (visit, body) => {
  const found = await open(visit);
  if (found instanceof Response) return found;
  const { domain } = visit.site;
  const { id } = found.capture;
  const then = body.get('then');
  const code = then === 'form' ? (await inSession(visit, (scope) => domain.openCapture(scope, id)))?.value : null;
  if (code) return visit.http.redirect(formAddress(visit, code), 303);
  if (then === 'drop' && (await inSession(visit, (scope) => domain.dropCapture(scope, id)))?.value) return redirect(visit, '/counter');
  return redirect(visit, `/counter/${id}`);
};

async function open(visit: Visit): Promise<{ session: SessionView; capture: CaptureView } | Response> {
  const found = await inSession(visit, async (scope, session) =>
    capturesForOthers(session) ? visit.site.domain.readCapture(scope, param(visit, 'capture'), visit.lang) : null,
  );
  if (!found) return toSignIn(visit);
  return found.value ? { session: found.session, capture: found.value } : problems.notFound(visit);
}

function view(visit: Visit, { session, capture }: { session: SessionView; capture: CaptureView }, again: Again | null): Promise<Response> {
  const main = capturePage(visit, { session, capture, again });
  return reply(visit, { title: visit.t('interface.counter.one'), main, session, current: 'counter' });
}
