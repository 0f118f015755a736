import type { Analysis } from '#lib/survey/analyse/analysis-report.ts';
import { formatCross } from './analyse-cross.ts';
import { issueText } from './survey-words.ts';
import { textTable } from './text-table.ts';

/** The analysis as a page of text for a terminal. */
export function formatAnalysis(file: string, analysis: Analysis): string {
  const parts = [
    heading(file, analysis),
    metricsTable(analysis),
    driversTable(analysis),
    segmentsTable(analysis),
    analysis.cross && 'plain' in analysis.cross ? formatCross(analysis.cross) : '',
    keynessTable(analysis),
    columnsTable(analysis),
    warnings(analysis),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function heading(file: string, { file: form, rows, pii }: Analysis): string {
  const delimiter = form.delimiter === '\t' ? 'tab' : form.delimiter;
  const masked = Object.entries(pii)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${count}`);
  const lines = [
    file,
    `${form.platform}, ${form.encoding}, delimiter ${delimiter}, decimal ${form.decimal}, ${form.headerRows} header row(s), line ends ${form.lineEnds}`,
    `rows: ${rows.read} read = ${rows.imported} imported + ${rows.rejected} rejected + ${rows.excluded} excluded`,
  ];
  if (masked.length > 0) lines.push(`personal data masked: ${masked.join(', ')}`);
  return lines.join('\n');
}

function metricsTable({ metrics }: Analysis): string {
  const rows: string[][] = [];
  if (metrics.nps) {
    const { nps } = metrics;
    rows.push(['NPS', nps.column, figure(nps.value), interval(nps.ci95), String(nps.n)]);
    rows.push([
      'NPS, adjusted',
      nps.column,
      figure(nps.adjusted.value),
      interval(nps.adjusted.ci95),
      String(nps.n),
    ]);
    if (nps.weighted) {
      const { value, ci95, nEff } = nps.weighted;
      rows.push(['NPS, weighted', nps.column, figure(value), interval(ci95), `${figure(nEff)} effective`]);
    }
  }
  for (const item of metrics.csat ?? []) {
    rows.push(['top-2-box %', item.column, figure(item.topBox), interval(item.ci95), String(item.n)]);
    rows.push(['mean', item.column, figure(item.mean), interval(item.meanCi95), String(item.n)]);
  }
  for (const item of metrics.ces ?? []) {
    rows.push(['CES mean', item.column, figure(item.mean), interval(item.ci95), String(item.n)]);
  }
  return rows.length === 0 ? '' : textTable(['measure', 'column', 'value', '95 % interval', 'n'], rows);
}

function driversTable({ drivers }: Analysis): string {
  if (!drivers) return '';
  const rows = drivers.items.map((item) => [
    item.column,
    figure(item.lmgShare),
    figure(item.johnsonShare),
    figure(item.r),
    figure(item.mean),
  ]);
  const title = `drivers of ${drivers.target}${drivers.targetAnswer === undefined ? '' : ` = ${drivers.targetAnswer} (linear probability model)`}: n ${drivers.n}, R2 ${drivers.r2.toFixed(4)}`;
  const left = drivers.leftOut.map(
    ({ column, reason, answered }) =>
      `left out: ${column} (${reason === 'same-answer' ? 'everybody gave the same answer' : `${figure(answered)} % of ${drivers.respondents} respondents answered it`})`,
  );
  return [title, textTable(['item', 'LMG %', 'Johnson %', 'r', 'mean'], rows), ...left].join('\n');
}

function segmentsTable({ segments }: Analysis): string {
  const rows = (segments ?? []).flatMap(({ value, measures }) =>
    measures.map((each) => [
      value,
      each.column,
      each.kind,
      figure(each.value),
      interval(each.ci95),
      String(each.n),
      Number.isNaN(each.versusRest.adjustedP) ? '-' : each.versusRest.adjustedP.toFixed(4),
    ]),
  );
  if (rows.length === 0) return '';
  return textTable(
    ['segment', 'column', 'measure', 'value', '95 % interval', 'n', 'p against the rest (BH)'],
    rows,
  );
}

const SHOWN_TERMS = 15;

function keynessTable({ keyness }: Analysis): string {
  if (!keyness) return '';
  const side = (name: 'positive' | 'negative'): string[][] =>
    keyness[name]
      .slice(0, SHOWN_TERMS)
      .map(({ term, g2, logRatio, a, b }) => [
        name,
        term,
        figure(g2),
        figure(logRatio),
        String(a),
        String(b),
      ]);
  const rows = [...side('positive'), ...side('negative')];
  if (rows.length === 0) return '';
  const title = `words of ${keyness.column} by ${keyness.by}`;
  return `${title}\n${textTable(['side', 'word', 'G2', 'log ratio', 'happy', 'unhappy'], rows)}`;
}

function columnsTable({ columns }: Analysis): string {
  const rows = columns.map((column) => [
    String(column.index),
    column.name,
    column.role,
    String(column.n),
    String(column.missing),
    column.na.join(', '),
  ]);
  return textTable(['#', 'column', 'role', 'n', 'missing', 'N/A codes'], rows);
}

function warnings({ issues }: Analysis): string {
  return issues.map((issue) => `warning: ${issueText(issue)}`).join('\n');
}

function figure(value: number): string {
  return Number.isNaN(value) ? '-' : value.toFixed(2);
}

function interval([low, high]: readonly [number, number]): string {
  return Number.isNaN(low) ? '-' : `${low.toFixed(2)} .. ${high.toFixed(2)}`;
}
