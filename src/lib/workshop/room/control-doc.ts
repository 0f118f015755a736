import type * as Y from 'yjs';
import type { Defining, Entry } from '../entries/entry.ts';
import type { CauseCheck, CauseEvidence } from '../evidence/evidence.ts';
import type { Pulse } from '../entries/pulse.ts';
import type { AgendaItem } from '../meeting/agenda-item.ts';
import type { MeetingDecision } from '../meeting/meeting-decision.ts';
import type { MeetingKind } from '../meeting-kind.ts';
import type { LateChange } from '../entries/late-change.ts';
import type { Icebreaker } from './room-state.ts';
import type { ShownMetric } from '../evidence/head-metric.ts';
import type { PackedInsight } from '../prepare/evidence-pack.ts';
import type { Position } from '../programme/programme.ts';
import type { RatingResult, VoteResult } from '../ballots/results.ts';
import type { Door } from '../join/room-places.ts';
import { STAGES, type Stage, type WorkshopStep } from '../step.ts';
import type { Grace } from '../programme/grace.ts';
import { TIMER_OFF, type Timer } from '../programme/timer.ts';
import { PLAIN_WALL, type WallState } from '../wall/wall.ts';
import type { Holds } from '../workshop.ts';

/** A step as the room knows it. */
export type ControlStep = Omit<WorkshopStep, 'enteredAtMs' | 'spentMs'>;

/** Somebody who raised a hand or said that they are ready. */
export interface Signal {
  id: string;
  name: string;
}

/**
 * What the server tells everybody in the room; clients read it and cannot write it [WS3]. It holds
 * nothing that anybody in the room may not know.
 */
export interface Control extends Holds {
  kind: MeetingKind;
  stage: Stage;
  position: Position;
  title: string;
  problem: string;
  steps: readonly ControlStep[];
  timer: Timer;
  /** The cause that the facilitator shows to everybody; null when everybody looks where they like. */
  spotlight: string | null;
  facilitatorId: string;
  cofacilitatorIds: readonly string[];
  /** In the order in which they were raised. */
  hands: readonly Signal[];
  /** Who said that they are ready with this step. */
  ready: readonly Signal[];
  /** How many people have voted or rated in the present step [WS31]; null in other steps. */
  turnout: number | null;
  /** What the last vote that was left gave; null before, and while it is open again. */
  votes: VoteResult | null;
  ratings: RatingResult | null;
  /** What was decided about causes, by cause [WS41]. */
  checks: Readonly<Record<string, CauseCheck>>;
  /** What hangs on causes, by cause [WS40]. */
  evidence: Readonly<Record<string, readonly CauseEvidence[]>>;
  /** How newcomers come in, and how many wait to be let in [WS71]. */
  door: Door;
  waiting: number;
  /** What the room wrote down besides causes, in the order in which it came. */
  entries: readonly Entry[];
  /** How far the room is with its definition of satisfaction, and how many have approved any [WS74]. */
  defining: Defining;
  approvers: number;
  /** What came after its step had closed, until somebody who steers decides [WS104]. */
  review: readonly LateChange[];
  /** What the meeting talks about, and what was decided in it [MT11] [MT20]. */
  agenda: readonly AgendaItem[];
  decisions: readonly MeetingDecision[];
  pulse: Pulse | null;
  icebreaker: Icebreaker | null;
  /** The figure that the workshop wants to move [WS90]; null when its head has none. */
  metric: ShownMetric | null;
  /** The figures that the room looks at together, in their order [WS66]. */
  pack: readonly PackedInsight[];
  /** What those who steer show on the wall [WS125]. */
  wall: WallState;
  /** What was open at a step or a lock may be finished until then [WS106]. */
  grace: Grace | null;
  /** Counts up when something changed that is not in here and that a page has to ask for. */
  news: number;
}

const MAP = 'control';

/** Writes what differs, so that an unchanged document sends nothing. */
export function writeControl(doc: Y.Doc, control: Control): void {
  const map = doc.getMap(MAP);
  doc.transact(() => {
    for (const [key, value] of Object.entries(control)) {
      if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
    }
  });
}

/** Reads it, or undefined while it has not arrived. Only the server writes here, so its shapes are trusted. */
export function readControl(doc: Y.Doc): Control | undefined {
  const map = doc.getMap(MAP);
  const stage = STAGES.find((candidate) => candidate === map.get('stage'));
  if (!stage) return undefined;
  const control = map.toJSON() as Partial<Control>; // the server alone writes it
  return {
    kind: control.kind ?? 'workshop',
    stage,
    position: control.position ?? 'prepare',
    title: control.title ?? '',
    problem: control.problem ?? '',
    steps: control.steps ?? [],
    timer: control.timer ?? TIMER_OFF,
    isLocked: control.isLocked ?? false,
    isPaused: control.isPaused ?? false,
    spotlight: control.spotlight ?? null,
    facilitatorId: control.facilitatorId ?? '',
    cofacilitatorIds: control.cofacilitatorIds ?? [],
    hands: control.hands ?? [],
    ready: control.ready ?? [],
    turnout: control.turnout ?? null,
    votes: control.votes ?? null,
    ratings: control.ratings ?? null,
    checks: control.checks ?? {},
    evidence: control.evidence ?? {},
    door: control.door ?? 'open',
    waiting: control.waiting ?? 0,
    entries: control.entries ?? [],
    defining: control.defining ?? 'collect',
    approvers: control.approvers ?? 0,
    review: control.review ?? [],
    agenda: control.agenda ?? [],
    decisions: control.decisions ?? [],
    pulse: control.pulse ?? null,
    icebreaker: control.icebreaker ?? null,
    metric: control.metric ?? null,
    pack: control.pack ?? [],
    wall: control.wall ?? PLAIN_WALL,
    grace: control.grace ?? null,
    news: control.news ?? 0,
  };
}
