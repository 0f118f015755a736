import type * as Y from 'yjs';
import { openFishbone, readFishbone, resolveMerged } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { Merges } from '#lib/workshop/ballots/follow-merges.ts';
import { walkCauses, wholeNote, type Fishbone } from '#lib/ishikawa/fishbone.ts';

/** A cause as it stands on a board, with the bones that lead to it. */
export interface BoardCause {
  id: string;
  text: string;
  note: string;
  /** Names from the category down to the cause's parent. */
  path: string[];
}

/** All causes of a board in reading order; a cause with several places comes once, at its first. */
export function readCauses(doc: Y.Doc): BoardCause[] {
  return causesOf(readFishbone(openFishbone(doc)).fishbone);
}

/** Which cause stands now for each one that was merged into another [WS34]. */
export function readMerges(doc: Y.Doc): Merges {
  const board = openFishbone(doc);
  const merges = new Map<string, string>();
  for (const id of board.causes.keys()) {
    const standing = resolveMerged(board, id);
    if (standing !== id) merges.set(id, standing);
  }
  return merges;
}

/** The same for a diagram, such as one that was sealed. */
export function causesOf(fishbone: Fishbone): BoardCause[] {
  const causes = new Map<string, BoardCause>();
  const paths = new Map<string, string[]>();
  for (const { node, parent, bone } of walkCauses(fishbone)) {
    const path = parent ? [...(paths.get(parent.id) ?? []), parent.text] : [bone.name];
    paths.set(node.id, path);
    const id = node.twinOf ?? node.id;
    if (!causes.has(id)) causes.set(id, { id, text: node.text, note: wholeNote(node), path });
  }
  return [...causes.values()];
}
