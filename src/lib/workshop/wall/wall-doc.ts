import type * as Y from 'yjs';
import type { RatingResult, VoteResult } from '../ballots/results.ts';
import type { Defining, Entry } from '../entries/entry.ts';
import type { ShownMetric } from '../evidence/head-metric.ts';
import type { Door } from '../join/room-places.ts';
import type { PackedInsight } from '../prepare/evidence-pack.ts';
import type { AgendaItem } from '../meeting/agenda-item.ts';
import type { MeetingDecision } from '../meeting/meeting-decision.ts';
import type { MeetingKind } from '../meeting-kind.ts';
import type { Timer } from '../programme/timer.ts';
import { STAGES, type Stage, type WorkshopStep } from '../step.ts';
import type { Arrival } from './arrivals.ts';
import { PLAIN_WALL, type WallState } from './wall.ts';

/** What of a step the wall shows. */
export type WallStep = Pick<WorkshopStep, 'id' | 'kind' | 'title' | 'instruction'>;

/** A sentence that somebody proposed, without who. */
export interface WallProposal {
  id: string;
  text: string;
  approvals: number | null;
}

export interface WallTask {
  id: string;
  text: string;
  owner: string;
  dueOn: string | null;
  causeId: string | null;
}

/**
 * What the wall of a workshop may know [WS120]. The server alone writes it, and nothing is in it that a
 * guest may not see in this step; nor who raised a hand, is ready, wrote or parked anything, and no tray.
 */
export interface WallContent {
  kind: MeetingKind;
  stage: Stage;
  position: string;
  title: string;
  problem: string;
  /** Those that are not skipped. */
  steps: readonly WallStep[];
  timer: Timer;
  isPaused: boolean;
  spotlight: string | null;
  wall: WallState;
  door: Door;
  joinCode: string;
  arrivals: readonly Arrival[];
  /** How many are here and take part; and of these are ready, have voted or rated, and have approved. */
  takingPart: number;
  ready: number;
  turnout: number | null;
  approvers: number;
  defining: Defining;
  proposals: readonly WallProposal[];
  kept: WallProposal | null;
  votes: VoteResult | null;
  ratings: RatingResult | null;
  metric: ShownMetric | null;
  pack: readonly PackedInsight[];
  tasks: readonly WallTask[];
  /** What the meeting talks about, and what it decided. */
  agenda: readonly AgendaItem[];
  decisions: readonly Pick<MeetingDecision, 'id' | 'text' | 'owner'>[];
  /** What waits for later, as texts. */
  parked: readonly { id: string; text: string }[];
  /** Causes that were verified or ruled out: what the room found, without who said it. */
  checks: Readonly<Record<string, 'verified' | 'ruled-out'>>;
}

/** What the room knows and a wall is made of: the control document has all of it, and more. */
export interface WallSource extends Pick<
  WallContent,
  | 'kind'
  | 'agenda'
  | 'stage'
  | 'position'
  | 'title'
  | 'problem'
  | 'timer'
  | 'isPaused'
  | 'spotlight'
  | 'wall'
  | 'door'
  | 'turnout'
  | 'approvers'
  | 'defining'
  | 'votes'
  | 'ratings'
  | 'metric'
  | 'pack'
> {
  steps: readonly (WallStep & Pick<WorkshopStep, 'isSkipped'>)[];
  ready: readonly unknown[];
  entries: readonly Entry[];
  decisions: readonly MeetingDecision[];
  checks: Readonly<Record<string, { status: 'possible' | 'verified' | 'ruled-out' }>>;
}

/** Picks what the wall may know; whatever is added to the room later stays out until it is named here. */
export function wallContent(
  room: WallSource,
  beside: Pick<WallContent, 'joinCode' | 'arrivals' | 'takingPart'>,
): WallContent {
  const { stage, position, title, problem, timer, isPaused, spotlight, wall, door } = room;
  const { kind, agenda, decisions } = room;
  const { turnout, approvers, defining, votes, ratings, metric, pack, entries } = room;
  const proposals = entries.flatMap((entry) =>
    entry.kind === 'definition' ? [{ id: entry.id, text: entry.text, approvals: entry.approvals }] : [],
  );
  const keptId = entries.find((entry) => entry.kind === 'definition' && entry.isSettled)?.id;
  return {
    ...{ kind, agenda },
    decisions: decisions.map(({ id, text, owner }) => ({ id, text, owner })),
    ...{ stage, position, title, problem, timer, isPaused, spotlight, wall, door },
    ...{ turnout, approvers, defining, votes, ratings, metric, pack },
    steps: room.steps.flatMap(({ id, kind, title: name, instruction, isSkipped }) =>
      isSkipped ? [] : [{ id, kind, title: name, instruction }],
    ),
    ready: room.ready.length,
    proposals: proposals.toSorted((left, right) => (right.approvals ?? 0) - (left.approvals ?? 0)),
    kept: proposals.find(({ id }) => id === keptId) ?? null,
    tasks: entries.flatMap((entry) => {
      if (entry.kind !== 'task' || entry.isSettled) return [];
      const { id, text, owner, dueOn, causeId } = entry;
      return [{ id, text, owner, dueOn, causeId }];
    }),
    parked: entries.flatMap((entry) =>
      entry.kind === 'parking' && !entry.isSettled ? [{ id: entry.id, text: entry.text }] : [],
    ),
    checks: Object.fromEntries(
      Object.entries(room.checks).flatMap(([causeId, { status }]) =>
        status === 'possible' ? [] : [[causeId, status]],
      ),
    ),
    ...beside,
  };
}

const MAP = 'wall';

/** Writes what differs, so that an unchanged wall sends nothing. */
export function writeWall(doc: Y.Doc, content: WallContent): void {
  const map = doc.getMap(MAP);
  doc.transact(() => {
    for (const [key, value] of Object.entries(content))
      if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
  });
}

/** What `YState` has to watch. */
export function wallMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(MAP);
}

/** Reads it, or undefined while it has not arrived. Only the server writes here, so its shapes are trusted. */
export function readWall(doc: Y.Doc): WallContent | undefined {
  const map = doc.getMap(MAP);
  const stage = STAGES.find((candidate) => candidate === map.get('stage'));
  if (!stage) return undefined;
  const content = map.toJSON() as Partial<WallContent>; // the server alone writes it
  return { ...EMPTY, ...content, stage };
}

const EMPTY: Omit<WallContent, 'stage'> = {
  kind: 'workshop',
  agenda: [],
  decisions: [],
  position: 'prepare',
  title: '',
  problem: '',
  steps: [],
  timer: { kind: 'off' },
  isPaused: false,
  spotlight: null,
  wall: PLAIN_WALL,
  door: 'open',
  joinCode: '',
  arrivals: [],
  takingPart: 0,
  ready: 0,
  turnout: null,
  approvers: 0,
  defining: 'collect',
  proposals: [],
  kept: null,
  votes: null,
  ratings: null,
  metric: null,
  pack: [],
  tasks: [],
  parked: [],
  checks: {},
};
