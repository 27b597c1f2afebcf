import type pg from 'pg';
import { due } from '../catalogue/calendar.ts';
import { PERSON } from '../request/mine.ts';
import { plainSecret, withSession } from '../request/scope.ts';
import type { CasesContext, Scope } from '../types.ts';
import { readTold } from './told.ts';

const CAPABILITY = 'representation.check';
/** Where the contract does not say how long an answer may be used. */
const USUAL_FRESH = '12 hours';

/** What came of asking the registers: how many answered, how many did not. */
export interface RegisterCheck {
  answered: number;
  silent: number;
}

interface Question {
  person: { officialName: string; firstName: string; dateOfBirth: string | null };
  /** Authority for which each connector is asked. */
  connectors: Map<string, { authority: string; bfs: string | null }>;
  today: string;
  now: string;
}

/**
 * Asks every register that is bound to `representation.check`, for the municipality of the person and for the authorities of the canton, whom
 * the person of this session represents, and keeps what each says as mandates that stand until they must be checked anew. A register that does
 * not answer changes nothing. Null: nobody is signed in who is sure enough who they are (level 300), or they act for somebody. The pool is that
 * of the role that makes sessions.
 */
export async function checkRegister(
  context: CasesContext,
  signInPool: pg.Pool,
  secret: string | null,
  language: string,
): Promise<RegisterCheck | null> {
  const question = await withSession(context, secret, questionOf);
  if (!question) return null;
  const { catalogue, prefill } = context;
  const { zone } = catalogue.authorities.canton;
  const fresh = catalogue.capability(CAPABILITY).contract.fresh ?? USUAL_FRESH;
  const freshUntil = due(fresh, question.now, () => false, zone).replace(/\[.*\]$/, '');
  const check: RegisterCheck = { answered: 0, silent: 0 };
  for (const [connector, place] of question.connectors) {
    const outputs = await prefill!.read(CAPABILITY, connector, { person: question.person, day: question.today }, { ...place, language });
    const told = outputs && readTold(outputs, question.today, zone);
    if (!told) {
      check.silent += 1;
      continue;
    }
    const { rows } = await signInPool.query<{ kept: number | null }>('select cases.keep_representations($1, $2, $3, $4, $5) as kept', [
      plainSecret(secret),
      connector,
      question.now,
      freshUntil,
      JSON.stringify(told),
    ]);
    if (rows[0]!.kept === null) return null;
    check.answered += 1;
  }
  return check;
}

async function questionOf(scope: Scope): Promise<Question | null> {
  const { session, today, now } = scope;
  if (!session || session.acting || session.level < 300) return null;
  const { rows } = await scope.client.query<{ date_of_birth: string | null }>(
    `select date_of_birth from cases.persons where person_id = ${PERSON}`,
  );
  const { officialName, firstName } = session;
  return { person: { officialName, firstName, dateOfBirth: rows[0]?.date_of_birth ?? null }, connectors: connectorsOf(scope), today, now };
}

/** Each connector once, the municipality's own first. */
function connectorsOf({ context, session, today }: Scope): Question['connectors'] {
  const found: Question['connectors'] = new Map();
  const { catalogue, prefill } = context;
  if (!prefill || !catalogue.hasCapability(CAPABILITY)) return found;
  const home = session!.municipality === null ? null : catalogue.authorities.byBfs(session!.municipality, today);
  for (const authority of [...(home ? [home] : []), ...catalogue.authorities.all().filter(({ level }) => level !== 'municipality')]) {
    const binding = catalogue.authorities.binding(authority.id, CAPABILITY, today);
    if (binding?.to !== 'connector' || !binding.connector || found.has(binding.connector)) continue;
    found.set(binding.connector, { authority: authority.id, bfs: authority.bfs === null ? null : String(authority.bfs) });
  }
  return found;
}
