import type { WaveFigure } from '../wave/wave.ts';
import { difference, type Difference } from './difference.ts';
import { keptEstimate } from './kept-estimate.ts';

interface FiguredWave {
  surveyId: string;
  fieldedOn: string;
  figures: readonly WaveFigure[];
}

/** What a wave is known by in a list: its NPS, else the first figure it has. */
export function leadingFigure({ figures }: Pick<FiguredWave, 'figures'>): WaveFigure | undefined {
  return figures.find(({ kind }) => kind === 'nps') ?? figures[0];
}

/**
 * How the leading figure of a wave differs from that of the wave of the same survey before it: of the same
 * measure, since the file of another wave may name its column otherwise. Undefined for a first wave.
 */
export function changeSince<Wave extends FiguredWave>(
  wave: Wave,
  waves: readonly Wave[],
): { wave: Wave; change: Difference } | undefined {
  const now = leadingFigure(wave);
  const before = waves
    .filter(({ surveyId, fieldedOn }) => surveyId === wave.surveyId && fieldedOn < wave.fieldedOn)
    .sort((a, b) => b.fieldedOn.localeCompare(a.fieldedOn))[0];
  const then = before && leadingFigure(before);
  if (!now || !before || then?.kind !== now.kind) return undefined;
  if (now.kind !== 'nps' && then.column !== now.column) return undefined;
  const change = difference(keptEstimate(now.kind, now, false), keptEstimate(then.kind, then, false));
  return { wave: before, change };
}
