import type { BandBorders } from '#lib/base/ratings/band-borders.ts';
import { newId } from '#lib/base/ids.ts';
import { bandOf } from '#lib/issues/prioritise.ts';
import type { Queries } from '../database/engine.ts';
import { insertBandChanges, listPlaced, setRatedBand } from './bands/band-store.ts';

/** As many rows as one statement writes. */
const ROWS_AT_ONCE = 200;

/**
 * Puts every issue that ratings have placed into the band that other borders make of it, in the transaction that
 * changes them; what somebody moved stays, and each change of band is noted [IS52] [IS53].
 */
export async function rebandIssues(
  trx: Queries,
  borders: BandBorders,
  { atMs, byName }: { atMs: number; byName: string },
): Promise<void> {
  const changed = (await listPlaced(trx)).flatMap((issue) => {
    const to = bandOf(issue.importance, issue.urgency, borders);
    return to === issue.ratedBand ? [] : [{ ...issue, to }];
  });
  for (const [to, group] of Map.groupBy(changed, (issue) => issue.to))
    for (const piece of pieces(group))
      await setRatedBand(
        trx,
        piece.map(({ id }) => id),
        to,
      );
  const lines = changed
    .filter(({ isMoved }) => !isMoved)
    .map(({ id, band, to, isSecret }) => ({
      ...{ id: newId(), issueId: id, atMs, from: band, to, why: 'threshold' as const, reason: '', byName },
      ...{ isFromSecret: isSecret, isToSecret: isSecret },
    }));
  for (const piece of pieces(lines)) await insertBandChanges(trx, piece);
}

function pieces<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, at) =>
    rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE),
  );
}
