import type { CauseId } from './cause.ts';
import type { CauseNode, CauseVisit, Fishbone } from './fishbone.ts';
import { walkCauses } from './fishbone.ts';

/** The ids of a cause and of everything behind it. */
export function branchOf(fishbone: Fishbone, id: string): ReadonlySet<string> {
  const branch = new Set([id]);
  for (const { node, parent } of walkCauses(fishbone)) {
    if (parent && branch.has(parent.id)) branch.add(node.id);
  }
  return branch;
}

/** The chosen causes in reading order, without those that lie within the branch of another. */
export function topmostOf(fishbone: Fishbone, ids: readonly string[]): CauseNode[] {
  const within = new Set<string>();
  const topmost: CauseNode[] = [];
  for (const { node, parent } of walkCauses(fishbone)) {
    const isWithin = parent !== null && within.has(parent.id);
    if (!isWithin && !ids.includes(node.id)) continue;
    within.add(node.id);
    if (!isWithin) topmost.push(node);
  }
  return topmost;
}

/** A set with an id put in, or taken out when it was there. */
export function toggled<T>(set: ReadonlySet<T>, id: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** A set of causes with nothing in it. */
export function noCauses(): ReadonlySet<CauseId> {
  return new Set();
}

/** Every cause by its id, with what it hangs on. */
export function visitsById(fishbone: Fishbone): ReadonlyMap<string, CauseVisit> {
  const visits = new Map<string, CauseVisit>();
  for (const visit of walkCauses(fishbone)) visits.set(visit.node.id, visit);
  return visits;
}
