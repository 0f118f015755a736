import { AREAS } from './figures/areas.ts';
import { GOALS } from './figures/goals.ts';
import { INBOX } from './inbox.ts';
import { STANDARDS } from './team/standards.ts';
import { COMMITMENTS } from './commitments.ts';
import { RHYTHMS } from './rhythms.ts';
import { DECISIONS } from './decisions.ts';
import { DISCUSSION } from './discussion.ts';
import { ISSUES_AND_PROJECTS } from './issues-projects.ts';
import { LEAVE } from './leave.ts';
import { OUTSIDE } from './outside.ts';
import { PEOPLE } from './people.ts';
import type { PressedActions } from './press.ts';
import { PULSES } from './pulses.ts';
import { RATINGS } from './ratings.ts';
import { RUNNING_PROJECTS } from './projects/running-projects.ts';
import { SETTINGS } from './settings.ts';
import { MOVES } from './shifts/moves.ts';
import { ROTA_PRESSES } from './shifts/rota.ts';
import { SHIFT_DAY_PRESSES } from './shifts/day.ts';
import { TRACKER_PRESSES } from './shifts/tracker.ts';
import { ARTICLES } from './shifts/articles.ts';
import { STORY_PRESSES } from './shifts/stories.ts';
import { FEEDBACK_PRESSES } from './shifts/feedback.ts';
import { REPORT_PRESSES } from './shifts/report.ts';
import { PROGRAMME_PRESSES } from './shifts/programme.ts';
import { SHIFT_PRESSES } from './shifts/rounds.ts';
import { STEERING } from './steering.ts';
import { SURVEY } from './survey.ts';
import { TAKING_PART } from './taking-part.ts';
import { VISITORS } from './visitors.ts';
import { WORKSHOP_PAGES } from './workshop-pages.ts';

/** Every form action of the product, with whom it is for and a valid press of it. */
export const ALL_ACTIONS: PressedActions = {
  ...VISITORS,
  ...PEOPLE,
  ...LEAVE,
  ...INBOX,
  ...COMMITMENTS,
  ...RHYTHMS,
  ...PULSES,
  ...STANDARDS,
  ...ARTICLES,
  ...STORY_PRESSES,
  ...PROGRAMME_PRESSES,
  ...TRACKER_PRESSES,
  ...RATINGS,
  ...AREAS,
  ...GOALS,
  ...DECISIONS,
  ...DISCUSSION,
  ...OUTSIDE,
  ...SETTINGS,
  ...SURVEY,
  ...WORKSHOP_PAGES,
  ...TAKING_PART,
  ...STEERING,
  ...ISSUES_AND_PROJECTS,
  ...SHIFT_PRESSES,
  ...MOVES,
  ...ROTA_PRESSES,
  ...SHIFT_DAY_PRESSES,
  ...FEEDBACK_PRESSES,
  ...REPORT_PRESSES,
  ...RUNNING_PROJECTS,
};
