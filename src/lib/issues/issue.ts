import type { Id } from '../base/ids.ts';

export type IssueId = Id<'issue'>;

export const ISSUE_STATES = ['open', 'project', 'done', 'dropped'] as const;
export type IssueState = (typeof ISSUE_STATES)[number];

/** Where an issue came from [IS7]. `path` names the bones from the category down to the cause. */
export type IssueOrigin =
  | { kind: 'cause'; workshopId: string; workshopTitle: string; causeId: string; path: readonly string[] }
  | { kind: 'insight'; insightId: string }
  | { kind: 'finding'; findingId: string; reporter: string }
  | { kind: 'manual' };

/** One person's rating, both from 1 to 5 [IS1]. */
export interface Rating {
  importance: number;
  urgency: number;
}
