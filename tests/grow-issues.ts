import { seededRandom } from '#lib/base/random.ts';
import { USUAL_BORDERS } from '#lib/base/ratings/band-borders.ts';
import { BANDS, bandOf } from '#lib/issues/prioritise.ts';
import { openDatabase } from '#server/database/database.ts';

/** As many as a large organisation collects in a few years. */
export const MANY_ISSUES = 5_000;
const PIECE = 200;

/**
 * Adds issues to a data folder that no server holds, as they stand after an import and a year of ratings: most
 * have a place that everybody may see (the one that their room gave them), every tenth has none. Returns how many
 * issues there are then.
 */
export async function growIssues(dataDir: string): Promise<number> {
  const database = await openDatabase({ dataDir });
  const random = seededRandom(5);
  const step = (): number => 1 + Math.round(random() * 16) / 4;
  try {
    const pattern = await database.db.selectFrom('issue').selectAll().executeTakeFirstOrThrow();
    const { last } = await database.db
      .selectFrom('running_number')
      .select('last')
      .where('kind', '=', 'issue')
      .executeTakeFirstOrThrow();
    for (let from = 0; from < MANY_ISSUES; from += PIECE) {
      const rows = Array.from({ length: PIECE }, (_, at) => {
        const [importance, urgency, number] = [step(), step(), last + 1 + from + at];
        const isPlaced = (from + at) % 10 !== 0;
        return {
          ...pattern,
          id: `grown-${number}`,
          number,
          title: `Sprawa ${number}: kolejka do okienka`,
          state: 'open',
          origin: JSON.stringify({ kind: 'manual' }),
          origin_key: null,
          raters: 0,
          counted: 0,
          standing: isPlaced ? 'room' : null,
          priority_raters: isPlaced ? 7 : null,
          importance: isPlaced ? importance : null,
          urgency: isPlaced ? urgency : null,
          rated_band: isPlaced ? BANDS.indexOf(bandOf(importance, urgency, USUAL_BORDERS)) : null,
          band: isPlaced ? BANDS.indexOf(bandOf(importance, urgency, USUAL_BORDERS)) : null,
          is_disputed: isPlaced ? 0 : null,
        };
      });
      await database.db.insertInto('issue').values(rows).execute();
    }
    await database.db
      .updateTable('running_number')
      .set({ last: last + MANY_ISSUES })
      .where('kind', '=', 'issue')
      .execute();
    return last + MANY_ISSUES;
  } finally {
    await database.close();
  }
}
