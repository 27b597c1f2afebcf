import { PRINCIPALS, takesPart } from '../request/mine.ts';
import { named } from '../request/named.ts';
import type { Scope, UnreadTalk } from '../types.ts';

interface UnreadRow {
  case_id: string;
  reference: string;
  service: string;
  service_hash: string;
  applicant_name: string;
  at: Date;
  count: number;
}

/** Cases with messages to the offices of the session that nobody of them has opened, longest waiting first, at most 500. */
export async function listUnreadTalks(scope: Scope, lang: string): Promise<UnreadTalk[]> {
  const { rows } = await scope.client.query<UnreadRow>(
    `select c.case_id, c.reference, c.service, c.service_hash, c.applicant_name, min(m.at) as at, count(*)::integer as count
     from cases.messages m join cases.cases c using (case_id)
     where m.kind = 'written' and m.read_at is null and m.recipient like 'office:%' and m.recipient = any (${PRINCIPALS}) and ${takesPart('c')}
     group by c.case_id order by min(m.at) limit 500`,
  );
  return rows.map((row) => ({
    caseId: row.case_id,
    reference: row.reference,
    person: row.applicant_name,
    service: scope.context.catalogue.service(row.service, row.service_hash).texts(lang)('service.title'),
    at: row.at.toISOString(),
    count: row.count,
  }));
}

/** How many messages to the offices of the session nobody has opened. */
export async function countUnreadTalks(scope: Scope): Promise<number> {
  const { rows } = await scope.client.query<{ n: number }>(
    named(
      `select count(*)::integer as n from cases.messages m where m.kind = 'written' and m.read_at is null and m.recipient like 'office:%' and m.recipient = any (${PRINCIPALS})`,
    ),
  );
  return rows[0]!.n;
}
