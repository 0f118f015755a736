import type { SurveyTable } from '#lib/tabular/table/table.ts';
import type { WaveFigure } from '../wave/wave.ts';
import { measure, measureKinds } from './measure.ts';

/** Each measured column's leading figure over everybody. */
export function overallFigures(table: SurveyTable): WaveFigure[] {
  const figures: WaveFigure[] = [];
  for (const column of table.columns) {
    if (column.role === 'number') continue;
    for (const kind of measureKinds(column)) {
      if (column.role === 'nps' && kind === 'mean') continue;
      const { value, interval, n } = measure(column, kind, table.decimal);
      const [low, high] = interval;
      if (![value, low, high].every(Number.isFinite)) continue;
      figures.push({ column: column.name, label: column.label, kind, value, interval: [low, high], n });
    }
  }
  return figures;
}
