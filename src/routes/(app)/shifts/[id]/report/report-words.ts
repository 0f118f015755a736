import { issueOutcomeText } from '#lib/issues/ui/outcome-text.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { BesideReport, ReportPart } from '#lib/shifts/report/ui/report-block.ts';
import { reportParts } from '#lib/shifts/report/ui/report-parts.ts';
import type { App } from '#server/app.ts';

type Report = Awaited<ReturnType<App['shifts']['getRoundReport']>>;
type Decisions = Awaited<ReturnType<App['decisions']['listDecisionsOn']>>;
type Words = Parameters<typeof issueOutcomeText>[0] & Pick<Translator, 'date'>;

/** The parts of a report with what issues and decisions know of it. */
export function partsOf(
  i18n: Words,
  report: Report,
  {
    roundId,
    decisions,
    trackerAddress,
  }: Pick<BesideReport, 'roundId' | 'trackerAddress'> & {
    decisions: Decisions;
  },
): ReportPart[] {
  const issueTexts = Object.fromEntries(
    report.findings.map(({ id, issue }) => [id, issue ? issueOutcomeText(i18n, issue.outcome) : '']),
  );
  return reportParts(i18n, report, { roundId, trackerAddress, issueTexts, decisions });
}

/** Whether it is whole, published and as it was published, in a sentence. */
export function reportState(
  i18n: Pick<Translator, 't' | 'date'>,
  { isOver, publishedAtMs, changedAtMs }: Pick<Report, 'isOver' | 'publishedAtMs' | 'changedAtMs'>,
  isWriter: boolean,
): string {
  if (publishedAtMs === null) {
    if (!isOver) return i18n.t('shifts.report.preliminary');
    return i18n.t(isWriter ? 'shifts.report.draft' : 'shifts.report.notPublished');
  }
  const day = i18n.date(publishedAtMs);
  return changedAtMs === null
    ? i18n.t('shifts.report.published', { day })
    : i18n.t('shifts.report.changed', { day, changed: i18n.date(changedAtMs) });
}
