import { INBOX } from './inbox.ts';
import { COMMITMENTS } from './commitments.ts';
import { RHYTHMS } from './rhythms.ts';
import { DECISIONS } from './decisions.ts';
import { DISCUSSION } from './discussion.ts';
import { ISSUES_PROJECTS_SHIFTS } from './issues-projects-shifts.ts';
import { LEAVE } from './leave.ts';
import { OUTSIDE } from './outside.ts';
import { PEOPLE } from './people.ts';
import type { PressedActions } from './press.ts';
import { PULSES } from './pulses.ts';
import { RATINGS } from './ratings.ts';
import { SETTINGS } from './settings.ts';
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
  ...RATINGS,
  ...DECISIONS,
  ...DISCUSSION,
  ...OUTSIDE,
  ...SETTINGS,
  ...SURVEY,
  ...WORKSHOP_PAGES,
  ...TAKING_PART,
  ...STEERING,
  ...ISSUES_PROJECTS_SHIFTS,
};
