/**
 * `npm run bench`: every bench in turn, a few minutes in all; `npm run bench -- survey` (or ishikawa,
 * rooms, pages, rota) only that one, and the others keep the figures of their last run. Writes bench/results.json and
 * docs/bench.md. Times depend on the machine and on what else it does; ratios were measured side by side.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { benchCrossfilter } from './crossfilter.ts';
import { benchLayout } from './layout.ts';
import { benchPages } from './pages.ts';
import { benchIdleRooms, benchTyping, type TypingFigures } from './rooms.ts';
import { benchRota } from './rota.ts';
import { benchSurvey } from './survey.ts';

const SURVEY_ROWS = 1_000_000;
const IDLE_ROOMS = 100;

/** When and where figures were measured. */
interface Circumstances {
  date: string;
  node: string;
  machine: string;
  /** What else the machine was doing: processes that wanted a processor in the minute before. */
  loadBefore: number;
}

/** What each bench measures. */
const BENCHES = {
  async survey() {
    return { reading: benchSurvey(SURVEY_ROWS), crossfilter: await benchCrossfilter(SURVEY_ROWS) };
  },
  async ishikawa() {
    return { layout: await benchLayout() };
  },
  async rooms() {
    const idle = await benchIdleRooms(IDLE_ROOMS);
    return { idle, relay: await benchTyping('relay'), ours: await benchTyping('rooms') };
  },
  async pages() {
    return { pages: await benchPages() };
  },
  async rota() {
    return { rota: await benchRota() };
  },
};
type Bench = keyof typeof BENCHES;
type Figures<Name extends Bench> = Circumstances & Awaited<ReturnType<(typeof BENCHES)[Name]>>;
type Results = { [Name in Bench]?: Figures<Name> };

const NAMES: readonly Bench[] = ['survey', 'ishikawa', 'rooms', 'pages', 'rota'];

function circumstances(): Circumstances {
  const [loadBefore = 0] = loadavg();
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    loadBefore,
  };
}

async function run(names: readonly Bench[], before: Results): Promise<Results> {
  const results = { ...before };
  for (const name of names) {
    console.log(`${name}...`);
    const around = circumstances();
    Object.assign(results, { [name]: { ...around, ...(await BENCHES[name]()) } });
  }
  return results;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

function measured({ date, node, machine, loadBefore }: Circumstances): string {
  return `Measured on ${date}: Node ${node}, ${machine}, load ${loadBefore.toFixed(1)} before it began.`;
}

function describeSurvey(figures: Figures<'survey'>): string {
  const { reading, crossfilter } = figures;
  return `## Reading a survey file

${measured(figures)} ${reading.rows} rows of 12 columns, ${reading.megabytes.toFixed(0)} MB. Ours ends with typed columns; the peer splits cells and throws them away.

${table(
  ['ours', 'time', 'Papa Parse, bare', 'ratio'],
  [
    [
      'into columns',
      `${reading.oursMs.toFixed(0)} ms`,
      `${reading.papaMs.toFixed(0)} ms`,
      reading.ratio.toFixed(2),
    ],
    [
      'the whole analysis',
      `${reading.analyseMs.toFixed(0)} ms`,
      `${reading.papaMs.toFixed(0)} ms`,
      reading.analyseRatio.toFixed(2),
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
`;
}

function describeLayout(figures: Figures<'ishikawa'>): string {
  return `## Laying a fishbone out

${measured(figures)} Random fishbones with Polish texts; the median after a warm-up; an edit keeps the arrangement on screen. The text is the smallest one when the picture is fitted into 1920 x 900, the labels are their share of its area. A fault is an overlap of texts or a line through one. Set BENCH_MERMAID to a \`mermaid.min.js\` to measure it beside ours.

${table(
  ['causes', 'ours', 'an edit', 'text', 'labels', 'faults', 'picture', 'Mermaid'],
  figures.layout.map((each) => [
    String(each.causes),
    `${each.oursMs.toFixed(1)} ms`,
    `${each.keptMs.toFixed(1)} ms`,
    `${each.textPx.toFixed(1)} px`,
    each.labelShare.toFixed(2),
    String(each.oursFaults),
    each.oursSize,
    each.mermaid ? `${each.mermaid.ms.toFixed(0)} ms, ${each.mermaid.overlaps} overlaps` : 'not measured',
  ]),
)}
`;
}

function describeRooms(figures: Figures<'rooms'>): string {
  const { idle, relay, ours } = figures;
  const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;
  const typing = (name: string, key: keyof TypingFigures): string[] => [
    name,
    ours[key].toFixed(2),
    relay[key].toFixed(2),
    (ours[key] / relay[key]).toFixed(2),
  ];
  return `## Rooms

${measured(figures)} An open, idle room with a board of ${kb(idle.boardBytes)} holds ${kb(idle.liveBytes)} of live memory. Typing, beside a bare relay that checks and stores nothing:

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

function describePages(figures: Figures<'pages'>): string {
  return `## Pages of a large organisation

${measured(figures)} 5,000 issues with 25,000 ratings, 300 people, 300 projects, 50 workshops and 60 rounds on the embedded database; one request at a time, medians. The longest block is the longest time in which nothing else could run, without what the disk took.

${table(
  ['page', 'reader', 'data', 'whole page', 'queries', 'longest block', 'data sent'],
  figures.pages.map((page) => [
    page.page,
    page.viewer,
    `${page.dataMs.toFixed(0)} ms`,
    `${page.pageMs.toFixed(0)} ms`,
    String(page.queries),
    `${page.blockMs.toFixed(0)} ms`,
    `${page.kilobytes.toFixed(0)} kB`,
  ]),
)}
`;
}

function describeRota(figures: Figures<'rota'>): string {
  return `## A fair rota

${measured(figures)} 300 people, 60 tours of 5 seats, as the solver's process stands after one warm-up; medians, in turn. The plain model puts the goals in one sum (each a thousand times the next) and is given to the same solver with the same columns and rows; it proves no order of goals. Processor is ours alone, with what the solver does.

${table(
  ['round', 'ours', 'processor', 'plain model', 'ratio', 'ours is', 'plain is'],
  figures.rota.map((each) => [
    each.name,
    `${each.oursMs.toFixed(0)} ms`,
    `${each.oursCpuMs.toFixed(0)} ms`,
    `${each.plainMs.toFixed(0)} ms`,
    (each.oursMs / each.plainMs).toFixed(2),
    each.status === 'optimal' ? 'proven' : each.status,
    each.plainIsAsGood ? 'as good' : 'worse',
  ]),
)}
`;
}

function describe({ survey, ishikawa, rooms, pages, rota }: Results): string {
  const parts = [
    survey && describeSurvey(survey),
    ishikawa && describeLayout(ishikawa),
    rooms && describeRooms(rooms),
    pages && describePages(pages),
    rota && describeRota(rota),
  ];
  return `# Figures

Written by \`npm run bench\`. Times depend on the machine; ratios were measured side by side in one run, and below 1 ours is faster.

${parts.filter(Boolean).join('\n')}`;
}

const root = join(import.meta.dirname, '..');
const file = join(root, 'bench', 'results.json');
const asked = process.argv.slice(2);
const chosen = NAMES.filter((name) => asked.length === 0 || asked.includes(name));
if (chosen.length === 0) {
  console.error(`There is no such bench. Choose among: ${NAMES.join(', ')}.`);
  process.exit(2);
}
const before: Results = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
const results = await run(chosen, before);
await writeFile(file, await format(JSON.stringify(results, null, 2), { parser: 'json' }));
const page = await format(describe(results), { parser: 'markdown', printWidth: 110 });
await writeFile(join(root, 'docs', 'bench.md'), page);
console.log(page);
