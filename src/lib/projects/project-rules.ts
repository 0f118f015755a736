import * as v from 'valibot';
import { CURRENCIES, MAX_AMOUNT_MINOR, parseAmount } from '../base/money.ts';
import { flag, optionalText, requiredText, wholeNumber, withLimits } from '../base/parse-input.ts';
import type { ChangeLimits } from './change.ts';
import { LARGEST_SPEND_SHARE, MOST_SPEND_SHARES, readShares } from './running/spend.ts';
import { MOST_CHECKS } from './charter/charter.ts';
import { OPINION_NEEDS } from './charter/opinion.ts';

/** What the organisation decided about its projects. */
export interface ProjectRules {
  /** Percent of the approved budget that may change without signatures. */
  changeShare: number;
  /** Days by which first or last day may move without signatures. */
  changeDays: number;
  /** Days from a submission until it is to be decided. */
  decisionDays: number;
  /** Hundredths of the organisation's currency below which a project may take the light route; null for none. */
  lightMinor: number | null;
  /** Shares of a budget, in percent, at which those who answer for it are told [PR58]. */
  spendShares: readonly number[];
  /** Weeks after which a deputy who read nothing is behind [PR71]. */
  deputyWeeks: number;
  /** 0 where nobody has chosen: the usual holds. */
  version: number;
}

/** Before anybody decided anything: ten percent and thirty days of change, two weeks to decide, no light route, word at 80 and 100 percent. */
export const USUAL_PROJECT_RULES: ProjectRules = {
  changeShare: 10,
  changeDays: 30,
  decisionDays: 14,
  lightMinor: null,
  spendShares: [80, 100],
  deputyWeeks: 3,
  version: 0,
};

/** The limits of `groundsToReopen`. */
export function changeLimits({ changeShare, changeDays }: ProjectRules): ChangeLimits {
  return { share: changeShare, days: changeDays };
}

export const LARGEST_SHARE = 100;
export const MOST_CHANGE_DAYS = 365;
export const MOST_DECISION_DAYS = 90;
export const MOST_OPINION_DAYS = 90;
export const MOST_DEPUTY_WEEKS = 26;

/** An amount as people write it, in hundredths; empty is none. */
const optionalAmount = v.pipe(
  v.optional(v.string(), ''),
  v.rawTransform<string, number | null>(({ dataset, addIssue, NEVER }) => {
    const text = dataset.value.trim();
    if (text === '') return null;
    const parsed = parseAmount(text);
    if ('minor' in parsed) return parsed.minor;
    addIssue({ message: `form.amount.${parsed.fault}` });
    return NEVER;
  }),
  v.check(
    (minor) => minor === null || minor <= MAX_AMOUNT_MINOR,
    withLimits('form.amount.tooLarge', { limit: MAX_AMOUNT_MINOR / 100 }),
  ),
);

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

export const ProjectRulesForm = v.object({
  version,
  changeShare: wholeNumber(0, LARGEST_SHARE),
  changeDays: wholeNumber(0, MOST_CHANGE_DAYS),
  decisionDays: wholeNumber(1, MOST_DECISION_DAYS),
  lightLimit: optionalAmount,
  /** Percents, with commas between them; empty where nobody is to be told. */
  spendShares: v.pipe(
    v.optional(v.string(), '80, 100'),
    v.rawTransform<string, number[]>(({ dataset, addIssue, NEVER }) => {
      const shares = readShares(dataset.value);
      if (shares) return shares;
      const limits = { largest: LARGEST_SPEND_SHARE, most: MOST_SPEND_SHARES };
      addIssue({ message: withLimits('running.sharesWrong', limits) });
      return NEVER;
    }),
  ),
  deputyWeeks: v.optional(wholeNumber(1, MOST_DEPUTY_WEEKS), 3),
});

export const EnvelopeForm = v.object({
  year: wholeNumber(2000, 2099),
  currency: v.picklist(CURRENCIES),
  /** Empty where the year has none. */
  amount: optionalAmount,
});

export const ApplicationForm = v.object({
  /** Empty to add one. */
  applicationId: v.optional(v.string(), ''),
  version: v.optional(version, 0),
  name: requiredText(120),
  /** One item a line. */
  checklist: v.pipe(
    optionalText(6000),
    v.transform((text) => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean)),
    v.check((items) => items.length <= MOST_CHECKS, withLimits('charter.tooMany', { limit: MOST_CHECKS })),
    v.check((items) => items.every((item) => item.length <= 300), withLimits('form.tooLong', { limit: 300 })),
  ),
  isUsed: v.optional(flag, false),
});

export const OpinionRuleForm = v.pipe(
  v.object({
    /** Empty to add one. */
    ruleId: v.optional(v.string(), ''),
    version: v.optional(version, 0),
    name: requiredText(120),
    giverId: requiredText(40),
    need: v.picklist(OPINION_NEEDS),
    fromAmount: optionalAmount,
    applicationId: v.optional(v.string(), ''),
    days: wholeNumber(1, MOST_OPINION_DAYS),
    isUsed: v.optional(flag, false),
  }),
  v.forward(
    v.check(({ need, fromAmount }) => need !== 'sum' || fromAmount !== null, 'charter.opinion.sumNeeded'),
    ['fromAmount'],
  ),
  v.forward(
    v.check(
      ({ need, applicationId }) => need !== 'application' || applicationId !== '',
      'charter.opinion.applicationNeeded',
    ),
    ['applicationId'],
  ),
);
