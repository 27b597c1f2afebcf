import type { Scope } from '../types.ts';
import { operatedCases } from './operated-cases.ts';
import { readModels, type ModelFacts } from './step-names.ts';
import type { OperatedCase } from './types.ts';

/** A row of the machine with its case and the model it stands in; without model where the row names none. */
export interface OperatedRow<Row> {
  row: Row;
  operated: OperatedCase;
  model: ModelFacts | undefined;
}

/** The rows whose cases this operator may keep running, in their order. */
export async function operatedRows<Row extends { case_id: string; definition_id: string | null }>(
  scope: Scope,
  rows: readonly Row[],
  lang: string,
): Promise<OperatedRow<Row>[]> {
  const ids = rows.map((row) => row.case_id);
  const cases = await operatedCases(scope, ids, lang);
  const definitionIds = rows.flatMap((row) => row.definition_id ?? []);
  const models = await readModels(scope, definitionIds);
  return rows.flatMap((row) => {
    const operated = cases.get(row.case_id);
    return operated ? [{ row, operated, model: row.definition_id ? models.get(row.definition_id) : undefined }] : [];
  });
}
