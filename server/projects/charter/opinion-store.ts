import {
  OPINION_NEEDS,
  OPINION_STATES,
  type OpinionRule,
  type OpinionState,
} from '#lib/projects/charter/opinion.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** A rule of the organisation with who gives the opinion. */
export interface OpinionRuleRow extends OpinionRule {
  giverName: string | null;
  days: number;
  version: number;
}

/** What somebody was asked about a project, and what they said. */
export interface OpinionRow {
  projectId: string;
  ruleId: string;
  ruleName: string;
  giverId: string;
  giverName: string;
  state: OpinionState;
  text: string;
  dueOn: string;
  contentHash: string | null;
  askedAtMs: number;
  answeredAtMs: number | null;
}

export async function listOpinionRules(db: Queries): Promise<OpinionRuleRow[]> {
  const rows = await db
    .selectFrom('opinion_rule')
    .leftJoin('person', 'person.id', 'opinion_rule.giver_id')
    .selectAll('opinion_rule')
    .select('person.name as giver_name')
    .orderBy('opinion_rule.name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    giverId: row.giver_id,
    giverName: row.giver_name,
    need: oneOf(OPINION_NEEDS, row.required_for, 'opinion_rule.required_for', row.id),
    fromMinor: row.from_minor === null ? null : Number(row.from_minor),
    applicationId: row.application_id,
    days: row.days,
    isUsed: row.in_use === 1,
    version: row.version,
  }));
}

function ruleColumns(rule: Omit<OpinionRuleRow, 'giverName' | 'version'>) {
  return {
    name: rule.name,
    giver_id: rule.giverId,
    required_for: rule.need,
    from_minor: rule.fromMinor,
    application_id: rule.applicationId,
    days: rule.days,
    in_use: rule.isUsed ? 1 : 0,
  };
}

export async function insertOpinionRule(
  trx: Queries,
  rule: Omit<OpinionRuleRow, 'giverName'>,
): Promise<void> {
  await trx
    .insertInto('opinion_rule')
    .values({ id: rule.id, ...ruleColumns(rule), version: rule.version })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateOpinionRule(
  trx: Queries,
  rule: Omit<OpinionRuleRow, 'giverName'>,
): Promise<boolean> {
  const result = await trx
    .updateTable('opinion_rule')
    .set({ ...ruleColumns(rule), version: rule.version + 1 })
    .where('id', '=', rule.id)
    .where('version', '=', rule.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function selectOpinions(db: Queries) {
  return db
    .selectFrom('project_opinion')
    .innerJoin('opinion_rule', 'opinion_rule.id', 'project_opinion.rule_id')
    .innerJoin('person', 'person.id', 'project_opinion.giver_id')
    .selectAll('project_opinion')
    .select(['opinion_rule.name as rule_name', 'person.name as giver_name'])
    .orderBy('opinion_rule.name');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectOpinions>['execute']>>[number];

function toOpinion(row: Selected): OpinionRow {
  return {
    projectId: row.project_id,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    giverId: row.giver_id,
    giverName: row.giver_name,
    state: oneOf(OPINION_STATES, row.state, 'project_opinion.state', row.project_id),
    text: row.text,
    dueOn: row.due_on,
    contentHash: row.content_hash,
    askedAtMs: row.asked_at_ms,
    answeredAtMs: row.answered_at_ms,
  };
}

export async function listOpinionsOf(db: Queries, projectId: string): Promise<OpinionRow[]> {
  return (await selectOpinions(db).where('project_id', '=', projectId).execute()).map(toOpinion);
}

/** What is asked for and due until a day. */
export async function listOpinionsDue(db: Queries, until: string): Promise<OpinionRow[]> {
  const rows = await selectOpinions(db).where('state', '=', 'asked').where('due_on', '<=', until).execute();
  return rows.map(toOpinion);
}

/** The projects that somebody sponsors or was ever asked about. */
export async function listHeardIds(db: Queries, personId: string): Promise<ReadonlySet<string>> {
  const asked = await db
    .selectFrom('project_opinion')
    .select('project_id')
    .where('giver_id', '=', personId)
    .execute();
  const sponsored = await db
    .selectFrom('project_charter')
    .select('project_id')
    .where('sponsor_id', '=', personId)
    .execute();
  return new Set([...asked, ...sponsored].map(({ project_id }) => project_id));
}

/** Asks for an opinion, the first time or anew: what was said before about another content goes. */
export async function askOpinion(
  trx: Queries,
  opinion: Pick<OpinionRow, 'projectId' | 'ruleId' | 'giverId' | 'dueOn' | 'askedAtMs'>,
): Promise<void> {
  const asked = {
    giver_id: opinion.giverId,
    state: 'asked',
    text: '',
    due_on: opinion.dueOn,
    content_hash: null,
    asked_at_ms: opinion.askedAtMs,
    answered_at_ms: null,
  };
  await trx
    .insertInto('project_opinion')
    .values({ project_id: opinion.projectId, rule_id: opinion.ruleId, ...asked })
    .onConflict((conflict) => conflict.columns(['project_id', 'rule_id']).doUpdateSet(asked))
    .execute();
}

export async function answerOpinion(
  trx: Queries,
  opinion: Pick<OpinionRow, 'projectId' | 'ruleId' | 'state' | 'text' | 'contentHash' | 'answeredAtMs'>,
): Promise<void> {
  await trx
    .updateTable('project_opinion')
    .set({
      state: opinion.state,
      text: opinion.text,
      content_hash: opinion.contentHash,
      answered_at_ms: opinion.answeredAtMs,
    })
    .where('project_id', '=', opinion.projectId)
    .where('rule_id', '=', opinion.ruleId)
    .execute();
}

/** Gives what somebody is asked for, and their place in the rules, to a successor or to nobody. */
export async function handOverOpinions(
  trx: Queries,
  personId: string,
  successorId: string | null,
): Promise<void> {
  await trx
    .updateTable('opinion_rule')
    .set({ giver_id: successorId })
    .where('giver_id', '=', personId)
    .execute();
  if (successorId === null) return;
  await trx
    .updateTable('project_opinion')
    .set({ giver_id: successorId })
    .where('giver_id', '=', personId)
    .where('state', '=', 'asked')
    .execute();
}
