import type { Actor } from '#lib/people/person.ts';
import type { CauseEvidence } from '#lib/workshop/evidence/evidence.ts';
import type { FootprintEvidence } from '#lib/workshop/evidence/footprint-form.ts';
import type { Context } from '#server/context.ts';
import { listShownSegments, type ShownSegment } from '#server/survey/commands.ts';
import { listEvidence } from './evidence-store.ts';

/** Sees what everybody in a room may see, whoever reads it there. */
const ROOM: Actor = { kind: 'system', name: 'workshop' };

/**
 * The evidence of a workshop by cause, as whoever sees no rows may read it now: the numbers of a test stay
 * as they were, but the answer that it was about is named only while the tables of its wave name it, so
 * that a name which was masked or erased is gone here too [SV114].
 */
export async function listShownEvidence(
  context: Pick<Context, 'db'>,
  workshopId: string,
): Promise<Record<string, CauseEvidence[]>> {
  const byCause = await listEvidence(context.db, workshopId);
  const waveIds = Object.values(byCause)
    .flat()
    .flatMap(({ evidence }) =>
      evidence.kind === 'footprint' ? (evidence.claim.group?.place?.waveId ?? []) : [],
    );
  const shown = await listShownSegments(context, ROOM, [...new Set(waveIds)]);
  return Object.fromEntries(
    Object.entries(byCause).map(([causeId, pieces]) => [
      causeId,
      pieces.map((piece) =>
        piece.evidence.kind === 'footprint' ? { ...piece, evidence: nameless(piece.evidence, shown) } : piece,
      ),
    ]),
  );
}

/** A claim without the name of its answer, unless that is shown; one that does not know its wave is not asked. */
function nameless(
  evidence: FootprintEvidence,
  shown: ReadonlyMap<string, readonly ShownSegment[]>,
): FootprintEvidence {
  const claimed = evidence.claim.group;
  if (claimed?.group.kind !== 'answer') return evidence;
  const { place, group } = claimed;
  const segment = shown.get(place?.waveId ?? '')?.find(({ column }) => column === place?.column);
  const isNamed = segment?.groups.some((other) => other.kind === 'answer' && other.name === group.name);
  if (isNamed) return evidence;
  return { ...evidence, claim: { ...evidence.claim, group: { ...claimed, group: { kind: 'withdrawn' } } } };
}
