import { categoryName, causeNote, causeRecord, causeText, originalId, readFishbone } from './fishbone-doc.ts';
import { addCause, moveCause, removeCauses, tagCause } from './edit-fishbone.ts';
import type { EditRefusal, FishboneEditor } from './edit-fishbone.ts';
import { replaceText } from './edit-text.ts';
import type { CategoryId, CauseId } from '../cause.ts';
import { walkCauses } from '../fishbone.ts';
import type { CauseVisit } from '../fishbone.ts';

/** Sets the wording of a cause, keeping what others type in it at the same moment. */
export function editText(editor: FishboneEditor, id: CauseId, text: string): void {
  const shared = causeText(editor.board, id);
  if (shared) editor.board.doc.transact(() => replaceText(shared, text), editor.origin);
}

/** Sets the note of a cause. */
export function editNote(editor: FishboneEditor, id: CauseId, note: string): void {
  const shared = causeNote(editor.board, id);
  if (shared) editor.board.doc.transact(() => replaceText(shared, note), editor.origin);
}

/** Sets the problem or goal at the head. */
export function editHead(editor: FishboneEditor, text: string): void {
  editor.board.doc.transact(() => replaceText(editor.board.head, text), editor.origin);
}

/** Sets the name of a category. */
export function renameCategory(editor: FishboneEditor, id: CategoryId, name: string): void {
  const shared = categoryName(editor.board, id);
  if (shared) editor.board.doc.transact(() => replaceText(shared, name), editor.origin);
}

/**
 * Makes two causes one: `kept` stays with its wording and takes over the whys and the tags of `merged`, which
 * is removed; its record keeps what it said, and that is shown beside the note of `kept`. Two places of one
 * cause simply become one. When `kept` hangs below `merged` it takes its place.
 */
export function mergeCauses(editor: FishboneEditor, kept: CauseId, merged: CauseId): EditRefusal | null {
  const built = readFishbone(editor.board);
  const visits = new Map<CauseId, CauseVisit>();
  for (const visit of walkCauses(built.fishbone)) visits.set(visit.node.id, visit);
  const gone = visits.get(merged);
  if (!visits.has(kept) || !gone) return 'unknown-cause';
  if (kept === merged) return 'own-branch';
  editor.board.doc.transact(() => {
    if (isBelow(visits, kept, merged)) {
      moveCause(editor, kept, { parent: gone.parent?.id ?? gone.bone.id, after: merged });
    }
    for (const child of gone.node.children) {
      if (child.id !== kept) moveCause(editor, child.id, { parent: kept, after: 'end' });
    }
    for (const tag of gone.node.tags) tagCause(editor, kept, tag, true);
    causeRecord(editor.board, merged)?.set('mergedInto', originalId(editor.board, kept));
    removeCauses(editor, [merged]);
  }, editor.origin);
  return null;
}

/** Cuts the text of a cause at `offset` (UTF-16 units); the rest becomes the next sibling, whose id is returned. */
export function splitCause(
  editor: FishboneEditor,
  id: CauseId,
  offset: number,
  authorId: string | null,
): CauseId | EditRefusal {
  const parent = readFishbone(editor.board).parentOf.get(id);
  const text = causeText(editor.board, id)?.toString();
  if (parent === undefined || text === undefined) return 'unknown-cause';
  editText(editor, id, text.slice(0, offset).trimEnd());
  return addCause(editor, { parent, after: id }, text.slice(offset).trimStart(), authorId);
}

function isBelow(visits: ReadonlyMap<CauseId, CauseVisit>, id: CauseId, ancestor: CauseId): boolean {
  for (let at = visits.get(id)?.parent; at; at = visits.get(at.id)?.parent)
    if (at.id === ancestor) return true;
  return false;
}
