import { iso } from '../case-view/view-case.ts';
import { takesPart } from '../request/mine.ts';
import { named } from '../request/named.ts';
import type { OpenDelivery, Scope } from '../types.ts';

/** Most rows of the list at once. */
const MOST = 200;

/** Deliveries of the own offices that did not reach their person yet: came back before those under way, oldest first. */
export async function listDeliveries(scope: Scope, lang: string): Promise<OpenDelivery[]> {
  const offices = scope.session?.memberships.map(({ office }) => office) ?? [];
  const { rows } = await scope.client.query<
    Omit<OpenDelivery, 'title' | 'since'> & { begun_at: Date; service: string; service_hash: string; output: string }
  >(
    `select c.case_id as "caseId", c.reference, c.applicant_name as person, c.service, c.service_hash, d.output, n.channel, n.state, n.begun_at,
       n.sent_on::text as "sentOn", n.returned_on::text as "returnedOn", n.deemed_on::text as "deemedOn"
     from cases.notifications n join cases.cases c using (case_id) join cases.documents d using (case_id, document_id)
     where n.state in ('under-way', 'returned') and c.office = any ($1) and ${takesPart('n')}
     order by n.state desc, n.begun_at limit ${MOST}`,
    [offices],
  );
  return rows
    .toSorted((one, other) => Number(other.state === 'returned') - Number(one.state === 'returned'))
    .map(({ begun_at, output, service, service_hash, ...row }) => ({
      ...row,
      title: scope.context.catalogue.service(service, service_hash).texts(lang)(`documents.${output}.title`),
      since: iso(begun_at),
    }));
}

/** How many came back and wait for the office; those under way take care of themselves. */
export async function countReturned(scope: Scope): Promise<number> {
  const offices = scope.session?.memberships.map(({ office }) => office) ?? [];
  const { rows } = await scope.client.query<{ count: string }>(
    named(
      `select count(*) from cases.notifications n join cases.cases c using (case_id) where n.state = 'returned' and c.office = any ($1) and ${takesPart('n')}`,
      [offices],
    ),
  );
  return Number(rows[0]!.count);
}
