import * as v from 'valibot';
import { optionalText, requiredText } from '../base/parse-input.ts';
import { CURRENCIES, HEALTHS, owesReason } from './project.ts';

const day = v.pipe(v.string('form.date'), v.isoDate('form.date'));

/** An amount as people write it, "12 500,50" or "12500.50", in hundredths. */
const amount = v.pipe(
  v.union([v.string(), v.number()], 'form.required'),
  v.transform((value) =>
    Math.round(
      Number(
        String(value)
          .replace(/[\s\u00a0]/g, '')
          .replace(',', '.'),
      ) * 100,
    ),
  ),
  v.number('form.number'),
  v.integer('form.number'),
  v.minValue(0, 'form.tooSmall'),
  v.maxValue(100_000_000_000, 'form.tooLarge'),
);

const entries = {
  title: requiredText(200),
  aim: requiredText(2000),
  ownerId: requiredText(40),
  deputyId: requiredText(40),
  budget: amount,
  currency: v.picklist(CURRENCIES),
  startsOn: day,
  endsOn: day,
};

export const ProjectForm = v.pipe(
  v.object({ ...entries, issueId: v.optional(v.string(), '') }),
  v.forward(
    v.check((form) => form.ownerId !== form.deputyId, 'projects.deputySame'),
    ['deputyId'],
  ),
  v.forward(
    v.check((form) => form.startsOn <= form.endsOn, 'projects.endsBeforeStart'),
    ['endsOn'],
  ),
);

export const ProjectChange = v.pipe(
  v.object({ ...entries, projectId: v.string(), version: v.number() }),
  v.forward(
    v.check((form) => form.ownerId !== form.deputyId, 'projects.deputySame'),
    ['deputyId'],
  ),
  v.forward(
    v.check((form) => form.startsOn <= form.endsOn, 'projects.endsBeforeStart'),
    ['endsOn'],
  ),
);

export const MoveForm = v.pipe(
  v.object({
    projectId: v.string(),
    version: v.number(),
    move: v.picklist(['submit', 'start', 'hold', 'resume', 'finish', 'stop']),
    reason: optionalText(1000),
    /** Until when it waits; for 'hold' alone. */
    until: v.optional(v.union([v.literal(''), day]), ''),
  }),
  v.forward(
    v.check((form) => !owesReason(form.move) || form.reason !== '', 'projects.whyNeeded'),
    ['reason'],
  ),
  v.forward(
    v.check((form) => form.move !== 'hold' || form.until !== '', 'form.date'),
    ['until'],
  ),
);

export const DecisionForm = v.pipe(
  v.object({
    projectId: v.string(),
    /** What the signer saw. */
    contentHash: v.string('form.required'),
    /** Empty when they proved themselves a moment ago. */
    password: v.optional(v.string(), ''),
    isApproved: v.boolean(),
    reason: optionalText(1000),
  }),
  v.forward(
    v.check((form) => form.isApproved || form.reason !== '', 'projects.reasonNeeded'),
    ['reason'],
  ),
);

export const ReportForm = v.object({
  projectId: v.string(),
  health: v.picklist(HEALTHS),
  text: requiredText(2000),
});
