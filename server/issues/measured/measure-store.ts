import * as v from 'valibot';
import { MeasuredContent } from '#lib/issues/measured/measured-importance.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** What was measured of an issue, as it is kept. */
export interface MeasureRow {
  id: string;
  issueId: string;
  content: MeasuredContent;
  groupIds: string[];
  byId: string;
  byName: string;
  atMs: number;
}

const GroupIds = v.array(v.string());

export async function insertMeasure(trx: Queries, measure: MeasureRow): Promise<void> {
  await trx
    .insertInto('issue_measure')
    .values({
      id: measure.id,
      issue_id: measure.issueId,
      wave_id: measure.content.waveId,
      content: JSON.stringify(measure.content),
      group_ids: JSON.stringify(measure.groupIds),
      measured_by: measure.byId,
      measured_by_name: measure.byName,
      measured_at_ms: measure.atMs,
    })
    .execute();
}

/**
 * The newest measurement of each of these issues, by issue: its own, else that of an issue that was merged into it, since
 * its evidence went over as well [IS27].
 */
export async function listNewestMeasures(
  db: Queries,
  issueIds: readonly string[],
): Promise<ReadonlyMap<string, MeasureRow>> {
  if (issueIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('issue_measure')
    .innerJoin('issue', 'issue.id', 'issue_measure.issue_id')
    .selectAll('issue_measure')
    .select(['issue.duplicate_of'])
    .where((eb) =>
      eb.or([eb('issue_measure.issue_id', 'in', issueIds), eb('issue.duplicate_of', 'in', issueIds)]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('issue_measure as newer')
            .select('newer.id')
            .whereRef('newer.issue_id', '=', 'issue_measure.issue_id')
            .where((later) =>
              later.or([
                later('newer.measured_at_ms', '>', later.ref('issue_measure.measured_at_ms')),
                later.and([
                  later('newer.measured_at_ms', '=', later.ref('issue_measure.measured_at_ms')),
                  later('newer.id', '>', later.ref('issue_measure.id')),
                ]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('measured_at_ms')
    .orderBy('issue_measure.id')
    .execute();
  const newest = new Map<string, MeasureRow>();
  // What came over is overtaken by what was measured of the issue itself.
  for (const isOwn of [false, true])
    for (const row of rows) {
      const issueId = isOwn ? row.issue_id : row.duplicate_of;
      if (issueId === null || !issueIds.includes(issueId)) continue;
      newest.set(issueId, {
        ...{ id: row.id, issueId, byId: row.measured_by, byName: row.measured_by_name },
        content: readJson(MeasuredContent, row.content, 'issue_measure.content', row.id),
        groupIds: readJson(GroupIds, row.group_ids, 'issue_measure.group_ids', row.id),
        atMs: row.measured_at_ms,
      });
    }
  return newest;
}
