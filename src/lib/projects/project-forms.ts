import * as v from 'valibot';
import { CURRENCIES, MAX_AMOUNT_MINOR, parseAmount } from '../base/money.ts';
import { calendarDay, keepsPast, optionalText, requiredText, withLimits } from '../base/parse-input.ts';
import { ROUTES } from './light-route.ts';
import { HEALTHS, owesReason } from './project.ts';
import { LONGEST_LESSON, MOST_LESSONS, readLessons } from './running/lessons.ts';

/** An amount as people write it, "12 500,50 zł" or "12500.50", in hundredths; a number counts in whole units [PR16]. */
export const amountField = v.pipe(
  v.union([v.string(), v.number()], 'form.amount.none'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseAmount(String(dataset.value));
    if ('minor' in parsed) return parsed.minor;
    addIssue({ message: `form.amount.${parsed.fault}` });
    return NEVER;
  }),
  v.check(
    (minor) => minor <= MAX_AMOUNT_MINOR,
    withLimits('form.amount.tooLarge', { limit: MAX_AMOUNT_MINOR / 100 }),
  ),
);

const entries = {
  title: requiredText(200),
  aim: requiredText(2000),
  ownerId: requiredText(40),
  deputyId: requiredText(40),
  budget: amountField,
  currency: v.picklist(CURRENCIES),
  startsOn: calendarDay(),
  endsOn: calendarDay(),
  keepsPast: keepsPast(),
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

/** Projects of causes of a workshop: of several together, with a name of its own [WS154]. */
export const CauseProjectsForm = v.pipe(
  v.object({
    ...entries,
    title: optionalText(200),
    workshopId: v.string(),
    causeIds: v.pipe(v.array(v.string()), v.minLength(1, 'issues.noCause'), v.maxLength(60)),
    as: v.picklist(['each', 'together']),
  }),
  v.forward(
    v.check((form) => form.as === 'each' || form.title !== '', 'form.required'),
    ['title'],
  ),
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
    move: v.picklist(['submit', 'start', 'hold', 'resume', 'finish', 'stop', 'revert']),
    /** Which way to its approval; for 'submit' alone [PR43]. */
    route: v.optional(v.picklist(ROUTES), 'full'),
    reason: optionalText(1000),
    /** Until when it waits; for 'hold' alone. */
    until: v.optional(v.union([v.literal(''), calendarDay()]), ''),
    /** What is written down when it is over [PR64]; for 'finish' and 'stop'. */
    note: optionalText(4000),
    lessons: v.pipe(
      optionalText(MOST_LESSONS * (LONGEST_LESSON + 1)),
      v.transform(readLessons),
      v.check(
        (lessons) => lessons.length <= MOST_LESSONS,
        withLimits('running.tooManyLessons', { limit: MOST_LESSONS }),
      ),
      v.check(
        (lessons) => lessons.every(({ length }) => length <= LONGEST_LESSON),
        withLimits('form.tooLong', { limit: LONGEST_LESSON }),
      ),
    ),
  }),
  v.forward(
    v.check((form) => form.move !== 'finish' || form.note !== '', 'running.noteNeeded'),
    ['note'],
  ),
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
    /** A refusal that ends it [PR38]. */
    isFinal: v.optional(v.boolean(), false),
    reason: optionalText(1000),
    /** What the owner promises beside what is signed [PR36]; empty for none. */
    condition: optionalText(300),
    conditionDueOn: v.optional(v.union([v.literal(''), calendarDay()]), ''),
  }),
  v.forward(
    v.check((form) => form.isApproved || form.reason !== '', 'projects.reasonNeeded'),
    ['reason'],
  ),
  v.forward(
    v.check((form) => form.isApproved || form.condition === '', 'projects.conditionOnRefusal'),
    ['condition'],
  ),
  v.forward(
    v.check((form) => form.condition !== '' || form.conditionDueOn === '', 'projects.conditionMissing'),
    ['condition'],
  ),
);

/** A change of what was approved [PR40]. */
export const ApprovedChangeForm = v.pipe(
  v.object({
    projectId: v.string(),
    version: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
    budget: amountField,
    startsOn: calendarDay(),
    endsOn: calendarDay(),
    /** The ticked ones, and others one a line; none of both is no segment. */
    segments: v.optional(v.array(v.string()), []),
    otherSegments: optionalText(4000),
    reason: requiredText(1000),
    /** What becomes of the work while a change is signed, where it has to be [PR41]. */
    work: v.optional(v.picklist(['on', 'stop']), 'on'),
  }),
  v.forward(
    v.check((form) => form.startsOn <= form.endsOn, 'projects.endsBeforeStart'),
    ['endsOn'],
  ),
);

export const ReportForm = v.object({
  projectId: v.string(),
  health: v.picklist(HEALTHS),
  text: requiredText(2000),
  good: requiredText(500),
  worry: requiredText(500),
});
