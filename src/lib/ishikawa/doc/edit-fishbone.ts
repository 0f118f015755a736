import * as Y from 'yjs';
import { asId, newId } from '#lib/base/ids.ts';
import type { RandomSource } from '#lib/base/random.ts';
import type { BuiltFishbone } from './build-fishbone.ts';
import { CATEGORY_HUES, hueOfIndex } from '../cause.ts';
import type { CategoryHue, CategoryId, CauseId, ParentId, Place } from '../cause.ts';
import { causeRecord, originalId, readFishbone, TAG_PREFIX } from './fishbone-doc.ts';
import type { FishboneDoc } from './fishbone-doc.ts';
import type { Bone, CauseNode, HeadSide } from '../fishbone.ts';
import { walkCauses } from '../fishbone.ts';
import { isOrder, ordersBetween } from './fractional-order.ts';
import type { OutlineNode } from '../outline-node.ts';

/** Who edits: the document, the origin that marks this person's own edits, and a source of ids. */
export interface FishboneEditor {
  board: FishboneDoc;
  /** Marks the transactions that this person's undo takes back. */
  origin: unknown;
  random: RandomSource;
  newId: () => string;
}

/** Where to put a cause: under `parent`, first, last or right after one of its children. */
export interface Spot {
  parent: ParentId;
  after: CauseId | 'start' | 'end';
}

/** Why an edit was not made. */
export type EditRefusal = 'unknown-cause' | 'own-branch';

/**
 * Marks the making of a record. Undo must not follow it: undoing would delete what others typed
 * into the record since (IK10). The record appears by a second, tracked transaction.
 */
export const RECORDING = 'fishbone-recording';

/** An editor with the platform's randomness. */
export function createEditor(board: FishboneDoc, origin: unknown): FishboneEditor {
  return { board, origin, random: Math.random, newId };
}

/** Adds one cause and returns its id. Start it empty to type into it. */
export function addCause(editor: FishboneEditor, spot: Spot, text: string, authorId: string | null): CauseId {
  const [id] = pasteBranches(editor, spot, [{ text, children: [] }], authorId);
  // One branch in, one id out.
  return id as CauseId;
}

/** Adds whole branches, in order, and returns the ids of their topmost causes. */
export function pasteBranches(
  editor: FishboneEditor,
  spot: Spot,
  branches: readonly OutlineNode[],
  authorId: string | null,
  onmade?: (branch: OutlineNode, id: CauseId) => void,
): CauseId[] {
  const built = readFishbone(editor.board);
  const home = boneOf(built, spot.parent);
  const made: CauseId[] = [];
  const topmost: CauseId[] = [];
  editor.board.doc.transact(() => {
    const pending = [
      { branches, parent: spot.parent, orders: ordersAt(editor, built, spot, branches.length) },
    ];
    for (let batch = pending.pop(); batch; batch = pending.pop()) {
      for (const [i, branch] of batch.branches.entries()) {
        const id: CauseId = asId(editor.newId());
        const order = batch.orders[i] ?? 'V';
        editor.board.causes.set(id, newRecord({ parent: batch.parent, order, home }, branch, authorId));
        made.push(id);
        onmade?.(branch, id);
        if (batch.branches === branches) topmost.push(id);
        if (branch.children.length > 0) {
          const orders = ordersBetween(null, null, branch.children.length, editor.random);
          pending.push({ branches: branch.children, parent: id, orders });
        }
      }
    }
  }, RECORDING);
  bringToLife(editor, made);
  return topmost;
}

/** Adds another place for a cause; both show one text and count once. */
export function addTwin(editor: FishboneEditor, original: CauseId, spot: Spot): CauseId | EditRefusal {
  const built = readFishbone(editor.board);
  if (!built.parentOf.has(original)) return 'unknown-cause';
  const root = findNode(built, original)?.twinOf ?? original;
  const id: CauseId = asId(editor.newId());
  const order = ordersAt(editor, built, spot, 1)[0] ?? 'V';
  editor.board.doc.transact(() => {
    const record = newRecord(
      { parent: spot.parent, order, home: boneOf(built, spot.parent) },
      { text: '' },
      null,
    );
    record.set('twinOf', root);
    editor.board.causes.set(id, record);
  }, RECORDING);
  bringToLife(editor, [id]);
  return id;
}

/** Moves a cause with its branch. Null when it was done. */
export function moveCause(editor: FishboneEditor, id: CauseId, spot: Spot): EditRefusal | null {
  const built = readFishbone(editor.board);
  const record = causeRecord(editor.board, id);
  if (!record || !built.parentOf.has(id)) return 'unknown-cause';
  if (spot.parent === id || ancestorsOf(built, spot.parent).includes(id)) return 'own-branch';
  if (spot.after === id) return null;
  const order = ordersAt(editor, built, spot, 1, id)[0] ?? 'V';
  editor.board.doc.transact(() => {
    settleRings(editor.board, built);
    record.set('place', { parent: spot.parent, order, home: boneOf(built, spot.parent) } satisfies Place);
  }, editor.origin);
  return null;
}

/** Hides causes with their branches; `restoreCause` on any of them brings all of this removal back. */
export function removeCauses(editor: FishboneEditor, ids: readonly CauseId[]): void {
  const built = readFishbone(editor.board);
  const chosen = new Set<ParentId>(ids);
  const removal = editor.newId();
  editor.board.doc.transact(() => {
    for (const { node } of walkCauses(built.fishbone)) {
      // Parents are met before their whys, so the choice spreads down the branch.
      const parent = built.parentOf.get(node.id);
      if (!chosen.has(node.id) && !(parent && chosen.has(parent))) continue;
      chosen.add(node.id);
      causeRecord(editor.board, node.id)?.set('living', removal);
    }
  }, editor.origin);
}

/** Brings back a removed cause and all that was removed with it. */
export function restoreCause(editor: FishboneEditor, id: CauseId): EditRefusal | null {
  const removal = causeRecord(editor.board, id)?.get('living');
  if (typeof removal !== 'string') return 'unknown-cause';
  editor.board.doc.transact(() => {
    for (const record of editor.board.causes.values()) {
      if (record instanceof Y.Map && record.get('living') === removal) record.set('living', true);
    }
  }, editor.origin);
  return null;
}

/** Sets or clears a tag ("our-influence", "accept", ...); all places of a cause share its tags. */
export function tagCause(editor: FishboneEditor, id: CauseId, tag: string, isOn: boolean): void {
  editor.board.doc.transact(() => {
    const record = causeRecord(editor.board, originalId(editor.board, id));
    if (isOn) record?.set(TAG_PREFIX + tag, true);
    else record?.delete(TAG_PREFIX + tag);
  }, editor.origin);
}

/** Adds a main bone at the end. */
export function addCategory(editor: FishboneEditor, name: string, question: string): CategoryId {
  const id: CategoryId = asId(editor.newId());
  const orders: string[] = [];
  for (const record of editor.board.categories.values()) {
    const order = record instanceof Y.Map ? record.get('order') : null;
    if (typeof order === 'string') orders.push(order);
  }
  const last = orders.sort().at(-1) ?? null;
  editor.board.doc.transact(() => {
    const record = new Y.Map<unknown>();
    record.set('name', new Y.Text(name));
    record.set('question', question);
    record.set('order', ordersBetween(last, null, 1, editor.random)[0]);
    record.set('hue', freeHue(editor));
    editor.board.categories.set(id, record);
  }, RECORDING);
  editor.board.doc.transact(() => {
    const record = editor.board.categories.get(id);
    if (record instanceof Y.Map) record.set('living', true);
  }, editor.origin);
  return id;
}

/** The first colour that no living bone wears; they repeat when all are taken. */
function freeHue(editor: FishboneEditor): CategoryHue {
  const { bones } = readFishbone(editor.board).fishbone;
  const taken = new Set(bones.map((bone) => bone.hue));
  return CATEGORY_HUES.find((hue) => !taken.has(hue)) ?? hueOfIndex(bones.length);
}

/** Sets what a main bone asks. */
export function askCategory(editor: FishboneEditor, id: CategoryId, question: string): void {
  const record = editor.board.categories.get(id);
  if (!(record instanceof Y.Map) || record.get('question') === question) return;
  editor.board.doc.transact(() => record.set('question', question), editor.origin);
}

/** Moves a main bone one place among the bones; false at the end. */
export function shiftCategory(editor: FishboneEditor, id: CategoryId, step: -1 | 1): boolean {
  const bones = readFishbone(editor.board).fishbone.bones.filter((bone) => bone.id !== id);
  const from = readFishbone(editor.board).fishbone.bones.findIndex((bone) => bone.id === id);
  const to = from + step;
  const record = editor.board.categories.get(id);
  if (!(record instanceof Y.Map) || from < 0 || to < 0 || to > bones.length) return false;
  const orderOf = (bone: Bone | undefined): string | null => {
    const neighbour = bone && editor.board.categories.get(bone.id);
    const order = neighbour instanceof Y.Map ? neighbour.get('order') : null;
    return isOrder(order) ? order : null;
  };
  const [order] = ordersBetween(orderOf(bones[to - 1]), orderOf(bones[to]), 1, editor.random);
  editor.board.doc.transact(() => record.set('order', order), editor.origin);
  return true;
}

/** Removes a main bone and the causes on it. */
export function removeCategory(editor: FishboneEditor, id: CategoryId): void {
  const bone = readFishbone(editor.board).fishbone.bones.find((each) => each.id === id);
  editor.board.doc.transact(() => {
    const record = editor.board.categories.get(id);
    if (record instanceof Y.Map) record.set('living', editor.newId());
    removeCauses(editor, bone?.children.map((cause) => cause.id) ?? []);
  }, editor.origin);
}

/** Lets the head look right or left. */
export function setHeadSide(editor: FishboneEditor, side: HeadSide): void {
  editor.board.doc.transact(() => editor.board.settings.set('headSide', side), editor.origin);
}

function newRecord(
  place: Place,
  { text, note = '', tags = [] }: Omit<OutlineNode, 'children'>,
  authorId: string | null,
): Y.Map<unknown> {
  const record = new Y.Map<unknown>();
  record.set('text', new Y.Text(text));
  record.set('note', new Y.Text(note));
  record.set('place', place);
  record.set('author', authorId);
  for (const tag of tags) record.set(TAG_PREFIX + tag, true);
  return record;
}

/** New causes are written unseen, with their place and text, and appear at once. */
function bringToLife(editor: FishboneEditor, ids: readonly CauseId[]): void {
  editor.board.doc.transact(() => {
    for (const id of ids) causeRecord(editor.board, id)?.set('living', true);
  }, editor.origin);
}

/**
 * Writes down where broken rings are shown. Without it a later move could open the ring elsewhere,
 * and a cause that nobody touched would jump.
 */
function settleRings(board: FishboneDoc, built: BuiltFishbone): void {
  for (const [id, place] of built.ringBreaks) causeRecord(board, id)?.set('place', place);
}

/** Order keys for `count` causes at a spot; `moving` is looked past, since it leaves its old place. */
function ordersAt(
  editor: FishboneEditor,
  built: BuiltFishbone,
  spot: Spot,
  count: number,
  moving?: CauseId,
): string[] {
  const siblings = childrenOf(built, spot.parent).filter((node) => node.id !== moving);
  const orders = siblings.map((node) => built.orderOf.get(node.id) ?? null);
  const at =
    spot.after === 'start'
      ? 0
      : spot.after === 'end'
        ? siblings.length
        : siblings.findIndex((node) => node.id === spot.after) + 1 || siblings.length;
  return ordersBetween(orders[at - 1] ?? null, orders[at] ?? null, count, editor.random);
}

function childrenOf(built: BuiltFishbone, parent: ParentId): readonly CauseNode[] {
  return (
    built.fishbone.bones.find((bone) => bone.id === parent)?.children ??
    findNode(built, parent)?.children ??
    []
  );
}

function findNode(built: BuiltFishbone, id: ParentId): CauseNode | null {
  for (const { node } of walkCauses(built.fishbone)) if (node.id === id) return node;
  return null;
}

function ancestorsOf(built: BuiltFishbone, id: ParentId): ParentId[] {
  const ancestors: ParentId[] = [];
  // Categories are no key of the map, which ends the climb.
  for (let at = built.parentOf.get(asId(id)); at !== undefined; at = built.parentOf.get(asId(at))) {
    ancestors.push(at);
  }
  return ancestors;
}

function boneOf(built: BuiltFishbone, parent: ParentId): CategoryId {
  return asId(ancestorsOf(built, parent).at(-1) ?? parent);
}
