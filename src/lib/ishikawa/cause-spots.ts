import type { ParentId } from './cause.ts';
import type { CauseNode, CauseVisit } from './fishbone.ts';

/** What to select once a cause is gone: the sibling before or after it, or what it hung on. */
export function neighbourOf(visit: CauseVisit): ParentId {
  const siblings = siblingsOf(visit);
  const at = indexOf(visit);
  return (siblings[at - 1] ?? siblings[at + 1])?.id ?? parentOf(visit);
}

/** The cause or category that a cause hangs on. */
export function parentOf(visit: CauseVisit): ParentId {
  return visit.parent?.id ?? visit.bone.id;
}

function siblingsOf(visit: CauseVisit): readonly CauseNode[] {
  return (visit.parent ?? visit.bone).children;
}

function indexOf(visit: CauseVisit): number {
  return siblingsOf(visit).findIndex((node) => node.id === visit.node.id);
}
