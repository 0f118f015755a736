import { askDue } from '../commitments/ask-commands.ts';
import { followDecisions } from '../decisions/remind-commands.ts';
import type { Context } from '../context.ts';
import { forgetOldEntries } from '../feeds/entry-commands.ts';
import { forgetOldNotices, gatherDigests } from './gather-digests.ts';
import { sendOutbox } from './send-outbox.ts';
import { forgetOldDoors } from '../outside/forget-commands.ts';
import type { PeriodicWork } from './schedule.ts';
import { tellOutcomes } from '../issues/outcome-commands.ts';
import { wakeIssues } from '../issues/wake-commands.ts';
import { followCovers, tellMeasurements } from '../projects/follow-commands.ts';
import { sendMonthLetters } from '../projects/month-commands.ts';
import { remindOfHolds, remindOfSignatures } from '../projects/remind-commands.ts';
import { revealDue } from '../issues/session-commands.ts';
import { followStandards } from '../people/standards/remind-commands.ts';
import { askRhythms } from '../rhythms/ask-commands.ts';
import { askTeamPulses } from '../rhythms/team-pulse-ask-commands.ts';
import { tellOpenRounds } from '../shifts/ahead-commands.ts';
import { followArticles } from '../shifts/review-commands.ts';
import { remindOfShifts, tellUnstarted, remindToConfirm } from '../shifts/remind-commands.ts';
import { eraseWishes, handQuestionsOn, openUrns, settleLines } from '../shifts/settle-commands.ts';
import { forgetOldAddresses } from '../workshop/address-commands.ts';

/** Everything that the product does by itself again and again, in this order; a domain adds its own here. */
export const PERIODIC_WORK: readonly PeriodicWork<Context>[] = [
  { name: 'commitments.ask', everyMinutes: 15, run: (context) => askDue(context).then(() => undefined) },
  { name: 'issues.wake', everyMinutes: 15, run: (context) => wakeIssues(context).then(() => undefined) },
  {
    name: 'issues.outcomes',
    everyMinutes: 15,
    run: (context) => tellOutcomes(context).then(() => undefined),
  },
  { name: 'issues.ratings', everyMinutes: 15, run: (context) => revealDue(context).then(() => undefined) },
  { name: 'rhythms.ask', everyMinutes: 15, run: (context) => askRhythms(context).then(() => undefined) },
  {
    name: 'rhythms.pulses',
    everyMinutes: 15,
    run: (context) => askTeamPulses(context).then(() => undefined),
  },
  {
    name: 'decisions.follow',
    everyMinutes: 15,
    run: (context) => followDecisions(context).then(() => undefined),
  },
  {
    name: 'people.standards',
    everyMinutes: 15,
    run: (context) => followStandards(context).then(() => undefined),
  },
  {
    name: 'projects.remind',
    everyMinutes: 15,
    run: (context) => remindOfSignatures(context).then(() => undefined),
  },
  { name: 'projects.month', everyMinutes: 60, run: sendMonthLetters },
  {
    name: 'projects.covers',
    everyMinutes: 60,
    run: (context) => followCovers(context).then(() => undefined),
  },
  {
    name: 'projects.holds',
    everyMinutes: 60,
    run: (context) => remindOfHolds(context).then(() => undefined),
  },
  {
    name: 'projects.measure',
    everyMinutes: 15,
    run: (context) => tellMeasurements(context).then(() => undefined),
  },
  { name: 'shifts.lines', everyMinutes: 1, run: settleLines },
  { name: 'shifts.wishes', everyMinutes: 60, run: eraseWishes },
  { name: 'shifts.feedback', everyMinutes: 60, run: openUrns },
  { name: 'shifts.unstarted', everyMinutes: 1, run: tellUnstarted },
  { name: 'shifts.questions', everyMinutes: 1, run: handQuestionsOn },
  { name: 'shifts.open', everyMinutes: 5, run: tellOpenRounds },
  { name: 'shifts.tomorrow', everyMinutes: 15, run: remindOfShifts },
  { name: 'shifts.confirm', everyMinutes: 30, run: remindToConfirm },
  { name: 'shifts.articles', everyMinutes: 15, run: followArticles },
  { name: 'notify.digests', everyMinutes: 5, run: gatherDigests },
  // Last, so that what the others wrote leaves at once.
  { name: 'notify.outbox', everyMinutes: 1, run: (context) => sendOutbox(context) },
  { name: 'notify.forget', everyMinutes: 24 * 60, run: forgetOldNotices },
  { name: 'outside.forget', everyMinutes: 24 * 60, run: forgetOldDoors },
  { name: 'workshop.forgetAddresses', everyMinutes: 24 * 60, run: forgetOldAddresses },
  { name: 'feeds.forget', everyMinutes: 24 * 60, run: forgetOldEntries },
];
