/**
 * `npm run bench`: every bench in turn, a few minutes in all. Writes bench/results.json and docs/bench.md.
 * Times depend on the machine and on what else it does; ratios were measured side by side, in one run.
 */
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { benchCrossfilter, type CrossfilterFigures } from './crossfilter.ts';
import { benchLayout, type LayoutFigures } from './layout.ts';
import { benchIdleRooms, benchTyping, type TypingFigures } from './rooms.ts';
import { benchSurvey, type SurveyBench } from './survey.ts';

const SURVEY_ROWS = 1_000_000;
const IDLE_ROOMS = 100;

interface Results {
  date: string;
  node: string;
  machine: string;
  /** What else the machine was doing: processes that wanted a processor in the minute before. */
  loadBefore: number;
  survey: SurveyBench;
  crossfilter: CrossfilterFigures;
  layout: LayoutFigures[];
  rooms: { idle: Awaited<ReturnType<typeof benchIdleRooms>>; relay: TypingFigures; ours: TypingFigures };
}

async function runAll(): Promise<Results> {
  const [loadBefore = 0] = loadavg();
  console.log('survey...');
  const survey = benchSurvey(SURVEY_ROWS);
  console.log('crossfilter...');
  const crossfilter = await benchCrossfilter(SURVEY_ROWS);
  console.log('layout...');
  const layout = await benchLayout();
  console.log('rooms...');
  const idle = await benchIdleRooms(IDLE_ROOMS);
  const relay = await benchTyping('relay');
  const ours = await benchTyping('rooms');
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    loadBefore,
    survey,
    crossfilter,
    layout,
    rooms: { idle, relay, ours },
  };
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

function describe({ date, node, machine, loadBefore, survey, crossfilter, layout, rooms }: Results): string {
  const { idle, relay, ours } = rooms;
  const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;
  const typing = (name: string, key: keyof TypingFigures): string[] => [
    name,
    ours[key].toFixed(2),
    relay[key].toFixed(2),
    (ours[key] / relay[key]).toFixed(2),
  ];
  return `# Figures

Written by \`npm run bench\` on ${date}: Node ${node}, ${machine}, load ${loadBefore.toFixed(1)} before it began. Times depend on the machine; ratios were measured side by side in one run, and below 1 ours is faster.

## Reading a survey file

${survey.rows} rows of 12 columns, ${survey.megabytes.toFixed(0)} MB. Ours ends with typed columns; the peer splits cells and throws them away.

${table(
  ['ours', 'time', 'Papa Parse, bare', 'ratio'],
  [
    [
      'into columns',
      `${survey.oursMs.toFixed(0)} ms`,
      `${survey.papaMs.toFixed(0)} ms`,
      survey.ratio.toFixed(2),
    ],
    [
      'the whole analysis',
      `${survey.analyseMs.toFixed(0)} ms`,
      `${survey.papaMs.toFixed(0)} ms`,
      survey.analyseRatio.toFixed(2),
    ],
  ],
)}

## Filtering a dashboard

One change of a filter among ${crossfilter.columns} columns of ${crossfilter.rows} rows, until every chart has its counts under the filters of the others. Ours: median ${crossfilter.medianMs.toFixed(1)} ms, worst ${crossfilter.worstMs.toFixed(1)} ms; with weights ${crossfilter.weightedMedianMs.toFixed(1)} and ${crossfilter.weightedWorstMs.toFixed(1)} ms. Set BENCH_PEERS to a folder whose node_modules hold the peers.

${table(
  ['peer', 'median', 'ours : peer'],
  Object.entries(crossfilter.peers).map(([name, ms]) => [
    name,
    ms === null ? 'not measured' : `${ms.toFixed(1)} ms`,
    ms === null ? '' : (crossfilter.medianMs / ms).toFixed(2),
  ]),
)}

## Laying a fishbone out

Random fishbones with Polish texts; the median after a warm-up. A fault is an overlap of texts or a line through one. Set BENCH_MERMAID to a \`mermaid.min.js\` to measure it beside ours.

${table(
  ['causes', 'ours', 'faults', 'picture', 'Mermaid'],
  layout.map((each) => [
    String(each.causes),
    `${each.oursMs.toFixed(1)} ms`,
    String(each.oursFaults),
    each.oursSize,
    each.mermaid ? `${each.mermaid.ms.toFixed(0)} ms, ${each.mermaid.overlaps} overlaps` : 'not measured',
  ]),
)}

## Rooms

An open, idle room with a board of ${kb(idle.boardBytes)} holds ${kb(idle.liveBytes)} of live memory. Typing, beside a bare relay that checks and stores nothing:

${table(
  ['', 'ours', 'relay', 'ratio'],
  [
    typing('edit to the other browser, median (ms)', 'editP50Ms'),
    typing('the same, slowest in a hundred (ms)', 'editP99Ms'),
    typing('processor per 1000 edits (s)', 'cpuSecondsPer1000Edits'),
  ],
)}
`;
}

const results = await runAll();
const root = join(import.meta.dirname, '..');
await writeFile(
  join(root, 'bench', 'results.json'),
  await format(JSON.stringify(results, null, 2), { parser: 'json' }),
);
const page = await format(describe(results), { parser: 'markdown', printWidth: 110 });
await writeFile(join(root, 'docs', 'bench.md'), page);
console.log(page);
