import { CAPTURE_DAYS } from '../drafts/start-draft.ts';
import { hashOfCode, newCode } from '../representation/codes.ts';
import { offerToBegin } from '../names/competence.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { capturedBy, countersOf, levelOfCapture } from './rules.ts';
import type { CaptureRefusal, CaptureWish } from './types.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Begins a capture for somebody at the counter or on the phone: a person of its own, whose matters this caseworker may handle until they
 * are sent, at most seven days. The same wish begins it once. Gives the code that opens the form, once and within a minute.
 */
export async function beginCapture(scope: Scope, wish: CaptureWish): Promise<{ code: string } | { refused: CaptureRefusal }> {
  const session = requireSession(scope);
  const { catalogue } = scope.context;
  if (!UUID.test(wish.id) || !countersOf(session).includes(wish.office)) return { refused: 'not-allowed' };
  const place = catalogue.authorities.byId(wish.authority);
  if (!place || !catalogue.has(wish.service)) return { refused: 'offer' };
  const version = catalogue.service(wish.service);
  const offer = offerToBegin(catalogue, version, place, scope.today);
  if (!offer || offer.state === 'paused') return { refused: 'offer' };
  if (!capturedBy(catalogue, version, wish.authority, wish.channel, scope.today)) return { refused: 'channel' };
  const level = levelOfCapture(catalogue, wish.channel, wish.identity);
  const { start, submit } = version.manifest.assurance;
  if ([start, submit].some((needed) => typeof needed === 'number' && level < needed)) return { refused: 'level' };
  const { rows } = await scope.client.query<{ done: boolean }>(
    'select cases.begin_capture($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) as done',
    [
      wish.id,
      wish.office,
      wish.service,
      wish.authority,
      wish.channel,
      wish.channel === 'counter' ? wish.identity : null,
      level,
      wish.officialName,
      wish.firstName,
      wish.birthdate,
      place.bfs,
      wish.language,
      JSON.stringify(wish.address),
      scope.now,
      CAPTURE_DAYS,
    ],
  );
  if (rows[0]!.done && wish.email !== null)
    await scope.client.query('select cases.agree_to_alerts($1, $2, $3)', [wish.id, wish.email, scope.now]);
  const code = rows[0]!.done ? await openCapture(scope, wish.id) : null;
  return code === null ? { refused: 'not-allowed' } : { code };
}

/** A code that opens the form of an own capture, once and within a minute; null: there is none that is open. */
export async function openCapture(scope: Scope, id: string): Promise<string | null> {
  if (!UUID.test(id)) return null;
  const code = newCode();
  const { rows } = await scope.client.query<{ done: boolean }>('select cases.open_capture($1, $2) as done', [id, hashOfCode(code)]);
  return rows[0]!.done ? code : null;
}

/** Gives an own capture up: draft, name and everything told of the person are gone. False: there is none that is open. */
export async function dropCapture(scope: Scope, id: string): Promise<boolean> {
  if (!UUID.test(id)) return false;
  const { rows } = await scope.client.query<{ done: boolean }>('select cases.drop_capture($1, $2) as done', [id, scope.now]);
  return rows[0]!.done;
}
