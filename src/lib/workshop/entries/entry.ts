import type { Id } from '#lib/base/ids.ts';
import type { Stage } from '../step.ts';
import { isSteering, isTakingPart, type Participation } from '../workshop.ts';

export type EntryId = Id<'entry'>;

/**
 * What the room writes down besides causes: proposals of what satisfaction is [WS74], points that are
 * parked for later [WS75], tasks with an owner [WS76], and who offers to explain a cause [WS77].
 */
export const ENTRY_KINDS = ['definition', 'parking', 'task', 'claim'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What is written down, by its kind. */
export type EntryContent =
  | {
      kind: 'definition';
      text: string;
      /** The one that the room keeps. */
      isSettled: boolean;
    }
  | {
      kind: 'parking';
      text: string;
      /** Done. */
      isSettled: boolean;
      /** The title of the workshop from which it was carried over. */
      carriedFrom: string | null;
    }
  | {
      kind: 'task';
      text: string;
      /** Kept, broken or withdrawn: nobody has to do it any more. */
      isSettled: boolean;
      /** What became of it, as a commitment. */
      state: 'open' | 'kept' | 'kept-late' | 'broken' | 'withdrawn';
      /** The cause that it is about. */
      causeId: string | null;
      /** Who does it; empty while nobody does. */
      owner: string;
      /** A day, such as 2026-11-30. */
      dueOn: string | null;
      /** The day that was agreed first, and how often it was moved since. */
      firstDueOn: string | null;
      moves: number;
    }
  | { kind: 'claim'; causeId: string };

type ContentOf<Kind extends EntryKind> = Extract<EntryContent, { kind: Kind }>;

/** An entry of which everybody in the room sees who wrote it. */
interface Signed {
  id: EntryId;
  by: { id: string; name: string };
}

/** A proposal of what satisfaction is: it stands for itself, without who wrote it. */
export type Definition = ContentOf<'definition'> & {
  id: EntryId;
  /** How many find it right; null until they are counted. */
  approvals: number | null;
};
export type ParkedPoint = ContentOf<'parking'> & Signed;
export type Task = ContentOf<'task'> & Signed;
/** Somebody offers to explain a cause. */
export type Claim = ContentOf<'claim'> & Signed;

/** An entry as everybody in the room sees it. */
export type Entry = Definition | ParkedPoint | Task | Claim;

/** The entries of one kind, in their order. */
export function entriesOf<Kind extends EntryKind>(
  entries: readonly Entry[],
  kind: Kind,
): Extract<Entry, { kind: Kind }>[] {
  return entries.filter((entry): entry is Extract<Entry, { kind: Kind }> => entry.kind === kind);
}

/** How far the room is with its shared definition: collecting, approving in secret, counted [WS74]. */
export const DEFINING = ['collect', 'approve', 'counted'] as const;
export type Defining = (typeof DEFINING)[number];

/** The most of one kind in one workshop: beyond it no room reads them. */
export const MOST_ENTRIES: Readonly<Record<EntryKind, number>> = {
  definition: 120,
  parking: 200,
  task: 200,
  claim: 500,
};

/** What decides who may do what with entries. */
export interface EntryScene {
  participation: Participation;
  stage: Stage;
  isPaused: boolean;
  defining: Defining;
  /** In a nameless meeting a line comes from silence, or from who steers [MT30]. */
  isNameless: boolean;
}

/** Whether somebody may write something down now. */
export function mayAddEntry(kind: EntryKind, scene: EntryScene): boolean {
  if (!isOpen(scene)) return false;
  switch (kind) {
    case 'definition':
      return scene.defining === 'collect' && (isSteering(scene.participation) || scene.stage === 'welcome');
    case 'task':
      return isSteering(scene.participation) || scene.stage === 'wrapup' || scene.stage === 'agenda';
    case 'parking':
    case 'claim':
      return isSteering(scene.participation) || !scene.isNameless;
  }
}

/** Whether somebody may take an entry away: their own, or any for who steers. What the room keeps stays. */
export function mayRemoveEntry(
  entry: { byId: string } & (
    Pick<ContentOf<'definition'>, 'kind' | 'isSettled'> | { kind: Exclude<EntryKind, 'definition'> }
  ),
  actorId: string,
  scene: EntryScene,
): boolean {
  if (!isOpen(scene) || (entry.kind === 'definition' && entry.isSettled)) return false;
  return isSteering(scene.participation) || entry.byId === actorId;
}

/** Whether somebody may change the text, the owner or the day of an entry. */
export function mayEditEntry<Written extends { kind: EntryKind; byId: string }>(
  entry: Written,
  actorId: string,
  scene: EntryScene,
): entry is Extract<Written, { kind: 'parking' | 'task' }> {
  if (!isOpen(scene) || entry.kind === 'definition' || entry.kind === 'claim') return false;
  // A task is taken by whoever wants it; who parked a point may say it better.
  return isSteering(scene.participation) || entry.kind === 'task' || entry.byId === actorId;
}

/** Whether somebody may say that a proposed definition is right. */
export function mayApprove(scene: EntryScene): boolean {
  return isOpen(scene) && scene.defining === 'approve';
}

function isOpen({ participation, stage, isPaused }: EntryScene): boolean {
  if (!isTakingPart(participation) || stage === 'closed') return false;
  return isSteering(participation) || (!isPaused && stage !== 'prepare');
}

/** The definition that the room keeps, once it was chosen. */
export function keptDefinition(entries: readonly Entry[]): Definition | undefined {
  return entriesOf(entries, 'definition').find(({ isSettled }) => isSettled);
}

/** Proposals, the most approved first once they are counted; until then in the order in which they came. */
export function definitionsInOrder(entries: readonly Entry[]): Definition[] {
  return entriesOf(entries, 'definition').toSorted(
    (left, right) => (right.approvals ?? 0) - (left.approvals ?? 0),
  );
}
