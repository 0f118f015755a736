import type { Completeness } from './completeness.ts';
import type { ParkedPoint, Task } from '../entries/entry.ts';
import type { CauseCheck, CauseEvidence } from '../evidence/evidence.ts';
import type { ShownMetric } from '../evidence/head-metric.ts';
import type { AgendaItem } from '../meeting/agenda-item.ts';
import type { MeetingDecision } from '../meeting/meeting-decision.ts';
import type { MeetingKind } from '../meeting-kind.ts';
import type { RatingResult, VoteResult } from '../ballots/results.ts';
import type { Stage, StepKind } from '../step.ts';

/** A cause as minutes name it. */
export interface MinutesCause {
  id: string;
  text: string;
  path: readonly string[];
}

/** What happened in a workshop, as its minutes say it [WS53]. */
export interface Minutes {
  kind: MeetingKind;
  title: string;
  problem: string;
  goal: string;
  language: 'en' | 'pl';
  stage: Stage;
  facilitatorName: string;
  createdAtMs: number;
  insight: {
    title: string;
    waveName: string;
    value: number;
    interval: readonly [number, number];
    n: number;
  } | null;
  /** The figure that the workshop wants to move; null when its head has none. */
  metric: ShownMetric | null;
  people: readonly {
    name: string;
    department: string;
    isGuest: boolean;
    /** Invited, and never came. */
    isAbsent: boolean;
    /** Watched and changed nothing. */
    isObserver: boolean;
  }[];
  /** What satisfaction is, as the room decided; null when it kept nothing. */
  definition: string | null;
  /** What the meeting talked about and what became of it, its notes, and what it decided [MT50]. */
  agenda: readonly AgendaItem[];
  notes: string;
  decisions: readonly MeetingDecision[];
  tasks: readonly Task[];
  parking: readonly ParkedPoint[];
  steps: readonly { kind: StepKind; title: string; minutes: number; spentMs: number; isSkipped: boolean }[];
  /** The diagram in our JSON; null for whoever may not see it yet. */
  board: string | null;
  causes: readonly MinutesCause[];
  votes: VoteResult | null;
  ratings: RatingResult | null;
  checks: Readonly<Record<string, CauseCheck>>;
  evidence: Readonly<Record<string, readonly CauseEvidence[]>>;
  completeness: Completeness | null;
  seals: readonly {
    number: number;
    hash: string;
    sealedAtMs: number;
    title: string;
    /** Whether the hash fits what was sealed and the seal before [WS87]. */
    isFitting: boolean;
  }[];
  /** Whether all seals fit. */
  isWhole: boolean;
  /** When the server computed the seals again. */
  checkedAtMs: number;
}

/** Whether the evidence at the head is the figure that the head is bound to: it need not be said twice. */
export function isInsightTheMetric({ insight, metric }: Pick<Minutes, 'insight' | 'metric'>): boolean {
  return (
    insight !== null &&
    metric !== null &&
    insight.title === metric.title &&
    insight.waveName === metric.baseline.waveName
  );
}

/** Causes about which something was decided, by what was decided. */
export function decidedCauses(
  minutes: Pick<Minutes, 'causes' | 'checks'>,
  status: CauseCheck['status'],
): { cause: MinutesCause; check: CauseCheck }[] {
  return minutes.causes.flatMap((cause) => {
    const check = minutes.checks[cause.id];
    return check?.status === status ? [{ cause, check }] : [];
  });
}

/** What was decided about it on pages of its own: what its room typed stands in the minutes already. */
export function decidedBeside<Line extends { id: string }>(
  { decisions }: Pick<Minutes, 'decisions'>,
  lines: readonly Line[],
): Line[] {
  const typed = new Set(decisions.map(({ id }) => id));
  return lines.filter(({ id }) => !typed.has(id));
}

/** One decision as a line of text: its number, what was asked, and what was decided where anything was. */
export function decisionText(line: { number: number; question: string; outcome: string | null }): string {
  return [`#${line.number}`, line.question, line.outcome ?? ''].filter((said) => said !== '').join(' ');
}
