import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { pick, seededRandom } from '#lib/base/random.ts';
import {
  addCause,
  addTwin,
  moveCause,
  removeCauses,
  tagCause,
  type FishboneEditor,
} from '../doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '../doc/fishbone-doc.ts';
import { FishboneTape, frameOfFishbone, mergeFrames, type FishboneFrame } from './fishbone-frame.ts';
import { walkCauses, type Fishbone } from '../fishbone.ts';
import { FrameRecorder } from './record-frames.ts';
import { editNote, editText } from '../doc/reshape-causes.ts';
import { startFishbone } from '../doc/start-fishbone.ts';

/** A board that collects what its log would hold. */
function openBoard(seed: number): { editor: FishboneEditor; log: Uint8Array[] } {
  const random = seededRandom(seed);
  let ids = 0;
  const doc = new Y.Doc();
  const log: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => log.push(update));
  const editor: FishboneEditor = {
    board: openFishbone(doc),
    origin: 'test',
    random,
    newId: () => `id${String(++ids).padStart(6, '0')}`,
  };
  const categories = ['A', 'B', 'C'].map((name) => ({ name, question: '' }));
  startFishbone(editor.board, { head: 'head', headSide: 'right', categories }, editor);
  return { editor, log };
}

const current = ({ editor }: { editor: FishboneEditor }): Fishbone => readFishbone(editor.board).fishbone;

/** What a replay may show of a fishbone: everything but authors and notes. */
function shown(fishbone: Fishbone): unknown {
  return JSON.parse(
    JSON.stringify(fishbone, (key, value) => (key === 'authorId' || key === 'note' ? '' : value)),
  );
}

/** One random edit. */
function edit(editor: FishboneEditor): void {
  const { random } = editor;
  const { bones } = readFishbone(editor.board).fishbone;
  const ids = [...walkCauses({ bones })].map(({ node }) => node.id);
  const bone = pick(random, bones);
  const cause = pick(random, ids);
  const spot = {
    parent: pick(random, [...ids, ...bones.map(({ id }) => id)]) ?? bone?.id,
    after: 'end',
  } as const;
  if (!spot.parent) return;
  const at = { ...spot, parent: spot.parent };
  const dice = random();
  if (!cause || dice < 0.4) addCause(editor, at, `cause ${Math.floor(random() * 1000)}`, 'somebody');
  else if (dice < 0.6) editText(editor, cause, `other ${Math.floor(random() * 1000)}`);
  else if (dice < 0.75) moveCause(editor, cause, at);
  else if (dice < 0.85) addTwin(editor, cause, at);
  else if (dice < 0.95) tagCause(editor, cause, 'risk', random() < 0.5);
  else removeCauses(editor, [cause]);
}

test.each([1, 2, 3, 4, 5, 6])('[IK101] any frame shows the board as it was, seed %i', (seed) => {
  const board = openBoard(seed);
  const recorder = new FrameRecorder();
  const frames: FishboneFrame[] = [];
  const pictures: unknown[] = [];
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < 1 + (round % 3); i++) edit(board.editor);
    frames.push(recorder.record(board.log.splice(0), round));
    pictures.push(shown(current(board)));
  }
  recorder.close();
  const tape = new FishboneTape(frames, 7);
  const random = seededRandom(seed + 100);
  const order = [59, 0, 13, 14, 12, 58, 7, 6, ...Array.from({ length: 20 }, () => Math.floor(random() * 60))];
  for (const at of order) expect([at, shown(tape.fishboneAt(at))]).toEqual([at, pictures[at]]);
  // Frames that are taken together show what the later one showed.
  const [first, ...rest] = frames;
  if (!first) throw new Error('nothing was recorded');
  const whole = rest.reduce(mergeFrames, first);
  expect(shown(new FishboneTape([whole]).fishboneAt(0))).toEqual(pictures[59]);
});

test('[IK100] a frame has no author, no note, no client id, and no text that is not shown', () => {
  const board = openBoard(1);
  const recorder = new FrameRecorder();
  const bone = current(board).bones[0]?.id;
  if (!bone) throw new Error('no bone');
  const kept = addCause(board.editor, { parent: bone, after: 'end' }, 'Seen', 'author-of-it');
  editNote(board.editor, kept, 'a note for later');
  editText(board.editor, kept, 'Seen, then a slip of the pen');
  editText(board.editor, kept, 'Seen');
  const gone = addCause(
    board.editor,
    { parent: bone, after: 'end' },
    'Never meant for the room',
    'author-of-it',
  );
  removeCauses(board.editor, [gone]);
  const frame = recorder.record(board.log, 1);
  const sent = JSON.stringify(frame);
  expect(sent).toContain('"Seen"');
  for (const secret of [
    'author-of-it',
    'a note for later',
    'slip',
    'Never meant',
    String(board.editor.board.doc.clientID),
  ])
    expect(sent).not.toContain(secret);
});

test('[IK100] a twin shows the text of its original, also when that was removed before', () => {
  const board = openBoard(1);
  const recorder = new FrameRecorder();
  const [a, b] = current(board).bones;
  if (!a || !b) throw new Error('no bones');
  const original = addCause(board.editor, { parent: a.id, after: 'end' }, 'Same', null);
  const frames = [recorder.record(board.log.splice(0), 1)];
  removeCauses(board.editor, [original]);
  frames.push(recorder.record(board.log.splice(0), 2));
  addTwin(board.editor, original, { parent: b.id, after: 'end' });
  frames.push(recorder.record(board.log.splice(0), 3));
  const tape = new FishboneTape(frames);
  expect(shown(tape.fishboneAt(2))).toEqual(shown(current(board)));
});

test('[IK102] what did not change is not told again', () => {
  const board = openBoard(1);
  const recorder = new FrameRecorder();
  recorder.record(board.log.splice(0), 1);
  expect(recorder.record([], 2)).toEqual({ atMs: 2 });
  const bone = current(board).bones[1]?.id;
  const id = addCause(board.editor, { parent: bone ?? ('' as never), after: 'end' }, 'New', null);
  const frame = recorder.record(board.log.splice(0), 3);
  expect(Object.keys(frame)).toEqual(['atMs', 'causes']);
  expect(frame.causes?.map((cause) => cause.id)).toEqual([id]);
});

test('[IK103] a sealed diagram is a complete frame, and forgets those before', () => {
  const board = openBoard(3);
  for (let i = 0; i < 40; i++) edit(board.editor);
  const early = frameOfFishbone(current(board), 1);
  for (let i = 0; i < 40; i++) edit(board.editor);
  const late = frameOfFishbone(current(board), 2);
  const tape = new FishboneTape([early, late]);
  expect(shown(tape.fishboneAt(1))).toEqual(shown(current(board)));
  expect(mergeFrames(early, late)).toBe(late);
});
