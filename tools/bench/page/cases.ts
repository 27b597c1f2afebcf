import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  openCatalogue,
  saveDraft,
  signIn,
  startDraft,
  submitDraft,
  withSession,
  type CasesContext,
} from '../../../packages/cases/src/index.ts';
import { rolePool, type System } from '../../../tests/support/system.ts';

const SERVICE = 'residence-certificate';
/** Two persons of the demonstration stand for hundreds: each copy has its own login, the register knows their name. */
const CONNECTED = { person: 'ruben', authority: 'kriens' };
const PEOPLE = { person: 'hanna', authority: 'wikon' };

export interface SignedIn {
  secret: string;
  csrf: string;
}

export interface PreparedCase extends SignedIn {
  reference: string;
  kind: 'to-pay' | 'at-the-office' | 'issued';
}

export interface Domain {
  /** Signs in a person nobody has seen before. */
  newPerson(where: 'connected' | 'people'): Promise<SignedIn>;
  /** A draft of this person with everything answered, ready to be sent. */
  fullDraft(person: SignedIn, where: 'connected' | 'people'): Promise<string>;
  submit(person: SignedIn, draftId: string): Promise<string>;
  close(): Promise<void>;
}

/** The domain as the portal uses it: the same functions under the same database roles. */
export async function openDomain(system: System): Promise<Domain> {
  const pool = rolePool(system, 'ep_portal');
  const signInPool = rolePool(system, 'ep_sign_in');
  const open = await openCatalogue(pool, { canton: 'lu', follow: false });
  const context: CasesContext = { pool, catalogue: open.current, prefill: null };
  const personOf = (where: 'connected' | 'people') => {
    const { person, authority } = where === 'connected' ? CONNECTED : PEOPLE;
    return { authority, person: system.people.find((each) => each.key === person)! };
  };
  return {
    async newPerson(where) {
      const { person } = personOf(where);
      const { secret } = await signIn(
        signInPool,
        {
          issuer: system.url.identityProvider,
          subject: randomUUID(),
          givenName: person.firstName,
          familyName: person.officialName,
          birthdate: person.dateOfBirth,
          email: person.email,
          level: 300,
          language: 'de',
          municipality: Number(person.municipality),
          functions: [],
        },
        'portal',
        open.current,
      );
      return { secret, csrf: await withSession(context, secret, async (scope) => scope.session!.csrf) };
    },
    async fullDraft({ secret }, where) {
      const { authority, person } = personOf(where);
      const started = await startDraft(context, secret, { service: SERVICE, authority, language: 'de' });
      if (!('draftId' in started)) throw new Error(`expected a draft, got refused: ${started.refused}`);
      const answers = { 'address.text': person.address?.text, persons: ['p1'], purpose: 'none', documentLanguage: 'de', delivery: 'inbox' };
      await withSession(context, secret, (scope) => saveDraft(scope, started.draftId, { answers, page: null }));
      return started.draftId;
    },
    async submit({ secret }, draftId) {
      const submitted = await submitDraft(context, secret, draftId, { language: 'de' });
      if (!submitted || !('reference' in submitted)) throw new Error(`expected a case, got ${JSON.stringify(submitted)}`);
      return submitted.reference;
    },
    async close() {
      open.close();
      await Promise.all([pool.end(), signInPool.end()]);
    },
  };
}

/** Cases of different people through the real domain, worker, register and payment: to be paid, at an office of people, issued. */
export async function prepareCases(system: System, domain: Domain, each: number): Promise<PreparedCase[]> {
  const kinds: PreparedCase['kind'][] = ['to-pay', 'at-the-office', 'issued'];
  const wanted = Array.from({ length: each * kinds.length }, (_, index) => kinds[index % kinds.length]!);
  const made: PreparedCase[] = [];
  const lane = async (): Promise<void> => {
    for (let kind = wanted.pop(); kind; kind = wanted.pop()) {
      const where = kind === 'at-the-office' ? 'people' : 'connected';
      const person = await domain.newPerson(where);
      const reference = await domain.submit(person, await domain.fullDraft(person, where));
      made.push({ ...person, reference, kind });
      if (kind !== 'to-pay') await payNow(system, reference);
    }
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  await untilDone(system, each);
  return made;
}

/** Pays on the page of the provider as soon as it exists; where the provider sends the payer then, or null when nothing is to be paid. */
export async function payNow(system: System, reference: string): Promise<string | null> {
  for (let tries = 0; tries < 3_000; tries++) {
    const { rows } = await system.database.pool.query<{ redirect_url: string | null; free: boolean; gone: boolean }>(
      `select p.redirect_url, f.total = 0 as free from cases.cases c join cases.fees f using (case_id) left join cases.payments p using (case_id) where c.reference = $1`,
      [reference],
    );
    if (rows[0]?.free) return null;
    if (rows[0]?.redirect_url) {
      const answer = await fetch(rows[0].redirect_url, {
        method: 'POST',
        body: new URLSearchParams({ method: 'card' }),
        redirect: 'manual',
      });
      return answer.headers.get('location');
    }
    await pause(5);
  }
  throw new Error('expected a payment page within 15 s, got none');
}

async function untilDone(system: System, issued: number): Promise<void> {
  for (let tries = 0; tries < 900; tries++) {
    const { rows } = await system.database.pool.query<{ issued: number; tasks: number }>(
      `select (select count(*)::int from cases.cases where outcome = 'issued') as issued, (select count(*)::int from engine.user_task where group_id not like 'person:%') as tasks`,
    );
    if (rows[0]!.issued >= issued && rows[0]!.tasks >= issued) return;
    await pause(100);
  }
  throw new Error('expected all prepared cases at their place within 90 s, got fewer');
}
