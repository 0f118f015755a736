import { CURRENCIES, type Currency } from '#lib/base/money.ts';
import { ISSUE_STATES } from '#lib/issues/issue.ts';
import { BANDS } from '#lib/issues/prioritise.ts';
import { Charter } from '#lib/projects/charter/charter.ts';
import type { PlannedIssue } from '#lib/issues/years/year-plan.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf, readJson } from '../../database/stored.ts';

/** An issue of a year's list; its band is for its readers to be shown or not. */
export interface PlannedRow extends PlannedIssue {
  year: number;
  /** Where it stands in the order; places that were left are free. */
  place: number;
}

/** The issues of these years that are taken up, in their order: one that is merged or declined stands in no list. */
export async function listPlanned(db: Queries, years: readonly number[]): Promise<PlannedRow[]> {
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'number', 'title', 'state', 'band', 'plan_year', 'plan_place'])
    .where('plan_year', 'in', years)
    .where('triage', '=', 'accepted')
    .orderBy('plan_place')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    state: oneOf(ISSUE_STATES, row.state, 'issue.state', row.id),
    band: BANDS[row.band ?? -1] ?? null,
    year: row.plan_year ?? 0,
    place: row.plan_place ?? 0,
  }));
}

/** Takes the lists for the rest of a transaction, and reads in which year an issue stands; undefined when there is none. */
export async function holdPlan(trx: Queries, issueId: string): Promise<{ year: number | null } | undefined> {
  const row = await trx
    .updateTable('issue')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', issueId)
    .returning('plan_year')
    .executeTakeFirst();
  return row && { year: row.plan_year };
}

/** The order of a year's list, from the first place on; those that stand there already are not written. */
export async function writeYear(
  trx: Queries,
  year: number,
  ids: readonly string[],
  before: readonly PlannedRow[],
): Promise<void> {
  const places = new Map(before.map(({ id, place }) => [id, place]));
  for (const [place, id] of ids.entries()) {
    if (places.get(id) === place) continue;
    await trx.updateTable('issue').set({ plan_year: year, plan_place: place }).where('id', '=', id).execute();
  }
}

export async function takeOut(trx: Queries, id: string): Promise<void> {
  await trx.updateTable('issue').set({ plan_year: null, plan_place: null }).where('id', '=', id).execute();
}

/** The projects of issues of these years that go on or are done, each once a year, with what it costs. */
export async function listBudgets(
  db: Queries,
  years: readonly number[],
): Promise<{ year: number; issueId: string; projectId: string; minor: number; currency: Currency }[]> {
  const rows = await db
    .selectFrom('issue')
    .innerJoin('project_issue', 'project_issue.issue_id', 'issue.id')
    .innerJoin('project', 'project.id', 'project_issue.project_id')
    .select(['plan_year', 'issue.id as issue_id', 'project.id', 'budget_minor', 'currency'])
    .where('plan_year', 'in', years)
    .where('project.state', 'not in', ['stopped', 'declined'])
    .execute();
  return rows.map((row) => ({
    year: row.plan_year ?? 0,
    issueId: row.issue_id,
    projectId: row.id,
    minor: row.budget_minor,
    currency: oneOf(CURRENCIES, row.currency, 'project.currency', row.id),
  }));
}

/** Which competences the charters of those projects ask for, once for each issue of a year. */
export async function listNeeds(
  db: Queries,
  years: readonly number[],
): Promise<{ year: number; projectId: string; competenceId: string; name: string; people: number }[]> {
  const rows = await db
    .selectFrom('issue')
    .innerJoin('project_issue', 'project_issue.issue_id', 'issue.id')
    .innerJoin('project', 'project.id', 'project_issue.project_id')
    .innerJoin('project_charter', 'project_charter.project_id', 'project.id')
    .select(['plan_year', 'project.id', 'content'])
    .where('plan_year', 'in', years)
    .where('issue.triage', '=', 'accepted')
    .where('project.state', 'not in', ['stopped', 'declined'])
    .orderBy('project.created_at_ms')
    .execute();
  return rows.flatMap(({ plan_year, id, content }) =>
    readJson(Charter, content, 'project_charter.content', id).needs.map(({ competenceId, name, needed }) => ({
      ...{ year: plan_year ?? 0, projectId: id, competenceId, name, people: needed },
    })),
  );
}
