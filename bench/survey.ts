/**
 * Reading a survey file: ours (bytes straight into coded columns) beside Papa Parse's bare streaming
 * parse (cells as strings, thrown away) of the same bytes, in one run. Prints the ratio.
 *
 *   node bench/survey.ts [--rows 1000000]
 */
import { pathToFileURL } from 'node:url';
import Papa from 'papaparse';
import { pick, type RandomSource, seededRandom } from '#lib/base/random.ts';
import { analyse } from '#lib/survey/analyse/analyse.ts';
import { NO_CHOICES } from '#lib/survey/columns/describe-columns.ts';
import { HEAD_BYTES, type Passport, readPassport } from '#lib/tabular/file/passport.ts';
import { estimateRows, type TableRead, TableReader } from '#lib/tabular/read/read-table.ts';

const CHUNK_BYTES = 1 << 18;
const HEADINGS =
  'response_id,date,channel,region,NPS How likely are you to recommend us?,wait,courtesy,resolution,price,delay_minutes,weight,comment';
const CHANNELS = ['phone', 'e-mail', 'chat', 'shop'];
const REGIONS = ['Mazowieckie', 'Pomorskie', 'Śląskie', 'Dolnośląskie', 'Lubelskie', 'Podlaskie'];
const OPENINGS = [
  'Waited',
  'Called twice',
  'Very kind staff',
  'The invoice was wrong',
  'Quick and clear',
  'Nobody answered',
];
const ENDINGS = [
  'after the delivery',
  'on Monday',
  'about my contract',
  'for the third time',
  'in the shop, again',
];

/** One wave of made-up answers, 12 columns, about 111 bytes a row. */
export function generateSurvey(rows: number, random: RandomSource): Uint8Array {
  const blocks: Uint8Array[] = [];
  let text = HEADINGS + '\n';
  for (let row = 0; row < rows; row++) {
    text += rowText(row, random);
    if (text.length > CHUNK_BYTES) {
      blocks.push(new TextEncoder().encode(text));
      text = '';
    }
  }
  blocks.push(new TextEncoder().encode(text));
  return concatenate(blocks);
}

function rowText(row: number, random: RandomSource): string {
  const rating = (): number => 1 + Math.floor(random() * 5);
  const day = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 365) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const comment =
    random() < 0.4
      ? ''
      : `"${pick(random, OPENINGS)}, ${pick(random, ENDINGS)} (${Math.floor(random() * 1e6)})"`;
  return (
    `R-${1_000_000 + row},${day},${pick(random, CHANNELS)},${pick(random, REGIONS)},${Math.floor(random() * 11)},` +
    `${rating()},${rating()},${rating()},${rating()},${Math.floor(random() * 240)},` +
    `${(0.5 + random()).toFixed(4)},${comment}\n`
  );
}

function concatenate(blocks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
}

function readOurs(bytes: Uint8Array): { read: TableRead; passport: Passport } {
  const result = readPassport(bytes.subarray(0, HEAD_BYTES), bytes.length <= HEAD_BYTES);
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport, estimateRows(result.passport, bytes.length));
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) reader.push(bytes.subarray(at, at + CHUNK_BYTES));
  return { read: reader.finish(), passport: result.passport };
}

/** All that `herringbone analyse` does with a file: columns, roles, personal data, every figure with its interval. */
function analyseOurs(bytes: Uint8Array): number {
  const { read, passport } = readOurs(bytes);
  return analyse(read, passport, { choices: NO_CHOICES }).rows.imported;
}

/** Papa Parse fed with decoded chunks, as its stream does, counting rows alone. */
function readPapa(bytes: Uint8Array): number {
  const decoder = new TextDecoder();
  const handle = papaHandle();
  let rows = 0;
  let rest = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const isLast = at + CHUNK_BYTES >= bytes.length;
    const text = rest + decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true });
    const parsed = handle.parse(text, 0, !isLast);
    rows += parsed.data.length;
    rest = text.slice(parsed.meta.cursor);
  }
  return rows - 1;
}

interface PapaHandle {
  parse(text: string, start: number, ignoreLastRow: boolean): { data: unknown[]; meta: { cursor: number } };
}

/** The parser behind Papa's streams; exported by the library, forgotten by its types. */
function papaHandle(): PapaHandle {
  const { ParserHandle } = Papa as unknown as { ParserHandle: new (options: object) => PapaHandle };
  return new ParserHandle({ header: false, skipEmptyLines: true, delimiter: ',' });
}

/** Best of `runs`, in milliseconds: the machine's other work only ever adds. */
function bestMs(runs: number, work: () => void): number {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

export interface SurveyBench {
  rows: number;
  megabytes: number;
  oursMs: number;
  papaMs: number;
  /** Below 1: ours is faster. */
  ratio: number;
  /** The whole analysis, statistics included, and its ratio to the same bare parse. */
  analyseMs: number;
  analyseRatio: number;
}

/** Runs both readers over one generated file; rows must agree. */
export function benchSurvey(rows: number): SurveyBench {
  const bytes = generateSurvey(rows, seededRandom(7));
  let ours = 0;
  let papa = 0;
  let analysed = 0;
  const papaMs = bestMs(3, () => (papa = readPapa(bytes)));
  const oursMs = bestMs(3, () => (ours = readOurs(bytes).read.rows.imported));
  const analyseMs = bestMs(3, () => (analysed = analyseOurs(bytes)));
  if (ours !== rows || papa !== rows || analysed !== rows)
    throw new Error(`rows differ: ${ours} and ${papa} of ${rows}`);
  return {
    rows,
    megabytes: bytes.length / 1e6,
    oursMs,
    papaMs,
    ratio: oursMs / papaMs,
    analyseMs,
    analyseRatio: analyseMs / papaMs,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const flag = process.argv.indexOf('--rows');
  const result = benchSurvey(flag > 0 ? Number(process.argv[flag + 1]) : 1_000_000);
  console.log(
    `survey: ${result.rows} rows x 12 columns, ${result.megabytes.toFixed(0)} MB: ours into columns ` +
      `${result.oursMs.toFixed(0)} ms, Papa Parse bare ${result.papaMs.toFixed(0)} ms, ratio ${result.ratio.toFixed(2)}; ` +
      `the whole analysis ${result.analyseMs.toFixed(0)} ms, ratio ${result.analyseRatio.toFixed(2)}`,
  );
}
