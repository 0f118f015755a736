import { walkCauses, type Fishbone } from '#lib/ishikawa/fishbone.ts';

/** A cause as it stands on a ballot: once, at its first place. */
export interface VotableCause {
  id: string;
  text: string;
  /** The bone and the causes that lead to it. */
  path: readonly string[];
  boneHue: number;
}

/** What can be voted on: every cause that says something, twins once, in reading order. */
export function votableCauses(fishbone: Pick<Fishbone, 'bones'>): VotableCause[] {
  const causes = new Map<string, VotableCause>();
  const paths = new Map<string, readonly string[]>();
  for (const { node, parent, bone } of walkCauses(fishbone)) {
    const path = parent ? [...(paths.get(parent.id) ?? []), parent.text] : [bone.name];
    paths.set(node.id, path);
    const id = node.twinOf ?? node.id;
    if (node.text.trim() === '' || causes.has(id)) continue;
    causes.set(id, { id, text: node.text, path, boneHue: bone.hue });
  }
  return [...causes.values()];
}

/** More than this is no longer rated with care in the minutes that a workshop has. */
export const MAX_RATED = 10;

/**
 * What is rated [WS33]: what a vote chose, the most dots first; without one, the causes on the bones. A cause
 * that was merged since is rated as the one that stands for it.
 */
export function ratedCauses(
  causes: readonly VotableCause[],
  votes: readonly { causeId: string }[] | undefined,
  standingFor: (causeId: string) => string,
): VotableCause[] {
  if (!votes || votes.length === 0) return causes.filter(({ path }) => path.length === 1);
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  const chosen = new Set(votes.map(({ causeId }) => standingFor(causeId)));
  return [...chosen].flatMap((id) => byId.get(id) ?? []).slice(0, MAX_RATED);
}
