import type { QuotedEvidence } from '#lib/discussion/message.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Evidence } from '#lib/workshop/evidence/evidence.ts';
import type { Context } from '#server/context.ts';
import { participationsOf } from '../participation.ts';
import { listTraced } from '../store.ts';
import { listEvidenceBy, type PlacedEvidence } from './evidence-store.ts';

/** What hangs on causes as it is quoted, for whoever is in its workshop [WS5]. */
export async function listQuotedEvidence(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<QuotedEvidence[]> {
  if (actor.kind !== 'person' || ids.length === 0) return [];
  return toQuoted({ db }, actor, await listEvidenceBy(db, { ids }));
}

/** What hangs on these causes and can be quoted, each named as `<workshop>/<cause>`; for whoever is in the workshop. */
export async function listQuotable(
  { db }: Context,
  actor: Actor,
  causeKeys: readonly string[],
): Promise<QuotedEvidence[]> {
  if (actor.kind !== 'person' || causeKeys.length === 0) return [];
  const workshopIds = [...new Set(causeKeys.map((key) => key.split('/')[0] ?? ''))];
  const placed = await listEvidenceBy(db, { workshopIds });
  return toQuoted(
    { db },
    actor,
    placed.filter(({ workshopId, causeId }) => causeKeys.includes(`${workshopId}/${causeId}`)),
  );
}

async function toQuoted(
  { db }: Pick<Context, 'db'>,
  actor: Extract<Actor, { kind: 'person' }>,
  placed: readonly PlacedEvidence[],
): Promise<QuotedEvidence[]> {
  const participation = await participationsOf(db, actor.id);
  const workshops = new Map(
    (await listTraced(db, { ids: [...new Set(placed.map(({ workshopId }) => workshopId))] }))
      .filter((workshop) => participation(workshop) !== 'none')
      .map(({ id, title }) => [String(id), title]),
  );
  return placed.flatMap(({ id, workshopId, evidence }) => {
    const title = workshops.get(workshopId);
    const text = wordsOf(evidence);
    if (title === undefined || text === null) return [];
    const href = `/workshop/${workshopId}/board`;
    return { kind: 'evidence', id, title, text, href, figure: null, figureKind: undefined };
  });
}

/** Figures are quoted as the insights that they are; a test of low scores stands on the board alone. */
function wordsOf(evidence: Evidence): string | null {
  if (evidence.kind === 'note' || evidence.kind === 'quote') return evidence.text;
  if (evidence.kind === 'link') return evidence.text || evidence.url;
  if (evidence.kind === 'file') return evidence.text || evidence.name;
  return null;
}
