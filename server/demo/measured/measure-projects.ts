import { seededRandom } from '#lib/base/random.ts';
import type { SegmentCountsAnswer } from '#lib/survey/dashboard/analysis-calls.ts';
import { EFFECT_REPLICATES, EFFECT_SEED } from '#lib/survey/effect/bootstrap.ts';
import { measureEffect, pooledFigure } from '#lib/survey/effect/measure-effect.ts';
import { told, type DemoScene, type DemoWave } from '../demo-scene.ts';
import { openDemoWave } from './open-demo-wave.ts';

/** The project that is finished, and what its charter agreed to measure. */
const PROJECT = 'Prognoza kontaktów w grafiku';
const ASKED = { column: 'waiting_time', label: 'Czas oczekiwania', kind: 'mean' } as const;
const TOUCHED = { column: 'Kanał', value: 'telefon' };

/** Whether the finished project worked, computed from the responses of three waves as the page does. */
export function measureProjects(scene: DemoScene): void {
  const { app, calendar, cast, insights } = scene;
  calendar.on(-8, '13:00', async () => {
    const analyst = cast('analyst');
    const project = (await app.projects.listProjects(analyst)).find(({ title }) => title === PROJECT);
    if (!project) throw new Error(`The story has no project “${PROJECT}”.`);
    const baseline = await app.survey.findInsight(analyst, told(insights, 'summer'));
    if (!baseline?.figure) throw new Error('The story has no figure of the summer.');
    const known: { wave: DemoWave; counts: SegmentCountsAnswer }[] = [];
    for (const key of ['spring', 'summer', 'autumn']) {
      const wave = scene.waves.get(key);
      const counts =
        wave &&
        (await openDemoWave(wave)).segmentCounts({
          ...ASKED,
          by: TOUCHED.column,
          touched: [TOUCHED.value],
          besides: [],
        });
      if (wave && counts) known.push({ wave, counts });
    }
    const effect = measureEffect(
      known.map(({ counts }) => counts),
      { before: 1, after: 2, promised: null },
      seededRandom(EFFECT_SEED),
    );
    const [, before, after] = known;
    if (!effect || !before || !after) throw new Error('The waves do not tell whether the project worked.');
    const waves = await app.survey.listWaves(analyst);
    const waveOf = ({ wave }: { wave: DemoWave }) => {
      const found = waves.find(({ id }) => id === wave.id);
      return {
        id: wave.id,
        name: wave.name,
        fieldedOn: found?.fieldedOn ?? '',
        version: found?.version ?? 1,
      };
    };
    const { sides, ...figures } = effect;
    const content = {
      ...{ survey: 'Satysfakcja klientów', kind: ASKED.kind, label: ASKED.label },
      ...{ before: waveOf(before), after: waveOf(after), by: TOUCHED.column, touched: [TOUCHED.value] },
      untouched: after.counts.untouched.map(({ name }) => name),
      ...{ ...figures, sides, whole: null, promised: null },
      series: known.map(({ wave, counts }) => ({
        ...{ name: wave.name, fieldedOn: waveOf({ wave }).fieldedOn },
        touched: pooledFigure(counts.touched) ?? null,
        untouched: pooledFigure(counts.untouched) ?? null,
      })),
      ...{ seed: EFFECT_SEED, samples: EFFECT_REPLICATES },
    };
    const groups = known.flatMap(({ wave, counts }) =>
      [counts.touched, counts.untouched].flatMap((segments) => {
        const pooled = pooledFigure(segments);
        const filters = [{ column: counts.by, values: segments.map(({ name }) => name) }];
        const question = { ...ASKED, segment: null, weight: null, filters };
        return pooled ? [{ waveId: wave.id, question, ...pooled }] : [];
      }),
    );
    await app.projects.measureProject(analyst, {
      projectId: project.id,
      effect: JSON.stringify({ content, groups }),
    });
  });
}
