import { intervalTexts, isDetectable } from '#lib/patterns/figure-text.ts';
import type { GroupScores, ScoreDifference } from '../compare-contacts.ts';
import type { RoundReport } from '../report.ts';
import type { ReportBlock, ReportTexts } from './report-block.ts';

/** How contacts of guests were rated against those of the team [SH88]; nothing where it may not be said. */
export function scorePart(i18n: ReportTexts, { scores }: RoundReport): ReportBlock[] {
  if (!scores) return [];
  const row = (name: string, { contacts, mean, topShare }: GroupScores): string[] => [
    ...[name, i18n.number(contacts), i18n.number(mean, { digits: 2 }), i18n.percent(topShare)],
  ];
  const number = (name: string) => ({ name, isNumber: true });
  return [
    { kind: 'text', text: i18n.t('shifts.report.scoresLead', { ...scores.scale }), isMuted: true },
    {
      ...{ kind: 'table', caption: i18n.t('shifts.report.scores') },
      columns: [
        { name: i18n.t('shifts.report.group') },
        number(i18n.t('shifts.report.contactCount')),
        number(i18n.t('shifts.report.mean')),
        number(i18n.t('shifts.report.top')),
      ],
      rows: [
        row(i18n.t('shifts.report.guests'), scores.guests),
        row(i18n.t('shifts.report.team'), scores.team),
      ],
    },
    {
      kind: 'text',
      text: i18n.t('shifts.report.meanDifference', differenceTexts(i18n, scores.mean, 1, 2)),
    },
    ...(isDetectable(scores.mean.interval)
      ? []
      : [{ kind: 'text' as const, text: i18n.t('shifts.report.noDifference') }]),
    { kind: 'text', text: i18n.t('shifts.report.topDifference', differenceTexts(i18n, scores.top, 100, 1)) },
  ];
}

function differenceTexts(
  i18n: ReportTexts,
  { value, interval: [low, high] }: ScoreDifference,
  times: number,
  digits: number,
): { value: string; interval: string } {
  return {
    value: i18n.number(value * times, { digits, sign: true }),
    interval: i18n.t('figure.interval', intervalTexts(i18n, [low * times, high * times], { digits })),
  };
}
