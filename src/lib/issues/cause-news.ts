import type { IssueState } from './issue.ts';

/** The hour of the organisation's day at which guests are written to: a day's news is one letter [WS175]. */
export const NEWS_HOUR = '17:00';

/** What became of a cause that a workshop sent: how its issue stands, and no word of the house about it. */
export interface CauseNews {
  causeId: string;
  text: string;
  state: IssueState;
}

/** What somebody who left their address in a workshop reads behind their link [WS174]. */
export interface NewsOfCauses {
  /** Of the workshop. */
  title: string;
  name: string;
  news: readonly CauseNews[];
  /** The last day (ISO) on which the link works. */
  lastDay: string;
}
