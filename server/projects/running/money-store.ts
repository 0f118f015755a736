import type { Cost } from '#lib/projects/running/spend.ts';
import type { Queries } from '../../database/engine.ts';

/** One cost of a project, with who entered it. */
export interface CostRow extends Cost {
  id: string;
  projectId: string;
  /** The day (ISO) on which it was spent. */
  spentOn: string;
  text: string;
  byId: string;
  byName: string;
  atMs: number;
}

/** Every cost of a project, the newest day first. */
export async function listCosts(db: Queries, projectId: string): Promise<CostRow[]> {
  const rows = await db
    .selectFrom('project_cost')
    .innerJoin('person', 'person.id', 'project_cost.by_id')
    .selectAll('project_cost')
    .select('person.name')
    .where('project_id', '=', projectId)
    .orderBy('spent_on', 'desc')
    .orderBy('at_ms', 'desc')
    .orderBy('project_cost.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    line: row.line,
    minor: Number(row.minor),
    spentOn: row.spent_on,
    text: row.text,
    byId: row.by_id,
    byName: row.name,
    atMs: row.at_ms,
  }));
}

export async function insertCost(trx: Queries, cost: Omit<CostRow, 'byName'>): Promise<void> {
  await trx
    .insertInto('project_cost')
    .values({
      id: cost.id,
      project_id: cost.projectId,
      line: cost.line,
      minor: cost.minor,
      spent_on: cost.spentOn,
      text: cost.text,
      by_id: cost.byId,
      at_ms: cost.atMs,
    })
    .execute();
}

/** False where it is gone already. */
export async function deleteCost(trx: Queries, id: string): Promise<boolean> {
  const result = await trx.deleteFrom('project_cost').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** What a project will have spent when it is over, as somebody saw it at a moment. */
export interface ForecastRow {
  id: string;
  projectId: string;
  minor: number;
  text: string;
  byId: string;
  byName: string;
  atMs: number;
}

/** Every forecast of a project, the newest first: that one counts. */
export async function listForecasts(db: Queries, projectId: string): Promise<ForecastRow[]> {
  const rows = await db
    .selectFrom('project_forecast')
    .innerJoin('person', 'person.id', 'project_forecast.by_id')
    .selectAll('project_forecast')
    .select('person.name')
    .where('project_id', '=', projectId)
    .orderBy('at_ms', 'desc')
    .orderBy('project_forecast.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    minor: Number(row.minor),
    text: row.text,
    byId: row.by_id,
    byName: row.name,
    atMs: row.at_ms,
  }));
}

export async function insertForecast(trx: Queries, forecast: Omit<ForecastRow, 'byName'>): Promise<void> {
  await trx
    .insertInto('project_forecast')
    .values({
      id: forecast.id,
      project_id: forecast.projectId,
      minor: forecast.minor,
      text: forecast.text,
      by_id: forecast.byId,
      at_ms: forecast.atMs,
    })
    .execute();
}
