import { frameCase, statusSentence } from '../case-view/view-case.ts';
import { loadCasesById } from '../case-view/load-cases.ts';
import { mayRead, PRINCIPALS } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import { fold, folded } from '../tasks/task-words.ts';
import type { Scope } from '../types.ts';

/** Why somebody of an office may search cases; a text key of the residents' texts each, because the person reads it. */
export const SEARCH_PURPOSES = ['work', 'answer', 'check', 'other'] as const;
export type SearchPurpose = (typeof SEARCH_PURPOSES)[number];

export interface CaseSearch {
  purpose: SearchPurpose;
  /** In the searcher's own words; needed for the purpose `other`. */
  reason: string | null;
  /** Name of a person or reference of a case. */
  text: string;
  service: string | null;
  state: 'open' | 'closed' | null;
  /** First and last day of submission, ISO dates. */
  from: string | null;
  until: string | null;
}

export interface FoundCase {
  caseId: string;
  reference: string;
  service: string;
  person: string;
  /** ISO instants. */
  submittedAt: string;
  closedAt: string | null;
  /** The sentence that the resident reads, in the searcher's language. */
  sentence: string;
}

export type SearchResult = { ok: true; rows: FoundCase[]; more: boolean } | { ok: false; code: 'too-often' };

/** Somebody who looks for this many times within an hour is not working. */
const SEARCHES_AN_HOUR = 200;

/**
 * Cases in which an office of the session takes part. The search is recorded with its purpose, and for each case found that the person of the
 * case can read who looked and why. At most `limit` rows, the newest first. An empty search finds nothing.
 */
export async function searchCases(
  scope: Scope,
  wish: CaseSearch,
  lang: string,
  { limit, exported }: { limit: number; exported: boolean },
): Promise<SearchResult> {
  const session = requireSession(scope);
  const { rows: recent } = await scope.client.query<{ count: number }>(
    `select count(*)::int as count from cases.searches where person_id = (select cases.current_person()) and at > $1::timestamptz - interval '1 hour'`,
    [scope.now],
  );
  if (recent[0]!.count >= SEARCHES_AN_HOUR) return { ok: false, code: 'too-often' };
  const ids = isEmpty(wish) ? [] : await matching(scope, wish, limit + 1);
  const found = new Map((await loadCasesById(scope, ids.slice(0, limit))).map((row) => [row.case_id, row]));
  const fields = (['text', 'service', 'state', 'from', 'until'] as const).filter((name) => wish[name]);
  await scope.client.query(
    `insert into cases.searches (at, person_id, purpose, reason, fields, found, exported) values ($1, (select cases.current_person()), $2, $3, $4, $5, $6)`,
    [scope.now, wish.purpose, wish.reason, fields, found.size, exported],
  );
  await scope.client.query(
    `insert into cases.access_records (at, case_id, actor, actor_name, office, purpose, reason)
     select $1, c, $2, $3, (select a.principal from cases.access a where a.case_id = c and a.principal = any (${PRINCIPALS}) and a.principal like 'office:%' order by 1 limit 1), $4, $5
     from unnest($6::uuid[]) c`,
    [scope.now, session.principal, session.displayName, `search.purpose.${wish.purpose}`, wish.reason, [...found.keys()]],
  );
  const rows = ids.flatMap((id) => {
    const row = found.get(id);
    if (!row) return [];
    const frame = frameCase(scope, row, lang);
    return [
      {
        caseId: row.case_id,
        reference: row.reference,
        service: frame.t('service.title'),
        person: row.applicant_name,
        submittedAt: new Date(row.submitted_at).toISOString(),
        closedAt: row.closed_at ? new Date(row.closed_at).toISOString() : null,
        sentence: statusSentence(frame),
      },
    ];
  });
  return { ok: true, rows, more: ids.length > limit };
}

function isEmpty({ text, service, from, until }: CaseSearch): boolean {
  return fold(text).length < 2 && !service && !from && !until;
}

async function matching(scope: Scope, wish: CaseSearch, limit: number): Promise<string[]> {
  const words = fold(wish.text).split(' ').filter(Boolean).slice(0, 8);
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await scope.client.query<{ case_id: string }>(
    `select c.case_id from cases.cases c
     where exists (select 1 from cases.access mine where mine.case_id = c.case_id and mine.principal = any (${PRINCIPALS}) and mine.principal like 'office:%')
       and (cardinality($1::text[]) = 0 or lower(c.reference) = $2 or ${folded('c.applicant_name')} like all ($1)
         or exists (select 1 from cases.case_persons p where p.case_id = c.case_id and ${mayRead('p')}
           and ${folded("p.first_name || ' ' || p.official_name")} like all ($1)))
       and ($3::text is null or c.service = $3) and ($4::date is null or c.submitted_on >= $4) and ($5::date is null or c.submitted_on <= $5)
       and ($6::text is null or ($6 = 'closed') = (c.closed_at is not null))
     order by c.submitted_at desc, c.case_id limit $7`,
    [patterns, words.join(' '), wish.service, wish.from, wish.until, wish.state, limit],
  );
  return rows.map((row) => row.case_id);
}
