import { randomUUID } from 'node:crypto';
import { compileExpression } from '@einwohnerportal/decisions';
import { ownDraft, PERSON } from '../request/mine.ts';
import { barredFrom, scopeOf, type Barred } from '../representation/allowed.ts';
import { pilotPlace, reaches } from '../catalogue/offer.ts';
import type { Authority, Catalogue, ServiceVersion } from '../catalogue/types.ts';
import { buildNames } from '../names/build-names.ts';
import { missingOffice, offerToBegin, type NoOffice } from '../names/competence.ts';
import { applicantOf, channelOf, requireSession, withSession } from '../request/scope.ts';
import type { CasesContext, Scope, SessionView } from '../types.ts';
import { profileContact } from '../person/profile.ts';
import type { Tree } from '../names/tree.ts';
import { gatherFacts, readEarlier, type EarlierAnswer } from './facts.ts';

export type StartedDraft =
  | { draftId: string; resumed: boolean }
  /** `pilot`: the offer reaches only a part of the people, and not this one. */
  | { refused: 'offer' | 'pilot' | 'level' | 'condition' | Barred; reason: string | null; instead: string | null }
  /** What identity and registers know says already that nobody can take it. */
  | { refused: 'office'; none: NoOffice };

/** A draft is kept this long after the last answer. */
export const DRAFT_DAYS = 30;
/** One at the counter: nobody but who captures it knows of it. */
export const CAPTURE_DAYS = 7;

export const draftDays = (session: SessionView | null): number => (session?.acting?.capture ? CAPTURE_DAYS : DRAFT_DAYS);

/**
 * Opens the person's draft of a service at an authority: resumes the one they have (one draft per person and service), else asks
 * identity and registers what they know, outside any transaction, and begins a new one.
 */
export async function startDraft(
  context: CasesContext,
  secret: string | null,
  { service, authority: chosen, language: shown }: { service: string; authority: string; language: string },
): Promise<StartedDraft> {
  let authority = chosen;
  const begun = await withSession(context, secret, async (scope): Promise<StartedDraft | Beginning> => {
    const session = requireSession(scope);
    const version = context.catalogue.service(service);
    const barred = barredFrom(version, session.acting);
    if (barred) return { refused: barred, reason: null, instead: null };
    // Who chose a municipality that has merged since is served by its successor.
    authority = context.catalogue.authorities.successor(chosen, scope.today)?.id ?? chosen;
    const existing = await openDraftOf(scope, service);
    if (existing && existing.authority === authority) return { draftId: existing.draft_id, resumed: true };
    const place = context.catalogue.authorities.byId(authority);
    const offer = place && offerToBegin(context.catalogue, version, place, scope.today);
    // Whose matter it is counts, whoever acts for them.
    const { personId } = applicantOf(session);
    if (pilotPlace(offer, personId) === 'outside') return { refused: 'pilot', reason: null, instead: null };
    if (!place || !offer || !reaches(offer, personId)) return { refused: 'offer', reason: null, instead: null };
    const needed = version.manifest.assurance.start;
    if (typeof needed === 'number' && session.level < needed) return { refused: 'level', reason: null, instead: null };
    const { rows } = await scope.client.query<{ date_of_birth: string | null }>(
      `select date_of_birth from cases.persons where person_id = ${PERSON}`,
    );
    const birthdate = session.acting ? session.acting.birthdate : (rows[0]?.date_of_birth ?? null);
    const asked = new Set(version.form.writes());
    const earlier = await readEarlier(
      scope,
      context.catalogue.vocabulary.earlier.filter((name) => asked.has(name) && !(session.acting && name.startsWith('contact.'))),
    );
    // How to reach somebody is theirs: a representative is asked for it.
    const profile = session.acting ? { names: {}, at: null } : await profileContact(scope);
    return { scope, session, version, place, birthdate, earlier, profile };
  });
  if (!('version' in begun)) return begun;

  const { session, version, place, birthdate, earlier, profile } = begun;
  // Letters and messages go to the person, whatever language the page has at the counter.
  const language = session.acting?.capture?.language ?? shown;
  const { now, today } = begun.scope;
  const { facts, refs } = await gatherFacts({
    ...context,
    session,
    birthdate,
    profile,
    earlier,
    authority: place,
    day: today,
    now,
    language,
  });
  const names = buildNames({
    catalogue: context.catalogue,
    version,
    authority: place,
    day: today,
    facts,
    answers: {},
    language,
    channel: channelOf(session),
    level: session.level,
    session,
  });
  const refusal = refusedBy(version, names) ?? refusedByOffice(context.catalogue, version, names, today);
  if (refusal) return refusal;

  return withSession(context, secret, async (scope) => {
    const draftId = randomUUID();
    // Another municipality was chosen: its registers know other things, so the old draft gives way; its answers are kept.
    const { rows } = await scope.client.query<{ draft_id: string }>(
      `insert into cases.drafts (draft_id, person_id, service, service_hash, authority, language, facts, refs, expires_at, scope, representative_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz + make_interval(days => $10), $11, $12)
       on conflict (person_id, coalesce(representative_id, person_id), service) where case_id is null do update
         set authority = excluded.authority, facts = excluded.facts, refs = excluded.refs, service_hash = excluded.service_hash, page = null
       returning draft_id`,
      [
        draftId,
        applicantOf(session).personId,
        service,
        version.hash,
        authority,
        language,
        JSON.stringify(facts),
        JSON.stringify(refs),
        now,
        draftDays(session),
        scopeOf(version),
        session.acting ? session.personId : null,
      ],
    );
    return { draftId: rows[0]!.draft_id, resumed: false };
  });
}

interface Beginning {
  scope: Scope;
  session: SessionView;
  version: ServiceVersion;
  place: Authority;
  birthdate: string | null;
  earlier: EarlierAnswer[];
  profile: { names: Record<string, string>; at: string | null };
}

function refusedBy(version: ServiceVersion, names: Record<string, unknown>): StartedDraft | null {
  const { condition, otherwise } = version.manifest.applicants;
  if (!condition) return null;
  const holds = compileExpression(condition).evaluate(names).value === true;
  return holds ? null : { refused: 'condition', reason: otherwise?.reason ?? null, instead: otherwise?.instead ?? null };
}

/** Known before the first question that nobody can take it, and no question can change it. */
function refusedByOffice(catalogue: Catalogue, version: ServiceVersion, names: Tree, day: string): StartedDraft | null {
  const none = missingOffice(catalogue, version, names, day, { fee: 'none' });
  if (!none || none.reason === 'place-missing' || none.reason === 'several') return null;
  const asked = new Set(version.form.writes());
  return none.reads.some((name) => asked.has(name)) ? null : { refused: 'office', none };
}

async function openDraftOf(scope: Scope, service: string): Promise<{ draft_id: string; authority: string } | null> {
  const { rows } = await scope.client.query<{ draft_id: string; authority: string }>(
    `select draft_id, authority from cases.drafts where service = $1 and case_id is null and expires_at > $2 and ${ownDraft('drafts')}`,
    [service, scope.now],
  );
  return rows[0] ?? null;
}
