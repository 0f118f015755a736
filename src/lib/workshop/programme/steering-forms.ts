import * as v from 'valibot';
import { flag, optionalText, requiredText, wholeNumber } from '#lib/base/parse-input.ts';
import { STEP_KINDS } from '../step.ts';

/** Longer than a working day is no time box. */
const minutes = wholeNumber(1, 480);

const settings = v.optional(
  v.object({
    budget: v.optional(wholeNumber(1, 50)),
    capPerCause: v.optional(wholeNumber(1, 50)),
    isAnonymous: v.optional(v.boolean()),
  }),
);

/** To which place of the programme the room goes; the place it leaves keeps two presses from going twice. */
export const StepForm = v.object({
  workshopId: v.string(),
  from: v.string(),
  to: v.string(),
});

const after = v.pipe(
  v.optional(v.nullable(v.string()), null),
  v.transform((value) => value || null),
);

export const ProgrammeForm = v.intersect([
  v.object({ workshopId: v.string() }),
  v.variant('change', [
    v.object({
      change: v.literal('add'),
      kind: v.picklist(STEP_KINDS),
      title: requiredText(120),
      minutes,
      after,
      settings,
    }),
    v.object({
      change: v.literal('edit'),
      step: v.string(),
      title: requiredText(120),
      instruction: optionalText(600),
      minutes,
      settings,
    }),
    v.object({ change: v.literal('move'), step: v.string(), after }),
    v.object({ change: v.literal('skip'), step: v.string(), isSkipped: flag }),
    v.object({ change: v.literal('remove'), step: v.string() }),
  ]),
]);

/** What the page showed of the programme, by `programmeMark`. */
const seen = v.pipe(v.string(), v.maxLength(4000));

export const ScaleForm = v.object({
  workshopId: v.string(),
  seen,
  minutes: wholeNumber(1, 60 * 480),
  isRounded: v.optional(flag, false),
});

export const ProgrammeChoiceForm = v.object({
  workshopId: v.string(),
  seen,
  programme: requiredText(40),
});

export const TimerForm = v.intersect([
  v.object({ workshopId: v.string() }),
  v.variant('change', [
    v.object({ change: v.literal('start'), minutes }),
    v.object({ change: v.literal('extend'), minutes: wholeNumber(1, 60) }),
    v.object({ change: v.picklist(['pause', 'resume', 'stop']) }),
  ]),
]);

export const HoldForm = v.object({
  workshopId: v.string(),
  hold: v.picklist(['isLocked', 'isPaused']),
  isOn: flag,
});

export const SpotlightForm = v.object({
  workshopId: v.string(),
  causeId: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
});

export const FacilitatorForm = v.object({ workshopId: v.string(), personId: v.string() });

export const SignalForm = v.object({
  workshopId: v.string(),
  kind: v.picklist(['hand', 'ready']),
  isOn: flag,
  /** Whose hand is lowered, when a facilitator does it. */
  participantId: v.optional(v.string(), ''),
  /** The step in which it was pressed; refused when that is over. */
  stepId: v.optional(v.string(), ''),
});
