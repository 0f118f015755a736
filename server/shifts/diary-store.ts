import { FINDING_KINDS, type FindingKind } from '#lib/shifts/shift.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

export interface DiaryRow {
  id: string;
  personId: string;
  name: string;
  text: string;
  writtenAtMs: number;
}

export async function insertDiaryEntry(
  trx: Queries,
  entry: { id: string; roundId: string; personId: string; text: string; writtenAtMs: number },
): Promise<void> {
  await trx
    .insertInto('diary_entry')
    .values({
      id: entry.id,
      round_id: entry.roundId,
      person_id: entry.personId,
      text: entry.text,
      written_at_ms: entry.writtenAtMs,
    })
    .execute();
}

/** The diary of a round, the newest entry first; with a writer, only what they wrote. */
export async function listDiary(db: Queries, roundId: string, writer?: string): Promise<DiaryRow[]> {
  let query = db
    .selectFrom('diary_entry')
    .innerJoin('person', 'person.id', 'diary_entry.person_id')
    .selectAll('diary_entry')
    .select('person.name')
    .where('round_id', '=', roundId)
    .orderBy('written_at_ms', 'desc');
  if (writer !== undefined) query = query.where('diary_entry.person_id', '=', writer);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    name: row.name,
    text: row.text,
    writtenAtMs: row.written_at_ms,
  }));
}

export interface FindingRow {
  id: string;
  name: string;
  kind: FindingKind;
  text: string;
  reportedAtMs: number;
}

export async function insertFinding(
  trx: Queries,
  finding: {
    id: string;
    roundId: string;
    personId: string;
    kind: FindingKind;
    text: string;
    reportedAtMs: number;
  },
): Promise<void> {
  await trx
    .insertInto('finding')
    .values({
      id: finding.id,
      round_id: finding.roundId,
      person_id: finding.personId,
      kind: finding.kind,
      text: finding.text,
      reported_at_ms: finding.reportedAtMs,
    })
    .execute();
}

export async function listFindings(db: Queries, roundId: string): Promise<FindingRow[]> {
  const rows = await db
    .selectFrom('finding')
    .innerJoin('person', 'person.id', 'finding.person_id')
    .selectAll('finding')
    .select('person.name')
    .where('round_id', '=', roundId)
    .orderBy('reported_at_ms', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: oneOf(FINDING_KINDS, row.kind, 'finding.kind', row.id),
    text: row.text,
    reportedAtMs: row.reported_at_ms,
  }));
}

export async function listFindingIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('finding').select('id').execute()).map(({ id }) => id);
}

/** The words of these findings, of whatever round. */
export async function listFindingTexts(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; roundId: string; personId: string; text: string; reportedAtMs: number }[]> {
  return db
    .selectFrom('finding')
    .select([
      ...(['id', 'round_id as roundId', 'person_id as personId', 'text'] as const),
      'reported_at_ms as reportedAtMs',
    ])
    .where('id', 'in', ids)
    .execute();
}
