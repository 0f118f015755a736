import type { CategoryId, CauseId } from '../cause.ts';
import { addCategory, pasteBranches, RECORDING, removeCategory } from './edit-fishbone.ts';
import type { FishboneEditor } from './edit-fishbone.ts';
import { causeRecord, readFishbone } from './fishbone-doc.ts';
import type { CauseNode, Fishbone } from '../fishbone.ts';
import { walkCauses } from '../fishbone.ts';
import type { OutlineNode } from '../outline-node.ts';
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
  const before = readFishbone(editor.board).fishbone.bones;
  if (mode === 'replace') {
    for (const bone of before) removeCategory(editor, bone.id);
    if (imported.head.trim() !== '') editHead(editor, imported.head);
  }
  const newIds = new Map<CauseId, CauseId>();
  for (const bone of imported.bones) {
    // Most formats know no questions: a bone that comes back by name keeps what it asked.
    const question =
      bone.question || (before.find((each) => isSameName(each.name, bone.name))?.question ?? '');
    const target = boneNamed(editor, bone.name) ?? addCategory(editor, bone.name, question);
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
  const { bones } = readFishbone(editor.board).fishbone;
  return bones.find((bone) => isSameName(bone.name, name))?.id ?? null;
}

function isSameName(a: string, b: string): boolean {
  return a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();
}
