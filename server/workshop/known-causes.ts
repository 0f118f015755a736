import { parseJson } from '#lib/ishikawa/formats/fishbone-json.ts';
import { causePlace, type KnownCause, type SeenWorkshop } from '#lib/workshop/seen/seen-before.ts';
import { TextComparison, readForComparing, type ReadText } from '#lib/base/words/compare-texts.ts';
import type { WorkshopContext } from './workshop-context.ts';
import { causesOf } from './board-causes.ts';
import { listStatuses } from './evidence/evidence-store.ts';
import { findSealedBoards, lastSealNumbers } from './seals/seal-store.ts';
import { listWorkshopsOf, type WorkshopRow } from './store.ts';

/** What is compared: the newest workshops and causes a person may read. Older ones are left out. */
const MOST_WORKSHOPS = 300;
const MOST_CAUSES = 10_000;
/** Boards that are read from the database in one query, when they are not known yet: a few megabytes. */
const BOARDS_AT_ONCE = 60;

/** What is shown of one text: somebody looks at it in a meeting. */
export const MOST_SIMILAR = 40;
export const MOST_SHOWN_WORKSHOPS = 5;
export const MOST_SHOWN_CAUSES = 3;

/** Answers where causes like a text stood in other workshops, as of when it was made. */
export type AskSeen = (text: string) => SeenWorkshop[];

/**
 * Gathers the causes of the other workshops in which a person takes part [WS85] [WS86]. They come from
 * the last seal of each, from the database alone: no room is opened, and none that runs is held up.
 */
export async function gatherKnownCauses(
  context: WorkshopContext,
  personId: string,
  besides: string,
): Promise<AskSeen> {
  const { db, knownCauses } = context;
  const all = await listWorkshopsOf(db, personId, MOST_WORKSHOPS);
  const workshops = new Map<string, WorkshopRow>();
  for (const workshop of all) if (workshop.id !== besides) workshops.set(workshop.id, workshop);
  const numbers = await lastSealNumbers(db, [...workshops.keys()]);
  const read: ReadText<KnownCause>[] = [];
  const sealed = [...workshops.keys()].flatMap((id) => {
    const number = numbers.get(id);
    return number === undefined ? [] : [{ id, number }];
  });
  for (let from = 0; from < sealed.length && read.length < MOST_CAUSES; from += BOARDS_AT_ONCE) {
    const batch = sealed.slice(from, from + BOARDS_AT_ONCE);
    const isNew = batch.filter(({ id, number }) => !knownCauses.has(id, String(number)));
    const boards = await findSealedBoards(db, isNew);
    for (const { id, number } of batch) {
      const causes = await knownCauses.get(id, String(number), async () => {
        // What was known a moment ago may have left the cache since.
        const board = boards.get(id) ?? (await findSealedBoards(db, [{ id, number }])).get(id);
        return readSealed(id, board ?? '');
      });
      read.push(...causes);
    }
  }
  const comparison = new TextComparison(read.slice(0, MOST_CAUSES));
  const statuses = new Map(
    (await listStatuses(db, [...workshops.keys()])).map((row) => [
      causePlace(row.workshopId, row.causeId),
      row.status,
    ]),
  );
  return (text) => {
    const seen = new Map<string, SeenWorkshop>();
    for (const { thing: cause } of comparison.find(text, MOST_SIMILAR)) {
      const { id, text: known, workshopId } = cause;
      const workshop = workshops.get(workshopId);
      if (!workshop) continue;
      const { title, createdAtMs, stage } = workshop;
      const causes = seen.get(workshopId)?.causes ?? [];
      if (causes.length >= MOST_SHOWN_CAUSES) continue;
      const status = statuses.get(causePlace(workshopId, id)) ?? 'possible';
      const shown = { id: workshop.id, title, createdAtMs, stage };
      seen.set(workshopId, { ...shown, causes: [...causes, { id, text: known, status }] });
    }
    return [...seen.values()].slice(0, MOST_SHOWN_WORKSHOPS);
  };
}

function readSealed(workshopId: string, board: string): readonly ReadText<KnownCause>[] {
  const parsed = parseJson(board);
  if (!parsed.ok) return [];
  const causes = causesOf(parsed.value).filter(({ text }) => text.trim() !== '');
  return readForComparing(causes.map(({ id, text }) => ({ workshopId, id, text })));
}
