import type { BetterDirection } from '../base/quantity/direction.ts';
import type { Id } from '../base/ids.ts';

export type IssueId = Id<'issue'>;

export const ISSUE_STATES = ['open', 'project', 'done', 'dropped'] as const;
export type IssueState = (typeof ISSUE_STATES)[number];

/** What people set; being in a project follows from the project [PR13]. */
export const STATES_BY_HAND = ISSUE_STATES.filter((state) => state !== 'project');

/** A cause that an issue came from. `path` names the bones from the category down to the cause. */
export interface CauseOfIssue {
  causeId: string;
  /** What the cause says; absent in older issues. */
  text?: string | undefined;
  path: readonly string[];
  /** What the room found; absent when it neither voted nor rated, and in older issues. */
  result?: RoomResult | undefined;
}

/** Where an issue came from [IS7]; of several causes, one stands for the others [WS153]. */
export type IssueOrigin =
  | (CauseOfIssue & {
      kind: 'cause';
      workshopId: string;
      workshopTitle: string;
      others?: readonly CauseOfIssue[] | undefined;
    })
  | { kind: 'insight'; insightId: string }
  | { kind: 'finding'; findingId: string; reporter: string }
  | ImportedOrigin
  | SeriesOrigin
  | GoalOrigin
  | { kind: 'manual' };

/** A value of what is measured of an area or of the organisation, as it was when the issue was made of it [AR8]. */
export interface SeriesOrigin {
  kind: 'series';
  seriesId: string;
  name: string;
  /** Null for what is measured of the whole organisation. */
  areaName: string | null;
  /** The day (ISO) of the value. */
  day: string;
  value: number;
  unit: string;
  target: number | null;
  direction: BetterDirection;
  /** By which rule it was worsening then; null where it was not. */
  worsening: 'trend' | 'shift' | null;
}

/** A goal of the organisation that asks for an issue, as it read when the issue was made of it [AR8]. */
export interface GoalOrigin {
  kind: 'goal';
  goalId: string;
  title: string;
  /** What was aimed at, in words or as a number with its unit. */
  target: string;
  dueOn: string;
}

/** The row of a list that an issue was imported from [IS18]. */
export interface ImportedOrigin {
  kind: 'import';
  file: string;
  /** Counted from 1 as a spreadsheet shows it. */
  row: number;
  /** What it is called where it came from, such as CX-128; null where it has no such name. */
  key: string | null;
  /** Who reported it there, as it was written. */
  reporter: string | null;
  /** What else the row said, by its heading. */
  details: readonly { heading: string; text: string }[];
}

/** What a room rated on one axis: mean, standard deviation, and the mean of its departments. */
export interface RoomAxis {
  mean: number;
  spread: number;
  balanced: number;
}

/** What the room of a workshop found about a cause, as it was when the cause was sent [IS10]. */
export interface RoomResult {
  /** Dots that the cause got, and how many voted at all; null without a vote. */
  vote: { dots: number; voters: number } | null;
  /** How it was rated, and by how many; null when it was not. */
  rating: { raters: number; importance: RoomAxis; urgency: RoomAxis; isSplit: boolean } | null;
  /** possible, verified or ruled-out. */
  status: string;
}

/** One person's rating, both from 1 to 5 [IS1]. */
export interface Rating {
  importance: number;
  urgency: number;
}

/** Every cause that an issue came from, the one that stands for it first. */
export function allCausesOf(origin: IssueOrigin): readonly CauseOfIssue[] {
  if (origin.kind !== 'cause') return [];
  const { causeId, text, path, result, others = [] } = origin;
  return [{ causeId, text, path, result }, ...others];
}

/** An origin with what is known anew of some of its causes; of causes that it does not have, nothing is taken. */
export function withCauses(origin: IssueOrigin, newer: readonly CauseOfIssue[]): IssueOrigin {
  if (origin.kind !== 'cause') return origin;
  const renew = (cause: CauseOfIssue): CauseOfIssue =>
    newer.find(({ causeId }) => causeId === cause.causeId) ?? cause;
  const [first = origin, ...others] = allCausesOf(origin).map(renew);
  return { ...origin, ...first, ...(others.length > 0 && { others }) };
}
