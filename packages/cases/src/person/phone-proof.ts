import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { uuidv7 } from '../ids.ts';
import { PERSON } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';

/** A code holds this long, in minutes. */
export const CODE_MINUTES = 10;
/** Wrong codes until another is needed: one in a million numbers is guessed with a chance of 5 in 1,000,000. */
const MOST_TRIES = 5;
const MOST_AN_HOUR = 3;
/** To one number in a day, whoever asks. */
const MOST_A_DAY = 6;

/** How far the person is with proving the number of their profile. */
export interface PhoneProof {
  /** Number of the profile, E.164; null: none is kept. */
  phone: string | null;
  proven: boolean;
  /** The code asked for last: `asked` is on its way, `failed` could not be sent; null: none that still holds. */
  code: 'asked' | 'sent' | 'failed' | null;
}

interface ProofRow {
  proof_id: string;
  state: 'asked' | 'sent' | 'failed' | 'proven';
  code_hash: string;
}

/** The number of the session's person and whether it is proven. */
export async function readPhoneProof(scope: Scope): Promise<PhoneProof> {
  requireSession(scope);
  const { rows } = await scope.client.query<{ phone: string | null; proven: boolean }>(
    `select phone, phone_proven_at is not null as proven from cases.profiles where person_id = ${PERSON}`,
  );
  const { phone = null, proven = false } = rows[0] ?? {};
  const open = phone === null ? null : await openProof(scope, phone);
  return { phone, proven: proven && phone !== null, code: open === null || open.state === 'proven' ? null : open.state };
}

/** Orders a code to the number of the profile. `too-many`: enough were asked for lately. */
export async function askForCode(scope: Scope, language: string): Promise<'asked' | 'no-phone' | 'too-many'> {
  const { personId } = requireSession(scope);
  const { phone } = await readPhoneProof(scope);
  if (phone === null) return 'no-phone';
  // Two at the same time wait for each other, so that both count.
  await scope.client.query('select pg_advisory_xact_lock(hashtextextended($1, 41))', [phone]);
  const { rows } = await scope.client.query<{ hour: number; day: number }>(
    `select (select count(*)::int from cases.phone_proofs where person_id = ${PERSON} and asked_at > $2::timestamptz - interval '1 hour') as hour,
       cases.codes_sent_to($1, $2::timestamptz - interval '1 day') as day`,
    [phone, scope.now],
  );
  if (rows[0]!.hour >= MOST_AN_HOUR || rows[0]!.day >= MOST_A_DAY) return 'too-many';
  const id = uuidv7(scope.now);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await scope.client.query(
    `insert into cases.phone_proofs (proof_id, person_id, asked_at, due_at, expires_at, phone, code, code_hash, language)
     values ($1, $2, $3, $3, $3::timestamptz + make_interval(mins => $4), $5, $6, $7, $8)`,
    [id, personId, scope.now, CODE_MINUTES, phone, code, hashOf(id, code), language],
  );
  return 'asked';
}

/** Compares what was typed with the code sent last; the right one proves the number. Each look costs a try. */
export async function proveNumber(scope: Scope, typed: string): Promise<'proven' | 'wrong' | 'expired'> {
  const { phone } = await readPhoneProof(scope);
  const open = phone === null ? null : await openProof(scope, phone);
  if (open === null || open.state === 'proven') return 'expired';
  const { rowCount } = await scope.client.query(
    `update cases.phone_proofs set tries = tries + 1 where proof_id = $1 and tries < ${MOST_TRIES} and expires_at > $2`,
    [open.proof_id, scope.now],
  );
  if (!rowCount) return 'expired';
  const given = hashOf(open.proof_id, typed.replace(/\s/g, ''));
  if (!timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(open.code_hash, 'hex'))) return 'wrong';
  await scope.client.query(`update cases.phone_proofs set state = 'proven' where proof_id = $1`, [open.proof_id]);
  await scope.client.query(`update cases.profiles set phone_proven_at = $2 where person_id = ${PERSON} and phone = $1`, [phone, scope.now]);
  return 'proven';
}

/** The code asked for last, while it holds and tries are left. */
async function openProof(scope: Scope, phone: string): Promise<ProofRow | null> {
  const { rows } = await scope.client.query<ProofRow & { tries: number; holds: boolean }>(
    `select proof_id, state, code_hash, tries, expires_at > $2 as holds from cases.phone_proofs where person_id = ${PERSON} and phone = $1
     order by asked_at desc, proof_id desc limit 1`,
    [phone, scope.now],
  );
  const [row] = rows;
  return row && row.holds && row.tries < MOST_TRIES ? row : null;
}

function hashOf(id: string, code: string): string {
  return createHash('sha256').update(`${id} ${code}`).digest('hex');
}
