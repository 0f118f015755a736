import type * as Y from 'yjs';
import { AppError } from '#lib/base/errors.ts';
import { asId, newId } from '#lib/base/ids.ts';
import type { CauseId } from '#lib/ishikawa/cause.ts';
import type { FishboneChange } from '#lib/ishikawa/diff-fishbones.ts';
import { addCause, createEditor, moveCause, removeCauses } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { findCause, openFishbone, readFishbone, type FishboneDoc } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { editHead, editNote, editText, renameCategory } from '#lib/ishikawa/doc/reshape-causes.ts';
import { MOST_ENTRIES, type EntryContent } from '#lib/workshop/entries/entry.ts';
import type { LateBallot, LateChange, LateWords } from '#lib/workshop/entries/late-change.ts';
import { BOARD_ACCESS } from '#lib/workshop/step.ts';
import type { Queries } from '#server/database/engine.ts';
import { maskText } from '#server/survey/commands.ts';
import { insertEvidence, listEvidenceOf } from '../evidence/evidence-store.ts';
import { requirePlace } from '../evidence/hang-evidence.ts';
import type { Actor } from '#lib/people/person.ts';
import { addRoomTask, type Afterwards } from '#server/commitments/task-commands.ts';
import type { WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { readTaskOwner } from './room-entries.ts';
import { insertEntry, listEntries } from './entry-store.ts';

type BoardChange = LateChange & FishboneChange;
type OtherChange = LateChange & (LateWords | LateBallot);

/** Whether what came late belongs onto the board. */
export function isOnBoard(change: LateChange): change is BoardChange {
  return !['definition', 'parking', 'task', 'evidence', 'ballot'].includes(change.kind);
}

/** Refuses, with the reason, what cannot be taken now; it stays in the tray. */
export function requireTakeable(change: LateChange, { stage, room }: WorkshopRow): void {
  if (change.kind === 'ballot') throw new AppError('read-only', { reason: 'entries.sealed' });
  if (change.kind === 'definition' && room.defining !== 'collect')
    throw new AppError('read-only', { reason: 'entries.notCollecting' });
  const isOpen = isOnBoard(change) ? BOARD_ACCESS[stage].facilitator === 'write' : stage !== 'closed';
  if (!isOpen) throw new AppError('read-only', { reason: 'entries.notNow' });
}

/** Writes down what somebody typed for the room besides the board, in the name that the tray has. */
export async function takeWords(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  workshop: WorkshopRow,
  change: OtherChange,
  cause: { id: string; text: string } | null,
  after: Afterwards,
): Promise<void> {
  const workshopId = workshop.id;
  const atMs = context.clock();
  if (change.kind === 'ballot') throw new AppError('read-only', { reason: 'entries.sealed' });
  const text = maskText(change.text);
  const by = { byId: change.by?.id ?? '', byName: change.by?.name ?? '' };
  if (change.kind === 'evidence') {
    requirePlace(await listEvidenceOf(trx, workshopId, change.causeId));
    const evidence = { kind: 'note', text } as const;
    await insertEvidence(trx, { id: newId(), workshopId, causeId: change.causeId, evidence, ...by, atMs });
    return;
  }
  if (change.kind === 'task') {
    const me = { id: by.byId, name: by.byName };
    const task = {
      ...{ id: newId<'commitment'>(), workshopId, text, cause, by: me },
      owner: await readTaskOwner(trx, workshop, me, change.owner),
      dueOn: change.dueOn || null,
    };
    await addRoomTask(context, trx, actor, task, after);
    return;
  }
  const same = (await listEntries(trx, workshopId)).filter(({ kind }) => kind === change.kind);
  if (same.length >= MOST_ENTRIES[change.kind]) throw new AppError('conflict', { reason: 'entries.full' });
  const entry = { id: newId<'entry'>(), workshopId, ...by, atMs, ...entryOf(change.kind, text) };
  await insertEntry(trx, entry);
}

function entryOf(
  kind: 'definition' | 'parking',
  text: string,
): Extract<EntryContent, { kind: 'definition' | 'parking' }> {
  switch (kind) {
    case 'definition':
      return { kind, text, isSettled: false };
    case 'parking':
      return { kind, text, isSettled: false, carriedFrom: null };
  }
}

/**
 * What has gone meanwhile is let be; what hung on it goes to the first bone, so that no text is lost. Returns the
 * cause that is new.
 */
export function applyOnBoard(doc: Y.Doc, change: BoardChange): CauseId | undefined {
  const board = openFishbone(doc);
  const editor = createEditor(board, 'review');
  const id = change.causeId as CauseId; // of this board, or found to be gone below
  if (change.kind === 'add') {
    const parent = parentFor(board, change.under);
    return parent && addCause(editor, { parent, after: 'end' }, change.text, change.by?.id ?? null);
  }
  if (change.kind === 'rename') {
    if (change.causeId === '') editHead(editor, change.text);
    else renameCategory(editor, asId<'category'>(change.causeId), change.text);
    return undefined;
  }
  if (!findCause(board, id)) return undefined;
  switch (change.kind) {
    case 'note':
      editNote(editor, id, change.text);
      return undefined;
    case 'change':
      editText(editor, id, change.text);
      return undefined;
    case 'remove':
      removeCauses(editor, [id]);
      return undefined;
    case 'move': {
      const parent = parentFor(board, change.under);
      if (parent) moveCause(editor, id, { parent, after: 'end' });
      return undefined;
    }
  }
}

/** The cause or bone of this id, or the first bone when it is gone. */
function parentFor(board: FishboneDoc, under: string): CauseId | undefined {
  const { bones } = readFishbone(board).fishbone;
  const isThere = bones.some(({ id }) => id === under) || findCause(board, under) !== null;
  return (isThere ? under : bones[0]?.id) as CauseId | undefined; // a cause or a bone of this board
}
