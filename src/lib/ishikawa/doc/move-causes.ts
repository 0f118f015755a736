import type { CauseId, ParentId } from '../cause.ts';
import { moveCause } from './edit-fishbone.ts';
import type { FishboneEditor, Spot } from './edit-fishbone.ts';
import { readFishbone } from './fishbone-doc.ts';
import type { CauseNode, Fishbone } from '../fishbone.ts';
import { topmostOf } from '../fishbone-selection.ts';
import { walkCauses } from '../fishbone.ts';

/** Some chosen causes among all children of one cause or category. */
interface SiblingGroup {
  parent: ParentId;
  /** What the parent hangs on; null for a category. */
  grandparent: ParentId | null;
  siblings: CauseNode[];
  chosen: ReadonlySet<CauseId>;
}

/**
 * Moves branches, in reading order, to stand one after another at a spot. A branch that the spot lies
 * in stays where it was. True when something moved.
 */
export function moveCauses(editor: FishboneEditor, ids: readonly string[], spot: Spot): boolean {
  const { fishbone } = readFishbone(editor.board);
  const topmost = topmostOf(fishbone, ids).map((node) => node.id);
  let after = settledAfter(fishbone, spot, new Set(topmost));
  let isMoved = false;
  editor.board.doc.transact(() => {
    for (const id of topmost) {
      if (moveCause(editor, id, { parent: spot.parent, after }) !== null) continue;
      isMoved = true;
      if (after !== 'end') after = id;
    }
  }, editor.origin);
  return isMoved;
}

/** Moves each chosen cause one place up or down among its siblings; neighbours stay together. */
export function shiftCauses(editor: FishboneEditor, ids: readonly string[], step: -1 | 1): boolean {
  let isMoved = false;
  editor.board.doc.transact(() => {
    for (const { parent, siblings, chosen } of groupsOf(editor, ids)) {
      const row = siblings.map((node) => node.id);
      const places = row.keys().toArray();
      if (step > 0) places.reverse();
      for (const from of places) {
        const id = row[from];
        const other = row[from + step];
        if (id === undefined || other === undefined || !chosen.has(id) || chosen.has(other)) continue;
        const after = step > 0 ? other : (row[from - 2] ?? 'start');
        if (moveCause(editor, id, { parent, after }) !== null) continue;
        [row[from], row[from + step]] = [other, id];
        isMoved = true;
      }
    }
  }, editor.origin);
  return isMoved;
}

/** Moves each chosen cause under the nearest sibling before it that is not chosen; says under which. */
export function indentCauses(editor: FishboneEditor, ids: readonly string[]): CauseId[] {
  const under: CauseId[] = [];
  editor.board.doc.transact(() => {
    for (const { siblings, chosen } of groupsOf(editor, ids)) {
      let above: CauseId | null = null;
      for (const { id } of siblings) {
        if (!chosen.has(id)) above = id;
        else if (above !== null && moveCause(editor, id, { parent: above, after: 'end' }) === null) {
          under.push(above);
        }
      }
    }
  }, editor.origin);
  return under;
}

/** Moves each chosen cause out, to follow the cause that it hangs on. */
export function outdentCauses(editor: FishboneEditor, ids: readonly string[]): boolean {
  let isMoved = false;
  editor.board.doc.transact(() => {
    for (const { parent, grandparent, siblings, chosen } of groupsOf(editor, ids)) {
      if (grandparent === null) continue;
      // The last first: each lands right after the parent, before the one moved out before it.
      for (const { id } of siblings.filter((node) => chosen.has(node.id)).reverse()) {
        // With a grandparent the parent is a cause.
        const spot: Spot = { parent: grandparent, after: parent as CauseId };
        if (moveCause(editor, id, spot) === null) isMoved = true;
      }
    }
  }, editor.origin);
  return isMoved;
}

/** "After" as it will be once the chosen causes have left their old places. */
function settledAfter(fishbone: Fishbone, spot: Spot, chosen: ReadonlySet<string>): Spot['after'] {
  if (!chosen.has(spot.after)) return spot.after;
  let before: Spot['after'] = 'start';
  for (const { node, parent, bone } of walkCauses(fishbone)) {
    if ((parent?.id ?? bone.id) !== spot.parent) continue;
    if (node.id === spot.after) break;
    if (!chosen.has(node.id)) before = node.id;
  }
  return before;
}

function groupsOf(editor: FishboneEditor, ids: readonly string[]): SiblingGroup[] {
  const { fishbone, parentOf } = readFishbone(editor.board);
  const chosen = new Set(topmostOf(fishbone, ids).map((node) => node.id));
  const groups = new Map<ParentId, SiblingGroup>();
  for (const { node, parent, bone } of walkCauses(fishbone)) {
    if (!chosen.has(node.id)) continue;
    const holder = parent ?? bone;
    if (groups.has(holder.id)) continue;
    const grandparent = parent ? (parentOf.get(parent.id) ?? bone.id) : null;
    groups.set(holder.id, { parent: holder.id, grandparent, siblings: [...holder.children], chosen });
  }
  return [...groups.values()];
}
