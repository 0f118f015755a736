import * as v from 'valibot';
import { VERDICTS, type Verdict } from '#lib/base/verdict.ts';
import { EffectContent } from '#lib/projects/effect/project-effect.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf, readJson } from '../../database/stored.ts';

/** What was measured of a project, as it is kept. */
export interface EffectRow {
  id: string;
  projectId: string;
  verdict: Verdict;
  content: EffectContent;
  groupIds: string[];
  byId: string;
  byName: string;
  atMs: number;
}

const GroupIds = v.array(v.string());

export async function insertEffect(trx: Queries, effect: EffectRow): Promise<void> {
  await trx
    .insertInto('project_effect')
    .values({
      id: effect.id,
      project_id: effect.projectId,
      verdict: effect.verdict,
      content: JSON.stringify(effect.content),
      group_ids: JSON.stringify(effect.groupIds),
      measured_by: effect.byId,
      measured_by_name: effect.byName,
      measured_at_ms: effect.atMs,
    })
    .execute();
}

/** The newest effect of each of these projects, or of all, by project. */
export async function listNewestEffects(
  db: Queries,
  projectIds?: readonly string[],
): Promise<ReadonlyMap<string, EffectRow>> {
  if (projectIds?.length === 0) return new Map();
  let query = db.selectFrom('project_effect').selectAll();
  if (projectIds) query = query.where('project_id', 'in', projectIds);
  const rows = await query
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('project_effect as newer')
            .select('newer.id')
            .whereRef('newer.project_id', '=', 'project_effect.project_id')
            .where((later) =>
              later.or([
                later('newer.measured_at_ms', '>', later.ref('project_effect.measured_at_ms')),
                later.and([
                  later('newer.measured_at_ms', '=', later.ref('project_effect.measured_at_ms')),
                  later('newer.id', '>', later.ref('project_effect.id')),
                ]),
              ]),
            ),
        ),
      ),
    )
    .execute();
  return new Map(
    rows.map((row) => [
      row.project_id,
      {
        ...{ id: row.id, projectId: row.project_id, byId: row.measured_by, byName: row.measured_by_name },
        verdict: oneOf(VERDICTS, row.verdict, 'project_effect.verdict', row.id),
        content: readJson(EffectContent, row.content, 'project_effect.content', row.id),
        groupIds: readJson(GroupIds, row.group_ids, 'project_effect.group_ids', row.id),
        atMs: row.measured_at_ms,
      },
    ]),
  );
}
