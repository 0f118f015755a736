import type { TrailStep } from './trail.ts';

/** A step as it stands in one line, in a list: its icon and what is known of it there. */
export interface LineStep {
  step: TrailStep;
  /** Absent where a list knows only that there is one. */
  text?: string;
  isFinding?: boolean;
}

/** Where a project came from: its issue, if it has one. */
export function lineOfProject(project: {
  issueNumber: number | null;
  issueTitle: string | null;
}): LineStep[] {
  const { issueNumber, issueTitle } = project;
  return issueNumber === null ? [] : [{ step: 'issue', text: `${issueNumber} ${issueTitle ?? ''}` }];
}
