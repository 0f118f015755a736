import * as v from 'valibot';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** A decision that says where the organisation stands. */
export interface MaturityRow {
  decisionId: string;
  asOf: string;
  /** From the first stage on. */
  optionIds: string[];
}

const OptionIds = v.array(v.string());

/** Every assessment, decided or not, that of the latest day first. */
export async function listMaturityRows(db: Queries): Promise<MaturityRow[]> {
  const rows = await db
    .selectFrom('maturity_assessment')
    .selectAll()
    .orderBy('as_of', 'desc')
    .orderBy('decision_id')
    .execute();
  return rows.map(({ decision_id, as_of, option_ids }) => ({
    ...{ decisionId: decision_id, asOf: as_of },
    optionIds: readJson(OptionIds, option_ids, 'maturity_assessment.option_ids', decision_id),
  }));
}

export async function insertMaturity(
  trx: Queries,
  { decisionId, asOf, optionIds }: MaturityRow,
): Promise<void> {
  await trx
    .insertInto('maturity_assessment')
    .values({ decision_id: decisionId, as_of: asOf, option_ids: JSON.stringify(optionIds) })
    .execute();
}
