import { neighbourOf } from '../cause-spots.ts';
import { removeCategory, removeCauses } from '../doc/edit-fishbone.ts';
import type { FishboneEditor } from '../doc/edit-fishbone.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import type { FishboneTree } from './FishboneTree.svelte.ts';

/**
 * Takes a cause or bone away that was left without a word and carries nothing. Returns what to select
 * instead, or null when it stays.
 */
export function removeBlank(tree: FishboneTree, editor: FishboneEditor, id: string): string | null {
  // Not this person's origin: undo must not bring back what was never filled in.
  const unnoticed = { ...editor, origin: 'fishbone-tidy' };
  const bone = tree.boneOf(id);
  if (bone?.name.trim() === '' && bone.children.length === 0) {
    removeCategory(unnoticed, bone.id);
    return HEAD_ID;
  }
  const visit = tree.visitOf(id);
  if (visit?.node.text.trim() !== '' || visit.node.children.length > 0) return null;
  const next = neighbourOf(visit);
  removeCauses(unnoticed, [visit.node.id]);
  return next;
}
