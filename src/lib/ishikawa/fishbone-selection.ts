import type { CauseId } from './cause.ts';
import type { CauseNode, Fishbone } from './fishbone.ts';
import { walkCauses } from './fishbone.ts';

/** The ids of causes and of everything behind them. */
export function branchOf(fishbone: Fishbone, ...ids: readonly string[]): ReadonlySet<string> {
  const branch = new Set(ids);
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

/** The causes that have whys, among the chosen causes and all that hangs on the chosen causes and bones. */
export function foldableBelow(fishbone: Fishbone, ids: readonly string[]): CauseId[] {
  const within = new Set<string>(ids);
  const foldable: CauseId[] = [];
  for (const { node, parent, bone } of walkCauses(fishbone)) {
    if (!within.has(node.id) && !within.has(parent?.id ?? bone.id)) continue;
    within.add(node.id);
    if (node.children.length > 0) foldable.push(node.id);
  }
  return foldable;
}

/** What is folded once all of `foldable` is, or none of it when some was. */
export function foldedTogether<T>(folded: ReadonlySet<T>, foldable: readonly T[]): ReadonlySet<T> {
  const next = new Set(folded);
  const isAnyFolded = foldable.some((id) => next.has(id));
  for (const id of foldable) {
    if (isAnyFolded) next.delete(id);
    else next.add(id);
  }
  return next;
}

/** A set without some of its members; the same set when it had none of them. */
export function without<T>(set: ReadonlySet<T>, gone: readonly T[]): ReadonlySet<T> {
  return gone.some((each) => set.has(each)) ? new Set([...set].filter((each) => !gone.includes(each))) : set;
}
