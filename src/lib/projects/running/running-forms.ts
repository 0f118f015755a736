import * as v from 'valibot';
import { LOCALES } from '../../base/locale.ts';
import { calendarDay, emailText, optionalText, requiredText } from '../../base/parse-input.ts';
import { amountField } from '../project-forms.ts';
import { STAGE_OUTCOMES } from './stage-course.ts';

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());
const stage = { projectId: v.string(), stageId: v.string() };

/** Who of the organisation is asked to accept a stage. */
export const StageAskForm = v.object({ ...stage, acceptorId: requiredText(40) });

/** Somebody without an account who is asked to accept it, at a door of their own. */
export const StageDoorForm = v.object({
  ...stage,
  holderName: requiredText(120),
  holderAddress: emailText(),
  locale: v.picklist(LOCALES),
  title: requiredText(200),
  message: optionalText(4000),
  asks: requiredText(4000),
  until: calendarDay(),
});

export const StageAskPick = v.object({ projectId: v.string(), askId: v.string() });

/** What the acceptor says; remarks and refusals have words. */
export const StageOutcomeForm = v.pipe(
  v.object({
    ...StageAskPick.entries,
    outcome: v.picklist(STAGE_OUTCOMES, 'form.required'),
    text: optionalText(2000),
  }),
  v.forward(
    v.check(({ outcome, text }) => outcome === 'accepted' || text !== '', 'running.remarksNeeded'),
    ['text'],
  ),
);

/** Another last day of a stage; the one that was promised first stays beside it. */
export const StageMoveForm = v.object({ ...stage, version, day: calendarDay(), why: requiredText(500) });

/** What was spent, on which line of the plan; an empty line is none of them. */
export const CostForm = v.object({
  projectId: v.string(),
  line: optionalText(200),
  amount: amountField,
  spentOn: calendarDay(),
  text: requiredText(300),
});

export const CostPick = v.object({ projectId: v.string(), costId: v.string() });

/** What will have been spent in the end, and why. */
export const ForecastForm = v.object({
  projectId: v.string(),
  amount: amountField,
  text: requiredText(500),
});

/** When a deviation was seen: a day and an hour on the organisation's clock. */
const seen = {
  detectedOn: calendarDay(),
  detectedAt: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'running.recovery.time')),
};
const recovery = { projectId: v.string(), recoveryId: v.string() };

export const RecoveryOpening = v.object({ projectId: v.string(), message: optionalText(4000), ...seen });

export const RecoveryChange = v.object({ ...recovery, version, message: optionalText(4000), ...seen });

export const RecoveryPick = v.object({ ...recovery, version });

/** On whose side whoever does it stands: ours, the client's, or somebody else's. */
export const ACTION_SIDES = ['ours', 'client', 'third'] as const;

/** What is done, by whom, by when, and what happens if it is not [PR60]. */
export const RecoveryActionForm = v.pipe(
  v.object({
    ...recovery,
    text: requiredText(300),
    risk: requiredText(500),
    side: v.picklist(ACTION_SIDES),
    ownerId: optionalText(40),
    ownerName: optionalText(120),
    dueOn: calendarDay(),
  }),
  v.forward(
    v.check(({ ownerId, ownerName }) => ownerId !== '' || ownerName !== '', 'running.recovery.whoNeeded'),
    ['ownerName'],
  ),
);

export const RecoveryStatusForm = v.object({ ...recovery, text: requiredText(2000) });

export const RecoveryClosing = v.object({ ...recovery, version, lookBack: requiredText(4000) });
