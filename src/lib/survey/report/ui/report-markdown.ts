import { markdownTable } from '#lib/base/table-file/markdown-table.ts';
import { markdownText } from '#lib/base/markdown/markdown-text.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { WaveFigure } from '../../wave/wave.ts';
import type { Insight } from '../../insights/insight.ts';
import { figureLine, figureText, rangeText } from '#lib/patterns/figure-text.ts';
import { insightKind, questionText } from '../../insights/ui/insight-text.ts';

/** What a report holds: chosen insights and figures of one wave. */
export interface Report {
  wave: { surveyName: string; name: string; fieldedOn: string; fileName: string; rows: { imported: number } };
  insights: readonly Insight[];
  figures: readonly WaveFigure[];
  printedAtMs: number;
}

/** Where the figures come from: survey, wave, n, day, weighting and masking, in one sentence a part. */
export function sourceLine(i18n: Pick<Translator, 'number' | 't' | 'date' | 'day'>, report: Report): string {
  const { wave, insights, printedAtMs } = report;
  const isWeighted = insights.some(({ question }) => question.weight !== null);
  return i18n.t('report.source', {
    survey: wave.surveyName,
    wave: wave.name,
    n: wave.rows.imported,
    fielded: i18n.day(wave.fieldedOn),
    printed: i18n.date(printedAtMs),
    weighting: i18n.t(isWeighted ? 'report.someWeighted' : 'report.unweighted'),
  });
}

/** The report as Markdown; what people wrote cannot become markup. */
export function reportMarkdown(
  i18n: Pick<Translator, 'number' | 't' | 'text' | 'date' | 'day'>,
  report: Report,
): string {
  const { wave, insights, figures } = report;
  const parts = [`# ${markdownText(wave.surveyName)}, ${markdownText(wave.name)}`];
  if (insights.length > 0) parts.push(`## ${i18n.t('insights.title')}`);
  for (const insight of insights) {
    parts.push(
      `### ${markdownText(insight.title)}`,
      insight.figure
        ? figureLine(i18n, insight.figure, { kind: insightKind(insight.question) })
        : i18n.t('insights.noFigure'),
      markdownText(questionText(i18n, insight.question)),
    );
    if (insight.note !== '') parts.push(markdownText(insight.note));
    for (const quote of insight.evidence.quotes) parts.push(`> ${markdownText(quote)}`);
  }
  if (figures.length > 0) {
    const heading = [
      { name: i18n.t('measure.items.item') },
      { name: i18n.t('report.measure') },
      { name: i18n.t('report.value'), isNumber: true },
      { name: i18n.t('charts.interval'), isNumber: true },
      { name: 'n', isNumber: true },
    ];
    const rows = figures.map(({ label, column, kind, value, interval, n }) => [
      label || column,
      i18n.t(`measure.kind.${kind}`),
      figureText(i18n, value, { kind }),
      rangeText(i18n, interval, { kind }),
      i18n.number(n),
    ]);
    parts.push(`## ${i18n.t('report.figures')}`, markdownTable(heading, rows));
  }
  parts.push(markdownText(sourceLine(i18n, report)));
  return `${parts.join('\n\n')}\n`;
}
