import { signersByPart, undecidedParts } from '#lib/projects/approve.ts';
import type { Queries } from '../database/engine.ts';
import type { SignerChange } from '../people/people-context.ts';
import { listDirectors } from '../people/signer-store.ts';
import { listPresentDecisions } from './decision-store.ts';
import { listHandsIn } from './hand-store.ts';
import { listSubmitted } from './store.ts';

/**
 * Which waiting projects would be signed by others if the people of a department signed for another part, or for
 * none [PE40]. A part that has decided waits for nobody, whoever signs for it next.
 */
export async function listSignerChanges(
  db: Queries,
  moved: { departmentId: string; part: string | null },
  nowMs: number,
): Promise<SignerChange[]> {
  const submitted = await listSubmitted(db);
  const directors = await listDirectors(db);
  const afterwards = directors.map((director) =>
    director.departmentId === moved.departmentId ? { ...director, part: moved.part } : director,
  );
  const decisions = await listPresentDecisions(db);
  const handsIn = await listHandsIn(
    db,
    submitted.map(({ id }) => id),
  );
  return submitted.flatMap(({ id, number, title }) => {
    const hands = handsIn.get(id) ?? new Set();
    const waiting = undecidedParts(decisions.filter(({ projectId }) => projectId === id));
    const namesOf = (people: typeof directors, part: string): string[] =>
      signersByPart(people, hands, nowMs).flatMap((signers) =>
        signers.part === part ? signers.able.map(({ name }) => name) : [],
      );
    const parts = waiting
      .map((part) => ({ part, before: namesOf(directors, part), after: namesOf(afterwards, part) }))
      .filter(({ before, after }) => before.join('\n') !== after.join('\n'));
    return parts.length > 0 ? [{ id, number, title, parts }] : [];
  });
}
