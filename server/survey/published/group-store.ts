import { InsightQuestion } from '#lib/survey/insights/insight.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf, readJson } from '#server/database/stored.ts';

const GROUP_STATES = ['asked', 'shown', 'withheld'] as const;

/** A group behind a measurement, in the shape of an insight as far as a decision asks for it. */
export interface MeasuredGroupRow {
  id: string;
  isMeasured: true;
  waveId: string;
  waveVersion: number;
  question: InsightQuestion;
  figure: { value: number; n: number };
  figureState: (typeof GROUP_STATES)[number];
}

/** The groups of a wave that measurements stand on, the newest first. */
export async function listGroupsOfWave(db: Queries, waveId: string): Promise<MeasuredGroupRow[]> {
  const rows = await db
    .selectFrom('measured_group')
    .selectAll()
    .where('wave_id', '=', waveId)
    .orderBy('made_at_ms', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, isMeasured: true, waveId, waveVersion: row.wave_version },
    question: readJson(InsightQuestion, row.question, 'measured_group.question', row.id),
    figure: { value: row.value, n: row.n },
    figureState: oneOf(GROUP_STATES, row.state, 'measured_group.state', row.id),
  }));
}

export async function insertGroup(
  trx: Queries,
  group: Omit<MeasuredGroupRow, 'isMeasured'> & { madeAtMs: number },
): Promise<void> {
  await trx
    .insertInto('measured_group')
    .values({
      id: group.id,
      wave_id: group.waveId,
      wave_version: group.waveVersion,
      question: JSON.stringify(group.question),
      value: group.figure.value,
      n: group.figure.n,
      state: group.figureState,
      made_at_ms: group.madeAtMs,
    })
    .execute();
}

export async function writeGroupState(
  trx: Queries,
  id: string,
  state: MeasuredGroupRow['figureState'],
): Promise<void> {
  await trx.updateTable('measured_group').set({ state }).where('id', '=', id).execute();
}

/** Waves with groups about which nobody has decided yet. */
export async function listWavesOfAskedGroups(db: Queries): Promise<string[]> {
  const rows = await db
    .selectFrom('measured_group')
    .select('wave_id')
    .distinct()
    .where('state', '=', 'asked')
    .execute();
  return rows.flatMap((row) => row.wave_id ?? []);
}

/** Those of these groups that readers without rows may know of. */
export async function listShownGroupIds(db: Queries, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('measured_group')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'shown')
    .execute();
  return rows.map(({ id }) => id);
}
