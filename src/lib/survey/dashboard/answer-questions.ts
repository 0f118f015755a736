import type { ColumnRole } from '#lib/tabular/table/table.ts';
import { loadBytes, type WaveBytes } from '../wave/wave-bytes.ts';
import { WaveFile } from '../wave/wave-file.ts';
import type { AnalysisCalls } from './analysis-calls.ts';
import { OpenWave } from './open-wave.ts';

/** Texts of single people have no chart; the others are decoded once and stay. */
const NOT_ANALYSED: readonly ColumnRole[] = ['comment', 'id', 'multi', 'ignore'];

/** Answers a page's questions about one wave. What the worker runs. */
export function answerQuestions(): AnalysisCalls {
  let open: OpenWave | undefined;
  const wave = (): OpenWave => {
    if (!open) throw new Error('a question before a wave was opened');
    return open;
  };
  return {
    async open(bytes) {
      open = await decode(bytes);
      return open.outline;
    },
    dashboard: async (view) => wave().dashboard(view),
    segments: async (question) => wave().segments(question),
    pair: async (question) => wave().pair(question),
    drivers: async (question) => wave().drivers(question),
    segmentCounts: async (question) => (await decode(question.wave)).segmentCounts(question),
    importance: async (question) => wave().importance(question),
    otherFigure: async ({ other, view, column, kind }) => (await decode(other)).figure(view, column, kind),
  };
}

async function decode(wave: WaveBytes): Promise<OpenWave> {
  const file = new WaveFile(await loadBytes(wave));
  const names = file.columns.filter(({ role }) => !NOT_ANALYSED.includes(role)).map(({ name }) => name);
  return new OpenWave(await file.table(names));
}
