import type { CategoryId, CauseId } from './cause.ts';
import { addCategory, pasteBranches, RECORDING, removeCategory } from './edit-fishbone.ts';
import type { FishboneEditor } from './edit-fishbone.ts';
import { causeRecord, readFishbone } from './fishbone-doc.ts';
import type { CauseNode, Fishbone } from './fishbone.ts';
import { walkCauses } from './fishbone.ts';
import type { OutlineNode } from './outline-node.ts';
import { editHead } from './reshape-causes.ts';

/** 'add' keeps what is there and joins bones of the same name; 'replace' removes it first. */
export type ImportMode = 'add' | 'replace';

/**
 * Writes a fishbone that was read from a file onto the board: bones of a known name take the causes,
 * others are new. Causes get new ids; what stands in several places still does. Not one transaction,
 * since undo may follow only the part that shows the records (IK10).
 */
export function addFishbone(
  editor: FishboneEditor,
  imported: Fishbone,
  mode: ImportMode,
  authorId: string | null,
): void {
  if (mode === 'replace') {
    for (const bone of readFishbone(editor.board).fishbone.bones) removeCategory(editor, bone.id);
    if (imported.head.trim() !== '') editHead(editor, imported.head);
  }
  const newIds = new Map<CauseId, CauseId>();
  for (const bone of imported.bones) {
    const target = boneNamed(editor, bone.name) ?? addCategory(editor, bone.name, bone.question);
    const { branches, sources } = branchesOf(bone.children);
    pasteBranches(editor, { parent: target, after: 'end' }, branches, authorId, (branch, id) => {
      const source = sources.get(branch);
      if (source) newIds.set(source, id);
    });
  }
  editor.board.doc.transact(() => {
    for (const { node } of walkCauses(imported)) {
      const original = node.twinOf === null ? undefined : newIds.get(node.twinOf);
      const id = newIds.get(node.id);
      if (original !== undefined && id !== undefined) causeRecord(editor.board, id)?.set('twinOf', original);
    }
  }, RECORDING);
}

/** Branches to paste, and which cause of the file each of them is; without recursion. */
function branchesOf(nodes: readonly CauseNode[]): {
  branches: OutlineNode[];
  sources: ReadonlyMap<OutlineNode, CauseId>;
} {
  const sources = new Map<OutlineNode, CauseId>();
  const branches: OutlineNode[] = [];
  const pending = [{ nodes, into: branches }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const { id, text, note, tags, children } of next.nodes) {
      const branch: OutlineNode = { text, note, tags, children: [] };
      sources.set(branch, id);
      next.into.push(branch);
      pending.push({ nodes: children, into: branch.children });
    }
  }
  return { branches, sources };
}

function boneNamed(editor: FishboneEditor, name: string): CategoryId | null {
  const wanted = name.trim().toLocaleLowerCase();
  const { bones } = readFishbone(editor.board).fishbone;
  return bones.find((bone) => bone.name.trim().toLocaleLowerCase() === wanted)?.id ?? null;
}
