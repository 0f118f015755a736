import type { Actor } from '#lib/people/person.ts';
import type { CauseEvidence } from '#lib/workshop/evidence/evidence.ts';
import type { FootprintEvidence } from '#lib/workshop/evidence/footprint-form.ts';
import type { Context } from '#server/context.ts';
import { listShownGroups } from '#server/survey/commands.ts';
import { listEvidence } from './evidence-store.ts';

/** Sees what everybody in a room may see, whoever reads it there. */
const ROOM: Actor = { kind: 'system', name: 'workshop' };

type Shown = Awaited<ReturnType<typeof listShownGroups>>;

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
  const shown = new Map<string, Shown>();
  for (const { evidence } of Object.values(byCause).flat()) {
    const waveId = evidence.kind === 'footprint' ? evidence.claim.group?.place?.waveId : undefined;
    if (waveId && !shown.has(waveId)) shown.set(waveId, await listShownGroups(context, ROOM, waveId));
  }
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
function nameless(evidence: FootprintEvidence, shown: ReadonlyMap<string, Shown>): FootprintEvidence {
  const claimed = evidence.claim.group;
  if (claimed?.group.kind !== 'answer') return evidence;
  const { place, group } = claimed;
  const segment = shown.get(place?.waveId ?? '')?.find(({ column }) => column === place?.column);
  const isNamed = segment?.groups.some((other) => other.kind === 'answer' && other.name === group.name);
  if (isNamed) return evidence;
  return { ...evidence, claim: { ...evidence.claim, group: { ...claimed, group: { kind: 'withdrawn' } } } };
}
