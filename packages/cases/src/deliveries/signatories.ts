import type pg from 'pg';

/** Who completed these steps of a case last: `name` as they are called, by the id of the step. What nobody did is absent. */
export async function doersOf(
  client: Pick<pg.ClientBase, 'query'>,
  caseId: string,
  elements: readonly string[],
): Promise<Record<string, string>> {
  if (elements.length === 0) return {};
  const { rows } = await client.query<{ element: string; actor_name: string }>(
    `select distinct on (element) element, actor_name from cases.task_notes where case_id = $1 and element = any ($2) and what = 'completed' order by element, at desc`,
    [caseId, elements],
  );
  return Object.fromEntries(rows.map((row) => [row.element, row.actor_name]));
}
