import { setTimeout as pause } from 'node:timers/promises';
import { capturesForOthers, type CaptureView, type CounterFee, type SessionView } from '@einwohnerportal/cases';
import { commandId, inSession, param, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { capturePage, type FeeFault } from './capture-page.ts';
import { formAddress } from './controller.ts';
import { keepScan } from './signed-paper.ts';

/** The machine asks for a fee right after the submission; who comes back from the form at once waits that long. */
const WAITS_MS = [150, 250, 400, 600, 600];
const LATELY_MS = 60_000;

/** One capture of this caseworker: go on with it, give it up; once sent, the number for the person, the signed sheet and the fee. */
export const show: Show = async (visit, again) => {
  let found = await open(visit);
  for (const wait of WAITS_MS) {
    if (found instanceof Response || !awaitsFee(visit, found)) break;
    await pause(wait);
    found = await open(visit);
  }
  return found instanceof Response ? found : view(visit, found, { again, posted: again?.posted ?? null, fault: null });
};

export const act: Act = async (visit, body, files) => {
  const found = await open(visit);
  if (found instanceof Response) return found;
  const { domain } = visit.site;
  const { id } = found.capture;
  const then = body.get('then');
  const code = then === 'form' ? (await inSession(visit, (scope) => domain.openCapture(scope, id)))?.value : null;
  if (code) return visit.http.redirect(formAddress(visit, code), 303);
  if (then === 'drop' && (await inSession(visit, (scope) => domain.dropCapture(scope, id)))?.value) return redirect(visit, '/counter');
  const printed = then === 'code' ? (await inSession(visit, (scope) => domain.giveCaptureCode(scope, id)))?.value : null;
  if (printed) return view(visit, found, { again: null, posted: null, fault: null, code: printed });
  if (then === 'sign' && found.capture.state === 'sent') {
    const scanFault = await keepScan(visit, found.capture, files);
    return scanFault === null
      ? redirect(visit, `/counter/${id}`)
      : view(visit, found, { again: null, posted: null, fault: null, scanFault });
  }
  if (then !== 'pay') return redirect(visit, `/counter/${id}`);
  const paid = { id: commandId(body), means: body.get('means') ?? '', receiptNumber: body.get('receipt') ?? '' };
  const done = (await inSession(visit, (scope) => domain.payAtCounter(scope, id, paid)))?.value ?? 'nothing';
  return done === 'done' ? redirect(visit, `/counter/${id}`) : view(visit, found, { again: null, posted: body, fault: done });
};

interface Opened {
  session: SessionView;
  capture: CaptureView;
  fee: CounterFee | null;
  now: string;
}

async function open(visit: Visit): Promise<Opened | Response> {
  const { domain } = visit.site;
  const found = await inSession(visit, async (scope, session) => {
    const capture = capturesForOthers(session) ? await domain.readCapture(scope, param(visit, 'capture'), visit.lang) : null;
    return capture && { capture, fee: capture.state === 'sent' ? await domain.readCounterFee(scope, capture.id) : null, now: scope.now };
  });
  if (!found) return toSignIn(visit);
  return found.value ? { session: found.session, ...found.value } : problems.notFound(visit);
}

/** Sent a moment ago, with a fee that is paid before: it will be asked for. */
function awaitsFee(visit: Visit, { capture, fee, now }: Opened): boolean {
  const { catalogue } = visit.site.context;
  if (capture.sentAt === null || fee !== null || capture.channel !== 'counter' || !catalogue.has(capture.service)) return false;
  return catalogue.service(capture.service).manifest.fee?.when === 'before' && Date.parse(now) - Date.parse(capture.sentAt) < LATELY_MS;
}

function view(
  visit: Visit,
  { session, capture, fee, now }: Opened,
  shown: { again: Again | null; posted: URLSearchParams | null; fault: FeeFault | null; code?: string; scanFault?: string },
): Promise<Response> {
  const faulty = shown.fault !== null || shown.scanFault !== undefined;
  const feeAwaited = awaitsFee(visit, { session, capture, fee, now });
  const main = capturePage(visit, { session, capture, fee, feeAwaited, code: null, scanFault: null, ...shown });
  return reply(visit, { title: visit.t('interface.counter.one'), main, session, current: 'counter', faulty }, faulty ? 422 : 200);
}
