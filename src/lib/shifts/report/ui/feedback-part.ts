import { agreementMean } from '#lib/base/agreement/agreement-mean.ts';
import { AGREEMENT_ENDS } from '#lib/base/agreement/agreement-urn.ts';
import { COUNTS_FROM_VOTES } from '#lib/base/urn.ts';
import { changeOf, FEEDBACK_STATEMENTS, SELF_CHECK, type FeedbackResult } from '../../feedback/feedback.ts';
import type { RoundReport } from '../report.ts';
import type { ReportBlock, ReportTexts } from './report-block.ts';

/** What guests and mentors said without names, once answers are over [SH107]. */
export function feedbackPart(i18n: ReportTexts, { feedback }: Pick<RoundReport, 'feedback'>): ReportBlock[] {
  const { before, after, mentors } = feedback;
  return [
    ...(before || after ? selfCheck(i18n, before, after) : []),
    ...(after
      ? said(i18n, i18n.t('shifts.feedback.guests'), FEEDBACK_STATEMENTS.after, after, SELF_CHECK.length)
      : []),
    ...(mentors
      ? said(i18n, i18n.t('shifts.feedback.mentors'), FEEDBACK_STATEMENTS.mentors, mentors, 0)
      : []),
    ...[before, after, mentors].flatMap((result) => comments(i18n, result)),
  ];
}

function selfCheck(
  i18n: ReportTexts,
  before: FeedbackResult | undefined,
  after: FeedbackResult | undefined,
): ReportBlock[] {
  const caption = i18n.t('shifts.feedback.selfCheck');
  if (!before?.counts && !after?.counts) return tooFew(i18n, caption);
  const number = (name: string) => ({ name, isNumber: true });
  return [
    {
      ...{ kind: 'table', caption },
      columns: [
        { name: i18n.t('shifts.feedback.statement', AGREEMENT_ENDS) },
        number(i18n.t('shifts.feedback.before')),
        number(i18n.t('shifts.feedback.after')),
        number(i18n.t('shifts.feedback.change')),
      ],
      rows: SELF_CHECK.map((statement, at) => [
        i18n.t(`shifts.feedback.say.${statement}`),
        meanText(i18n, before?.counts?.[at]),
        meanText(i18n, after?.counts?.[at]),
        changeText(i18n, before?.counts?.[at], after?.counts?.[at]),
      ]),
    },
    { kind: 'text', text: i18n.t('shifts.feedback.change.interval'), isMuted: true },
  ];
}

/** The statements of a part from one place on, with their means. */
function said(
  i18n: ReportTexts,
  caption: string,
  statements: readonly (typeof FEEDBACK_STATEMENTS)['after' | 'mentors'][number][],
  { counts }: FeedbackResult,
  from: number,
): ReportBlock[] {
  if (!counts) return tooFew(i18n, caption);
  return [
    {
      ...{ kind: 'table', caption },
      columns: [
        { name: i18n.t('shifts.feedback.statement', AGREEMENT_ENDS) },
        { name: i18n.t('shifts.feedback.mean'), isNumber: true },
      ],
      rows: statements
        .slice(from)
        .map((statement, at) => [
          i18n.t(`shifts.feedback.say.${statement}`),
          meanText(i18n, counts[from + at]),
        ]),
    },
  ];
}

function comments(i18n: ReportTexts, result: FeedbackResult | undefined): ReportBlock[] {
  if (!result?.comments || result.comments.length === 0) return [];
  return [
    { kind: 'heading', text: i18n.t('shifts.feedback.comments') },
    ...result.comments.map((text) => ({
      kind: 'text' as const,
      text: i18n.t('shifts.feedback.quoted', { text }),
    })),
  ];
}

function tooFew(i18n: ReportTexts, caption: string): ReportBlock[] {
  return [
    { kind: 'heading', text: caption },
    { kind: 'text', text: i18n.t('shifts.feedback.tooFew', { counts: COUNTS_FROM_VOTES }), isMuted: true },
  ];
}

const NOTHING = '–';

function meanText(i18n: ReportTexts, counts: readonly number[] | undefined): string {
  const mean = counts && agreementMean(counts);
  return mean
    ? i18n.t('shifts.feedback.ofN', { mean: i18n.number(mean.value, { digits: 1 }), n: mean.n })
    : NOTHING;
}

function changeText(
  i18n: ReportTexts,
  before: readonly number[] | undefined,
  after: readonly number[] | undefined,
): string {
  const change = before && after && changeOf(before, after);
  if (!change) return NOTHING;
  const [low = NaN, high = NaN] = change.interval;
  const text = (value: number): string => i18n.number(value, { digits: 1 });
  return i18n.t('shifts.feedback.changeText', {
    value: text(change.value),
    low: text(low),
    high: text(high),
  });
}
