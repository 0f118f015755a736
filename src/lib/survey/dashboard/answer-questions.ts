import type { ColumnRole } from '#lib/tabular/table/table.ts';
import { loadBytes } from '../wave/wave-bytes.ts';
import { WaveFile } from '../wave/wave-file.ts';
import type { AnalysisCalls } from './analysis-calls.ts';
import { CrossWave } from './cross-wave.ts';
import { OpenWave } from './open-wave.ts';

/** Texts of single people have no chart; the others are decoded once and stay. */
const NOT_ANALYSED: readonly ColumnRole[] = ['comment', 'id', 'multi', 'ignore'];

/** Answers a page's questions about one wave. What the worker runs. */
export function answerQuestions(): AnalysisCalls {
  let open: { wave: OpenWave; cross: CrossWave } | undefined;
  const opened = (): NonNullable<typeof open> => {
    if (!open) throw new Error('a question before a wave was opened');
    return open;
  };
  const wave = (): OpenWave => opened().wave;
  return {
    async open(bytes) {
      const file = new WaveFile(await loadBytes(bytes));
      open = { wave: await decode(file), cross: new CrossWave(file) };
      return { ...open.wave.outline, crossable: open.cross.crossable };
    },
    dashboard: async (view) => wave().dashboard(view),
    segments: async (question) => wave().segments(question),
    pair: async (question) => wave().pair(question),
    drivers: async (question) => wave().drivers(question),
    crosstab: async ({ view, cross }) => opened().cross.table(cross, () => wave().peopleOf(view)),
    segmentCounts: async (question) =>
      (await decode(new WaveFile(await loadBytes(question.wave)))).segmentCounts(question),
    importance: async (question) => wave().importance(question),
    otherFigure: async ({ other, view, column, kind }) =>
      (await decode(new WaveFile(await loadBytes(other)))).figure(view, column, kind),
  };
}

async function decode(file: WaveFile): Promise<OpenWave> {
  const names = file.columns.filter(({ role }) => !NOT_ANALYSED.includes(role)).map(({ name }) => name);
  return new OpenWave(await file.table(names));
}
