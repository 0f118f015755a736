import type { IssueOrigin } from '../issues/issue.ts';
import type { TrailStep } from './trail.ts';

/** A step as it stands in one line, in a list: its icon and what is known of it there. */
export interface LineStep {
  step: TrailStep;
  /** Absent where a list knows only that there is one. */
  text?: string;
  isFinding?: boolean;
}

/** Where an issue came from, as far as the issue itself says it. */
export function lineOfIssue(issue: { origin: IssueOrigin; insightId: string | null }): LineStep[] {
  const { origin, insightId } = issue;
  return [
    ...(insightId === null ? [] : [{ step: 'insight' } as const]),
    ...(origin.kind === 'cause'
      ? [
          { step: 'meeting', text: origin.workshopTitle } as const,
          { step: 'cause', text: origin.path.join(' › ') } as const,
        ]
      : []),
    ...(origin.kind === 'finding'
      ? [{ step: 'cause', text: origin.reporter, isFinding: true } as const]
      : []),
  ];
}

/** Where a project came from: its issue, if it has one. */
export function lineOfProject(project: {
  issueNumber: number | null;
  issueTitle: string | null;
}): LineStep[] {
  const { issueNumber, issueTitle } = project;
  return issueNumber === null ? [] : [{ step: 'issue', text: `${issueNumber} ${issueTitle ?? ''}` }];
}
