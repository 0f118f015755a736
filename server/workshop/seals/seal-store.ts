import * as v from 'valibot';
import { parseJson as parseFishbone } from '#lib/ishikawa/formats/fishbone-json.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import type { RatingResult, VoteResult } from '#lib/workshop/ballots/results.ts';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';
import type { WorkshopRow } from '../store.ts';
import { sealHash, type Seal, type SealContent } from './seal.ts';
import { StoredSeal } from './stored-seal.ts';

/** Adds a seal to the chain of a workshop [WS15]. */
export async function insertSeal(
  trx: Queries,
  workshop: Pick<WorkshopRow, 'id'>,
  content: SealContent,
  atMs: number,
): Promise<void> {
  const last = await trx
    .selectFrom('workshop_seal')
    .select(['number', 'hash'])
    .where('workshop_id', '=', workshop.id)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const text = JSON.stringify(content);
  await trx
    .insertInto('workshop_seal')
    .values({
      workshop_id: workshop.id,
      number: (last?.number ?? 0) + 1,
      step_id: content.step.id,
      content: text,
      hash: sealHash(last?.hash ?? '', text),
      sealed_at_ms: atMs,
    })
    .execute();
}

/** What the last vote and the last ratings gave; nothing of a step in which the room is again. */
export async function lastResults(
  db: Queries,
  workshop: Pick<WorkshopRow, 'id' | 'position' | 'programme'>,
): Promise<{ votes: VoteResult | null; ratings: RatingResult | null }> {
  const counted = workshop.programme.filter(
    ({ id, kind }) => (kind === 'vote' || kind === 'rate') && id !== workshop.position,
  );
  if (counted.length === 0) return { votes: null, ratings: null };
  const rows = await db
    .selectFrom('workshop_seal')
    .select(['number', 'content'])
    .where('workshop_id', '=', workshop.id)
    .where(
      'step_id',
      'in',
      counted.map(({ id }) => id),
    )
    .orderBy('number', 'desc')
    .execute();
  const contents = rows.map((row) => readContent(StoredSeal, workshop.id, row));
  const voted = contents.find(({ votes }) => votes);
  const rated = contents.find(({ ratings }) => ratings);
  return {
    votes: voted?.votes ? named(voted.board, voted.votes) : null,
    ratings: rated?.ratings ? named(rated.board, rated.ratings) : null,
  };
}

/** Results with the names that their causes had on the board that was sealed with them. */
function named<Cause extends { causeId: string }, Result extends { causes: readonly Cause[] }>(
  board: string,
  results: Result,
): Result {
  const parsed = parseFishbone(board);
  const texts = new Map<string, string>();
  if (parsed.ok) {
    for (const { node } of walkCauses(parsed.value)) texts.set(node.twinOf ?? node.id, node.text);
  }
  const causes = results.causes.map((cause) => {
    const text = texts.get(cause.causeId);
    return text === undefined ? cause : { ...cause, text };
  });
  return { ...results, causes };
}

/** The number of the last seal of each of these workshops that has one. */
export async function lastSealNumbers(
  db: Queries,
  workshopIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (workshopIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('workshop_seal')
    .select((eb) => ['workshop_id', eb.fn.max('number').as('number')])
    .where('workshop_id', 'in', workshopIds)
    .groupBy('workshop_id')
    .execute();
  return new Map(rows.map((row) => [row.workshop_id, Number(row.number)]));
}

/** The diagrams that were sealed under these numbers, by workshop. */
export async function findSealedBoards(
  db: Queries,
  seals: readonly { id: string; number: number }[],
): Promise<ReadonlyMap<string, string>> {
  if (seals.length === 0) return new Map();
  const rows = await db
    .selectFrom('workshop_seal')
    .select(['workshop_id', 'number', 'content'])
    .where((eb) =>
      eb.or(seals.map(({ id, number }) => eb.and([eb('workshop_id', '=', id), eb('number', '=', number)]))),
    )
    .execute();
  return new Map(rows.map((row) => [row.workshop_id, readContent(StoredBoard, row.workshop_id, row).board]));
}

/** The seals of a workshop in order, each computed again from the stored content and the hash before it. */
export async function listSeals(
  db: Queries,
  workshopId: string,
): Promise<{ seals: Seal[]; isWhole: boolean }> {
  const rows = await db
    .selectFrom('workshop_seal')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .orderBy('number')
    .execute();
  let before = '';
  const seals = rows.map((row, index) => {
    // A seal that was taken out from between two leaves a gap in the numbers.
    const isFitting = row.number === index + 1 && row.hash === sealHash(before, row.content);
    before = row.hash;
    return {
      number: row.number,
      stepId: row.step_id,
      content: readContent(StoredSeal, workshopId, row),
      hash: row.hash,
      sealedAtMs: row.sealed_at_ms,
      isFitting,
    };
  });
  return { seals, isWhole: seals.every(({ isFitting }) => isFitting) };
}

/** The diagram alone: sixty seals are read at once, and their votes are nobody's question then. */
const StoredBoard = v.pick(StoredSeal, ['board']);

function readContent<const Schema extends v.GenericSchema>(
  schema: Schema,
  workshopId: string,
  { number, content }: { number: number; content: string },
): v.InferOutput<Schema> {
  return readJson(schema, content, 'workshop_seal.content', `${workshopId}/${number}`);
}

/** The workshops of which a step was sealed. */
export async function listSealedWorkshops(db: Queries): Promise<string[]> {
  const rows = await db.selectFrom('workshop_seal').select('workshop_id').distinct().execute();
  return rows.map((row) => row.workshop_id);
}
