import { signersByPart, undecidedParts, type SigningPart, type SigningRules } from '#lib/projects/approve.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import type { SignerChange } from '../../people/people-context.ts';
import type { SignerRow } from '../../people/signer-store.ts';
import { listPresentDecisions } from '../decision-store.ts';
import { listHandsOf } from '../hand-store.ts';
import { readSigningRules } from '../../people/signing-rules.ts';
import { listSubmitted } from '../store.ts';

/**
 * Which waiting projects would be signed by others if the people of a department signed for another part, or for
 * none [PE40]. A part that has decided waits for nobody, whoever signs for it next. Deputies are told by their
 * own names.
 */
export async function listSignerChanges(
  context: Context,
  db: Queries,
  moved: { departmentId: string; part: string | null },
): Promise<SignerChange[]> {
  const submitted = await listSubmitted(db);
  const { rules } = await readSigningRules(context, db);
  const afterwards = {
    ...rules,
    directors: rules.directors.map((director) =>
      director.departmentId === moved.departmentId ? { ...director, part: moved.part } : director,
    ),
  };
  const decided = Map.groupBy(await listPresentDecisions(db), ({ projectId }) => projectId);
  const handsOf = await listHandsOf(
    db,
    submitted.map(({ id }) => id),
  );
  return submitted.flatMap(({ id, number, title }) => {
    const decisions = decided.get(id) ?? [];
    const project = { hands: handsOf.get(id) ?? new Set<string>(), decisions };
    const namesOf = (by: SigningRules<SignerRow>, part: SigningPart): string[] =>
      signersByPart(by, project).flatMap((signers) =>
        signers.part === part ? signers.able.map(({ signer }) => signer.name) : [],
      );
    const parts = undecidedParts(decisions)
      .map((part) => ({ part, before: namesOf(rules, part), after: namesOf(afterwards, part) }))
      .filter(({ before, after }) => before.join('\n') !== after.join('\n'));
    return parts.length > 0 ? [{ id, number, title, parts }] : [];
  });
}
