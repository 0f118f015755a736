import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { pick, seededRandom } from '#lib/base/random.ts';
import type { RandomSource } from '#lib/base/random.ts';
import type { CauseId, ParentId } from '../cause.ts';
import { addCause, addTwin, moveCause, pasteBranches, removeCauses, restoreCause } from './edit-fishbone.ts';
import type { FishboneEditor, Spot } from './edit-fishbone.ts';
import { openFishbone, readFishbone } from './fishbone-doc.ts';
import { walkCauses } from '../fishbone.ts';
import { editText, mergeCauses, splitCause } from './reshape-causes.ts';
import { startFishbone } from './start-fishbone.ts';
import { trackUndo } from './undo-edits.ts';

interface Person {
  editor: FishboneEditor;
  undo: Y.UndoManager;
  /** Updates made by others that the network has not delivered yet. */
  inbox: Uint8Array[];
  isOnline: boolean;
}

function gather(people: number, random: RandomSource): Person[] {
  let ids = 0;
  const newId = (): string => `id${String(++ids).padStart(6, '0')}`;
  const first = new Y.Doc();
  first.clientID = 1;
  const categories = ['A', 'B', 'C'].map((name) => ({ name, question: '' }));
  startFishbone(openFishbone(first), { head: 'head', headSide: 'right', categories }, { random, newId });
  const start = Y.encodeStateAsUpdate(first);
  const room: Person[] = [];
  for (let i = 0; i < people; i++) {
    const doc = new Y.Doc();
    doc.clientID = 100 + i;
    Y.applyUpdate(doc, start, 'network');
    const origin = { person: i };
    const board = openFishbone(doc);
    const person: Person = {
      editor: { board, origin, random, newId },
      undo: trackUndo(board, origin),
      inbox: [],
      isOnline: true,
    };
    doc.on('update', (update: Uint8Array, from: unknown) => {
      if (from !== 'network') for (const other of room) if (other !== person) other.inbox.push(update);
    });
    room.push(person);
  }
  return room;
}

function deliver(person: Person, random: RandomSource): void {
  // Updates arrive in any order; Yjs holds back what comes too early.
  while (person.inbox.length > 0) {
    const [update] = person.inbox.splice(Math.floor(random() * person.inbox.length), 1);
    if (update) Y.applyUpdate(person.editor.board.doc, update, 'network');
  }
}

function act({ editor, undo }: Person, random: RandomSource): void {
  const built = readFishbone(editor.board);
  const causes = [...built.parentOf.keys()];
  const parents: ParentId[] = [...causes, ...built.fishbone.bones.map((bone) => bone.id)];
  const parent = pick(random, parents);
  const cause = pick(random, causes);
  const other = pick(random, causes);
  if (!parent) throw new Error('the fishbone has lost its bones');
  const after = pick<Spot['after']>(random, [
    'start',
    'end',
    ...causes.filter((id) => built.parentOf.get(id) === parent),
  ]);
  const spot: Spot = { parent, after: after ?? 'end' };
  const dice = random();
  if (dice < 0.3 || !cause || !other) addCause(editor, spot, 'why', null);
  else if (dice < 0.55) moveCause(editor, cause, spot);
  else if (dice < 0.65) editText(editor, cause, `why ${Math.floor(random() * 100)}`);
  else if (dice < 0.72) removeCauses(editor, [cause]);
  else if (dice < 0.76) restoreCause(editor, pick(random, [...editor.board.causes.keys()]) as CauseId);
  else if (dice < 0.79) mergeCauses(editor, cause, other);
  else if (dice < 0.81) splitCause(editor, cause, 2, null);
  else if (dice < 0.83) addTwin(editor, cause, spot);
  else if (dice < 0.85)
    pasteBranches(editor, spot, [{ text: 'x', children: [{ text: 'y', children: [] }] }], null);
  else if (dice < 0.95) undo.undo();
  else undo.redo();
  if (random() < 0.7) undo.stopCapturing();
}

/** Every living record exactly once: nothing lost, nothing doubled, no ring. */
function expectWhole(person: Person): void {
  const { board } = person.editor;
  const living = [...board.causes].filter(
    ([, record]) => record instanceof Y.Map && record.get('living') === true,
  );
  const shown = [...walkCauses(readFishbone(board).fishbone)].map((visit) => visit.node.id);
  expect(shown.sort()).toEqual(living.map(([id]) => id).sort());
}

function session(seed: number, people: number, rounds: number): Person[] {
  const random = seededRandom(seed);
  const room = gather(people, random);
  for (let round = 0; round < rounds; round++) {
    const person = pick(random, room);
    if (!person) continue;
    if (random() < 0.08) person.isOnline = !person.isOnline;
    if (person.isOnline && random() < 0.4) deliver(person, random);
    act(person, random);
    if (round % 20 === 0) expectWhole(person);
  }
  for (const person of room) deliver(person, random);
  return room;
}

const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1);

test.each(SEEDS)('[IK17] replicas converge, without a ring and without a lost cause (seed %i)', (seed) => {
  const room = session(seed, 2 + (seed % 4), 120);
  const [first, ...others] = room;
  if (!first) throw new Error('nobody came');
  const seen = readFishbone(first.editor.board).fishbone;
  for (const other of others) expect(readFishbone(other.editor.board).fishbone).toEqual(seen);
  const records = [...first.editor.board.causes.keys()].sort();
  for (const other of others) expect([...other.editor.board.causes.keys()].sort()).toEqual(records);
  for (const person of room) expectWhole(person);
});

test('[IK3] two people who hang two causes under each other at once lose neither', () => {
  const random = seededRandom(1);
  const [ala, ola] = gather(2, random);
  if (!ala || !ola) throw new Error('nobody came');
  const bone = readFishbone(ala.editor.board).fishbone.bones[0];
  if (!bone) throw new Error('no bone');
  const x = addCause(ala.editor, { parent: bone.id, after: 'end' }, 'x', null);
  const y = addCause(ala.editor, { parent: bone.id, after: 'end' }, 'y', null);
  deliver(ola, random);
  expect(moveCause(ala.editor, x, { parent: y, after: 'end' })).toBeNull();
  expect(moveCause(ola.editor, y, { parent: x, after: 'end' })).toBeNull();
  deliver(ala, random);
  deliver(ola, random);
  const shape = [...walkCauses(readFishbone(ola.editor.board).fishbone)].map((visit) => [
    visit.node.text,
    visit.depth,
  ]);
  expect(shape).toEqual([
    ['y', 1],
    ['x', 2],
  ]);
  // A later move of the inner one settles the ring: the outer one, which nobody touched, stays.
  const second = readFishbone(ala.editor.board).fishbone.bones[1];
  if (!second) throw new Error('no bone');
  expect(moveCause(ala.editor, x, { parent: second.id, after: 'end' })).toBeNull();
  expect(
    readFishbone(ala.editor.board).fishbone.bones.map((each) => each.children.map((node) => node.text)),
  ).toEqual([['y'], ['x'], []]);
});
