import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allowedCodes, medianOf, type BenchColumn, type Filters } from './crossfilter.ts';

/** Counts every column under the filters of the others; how each peer would be used by its own documentation. */
interface Peer {
  count(filters: Filters): Promise<unknown> | unknown;
}

const ROUNDS = 3;

/** Medians in milliseconds over the same clicks; null where the peer is not installed. */
export async function measurePeers(
  columns: readonly BenchColumn[],
  rows: number,
  steps: readonly Filters[],
): Promise<Record<string, number | null>> {
  const peers: Record<string, () => Promise<Peer | undefined>> = {
    'typed-array loop': async () => typedLoop(columns, rows),
    arquero: () => arquero(columns),
    crossfilter2: () => crossfilter2(columns, rows),
    DuckDB: () => duckdb(columns, rows),
  };
  const medians: Record<string, number | null> = {};
  for (const [name, open] of Object.entries(peers)) {
    const peer = await open();
    medians[name] = peer ? await medianMs(peer, steps) : null;
  }
  return medians;
}

async function medianMs(peer: Peer, steps: readonly Filters[]): Promise<number> {
  const best = steps.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [click, filters] of steps.entries()) {
      const startMs = performance.now();
      await peer.count(filters);
      best[click] = Math.min(best[click] ?? Infinity, performance.now() - startMs);
    }
  }
  return medianOf(best);
}

/** What somebody writes first: for each chart one loop over the rows, with a mask of the other filters. */
function typedLoop(columns: readonly BenchColumn[], rows: number): Peer {
  return {
    count: (filters) => {
      const masks = filters.map((range, column) =>
        range ? allowedCodes(columns[column]?.size ?? 0, range) : undefined,
      );
      const fails = new Uint8Array(rows);
      columns.forEach(({ codes }, column) => {
        const mask = masks[column];
        if (!mask) return;
        for (let row = 0; row < rows; row++)
          fails[row] = (fails[row] ?? 0) + (1 ^ (mask[codes[row] ?? 0] ?? 0));
      });
      return columns.map(({ codes, size }, column) => {
        const mask = masks[column];
        const counts = new Uint32Array(size);
        for (let row = 0; row < rows; row++) {
          const code = codes[row] ?? 0;
          const others = (fails[row] ?? 0) - (mask ? 1 ^ (mask[code] ?? 0) : 0);
          if (others === 0) counts[code] = (counts[code] ?? 0) + 1;
        }
        return counts;
      });
    },
  };
}

async function arquero(columns: readonly BenchColumn[]): Promise<Peer | undefined> {
  const module = await importPeer('arquero');
  if (!module) return undefined;
  const { table, op } = module;
  const whole = table(Object.fromEntries(columns.map(({ codes }, i) => [`c${i}`, codes])));
  return {
    count: (filters) =>
      columns.map((_, column) => {
        const tests = filters.flatMap((range, other) =>
          range && other !== column ? [`d.c${other} >= ${range[0]} && d.c${other} <= ${range[1]}`] : [],
        );
        const kept = tests.length > 0 ? whole.filter(`d => ${tests.join(' && ')}`) : whole;
        return kept.groupby(`c${column}`).rollup({ n: op.count() }).objects();
      }),
  };
}

async function crossfilter2(columns: readonly BenchColumn[], rows: number): Promise<Peer | undefined> {
  const module = await importPeer('crossfilter2');
  if (!module) return undefined;
  const records = Array.from({ length: rows }, (_, row) => row);
  const crossfilter = module.default(records);
  const dimensions = columns.map(({ codes }) => crossfilter.dimension((row: number) => codes[row] ?? 0));
  const groups = dimensions.map((dimension) => dimension.group());
  let before: Filters = [];
  return {
    count: (filters) => {
      filters.forEach((range, column) => {
        if (range?.join() === before[column]?.join()) return;
        if (range) dimensions[column].filterRange([range[0], range[1] + 1]);
        else dimensions[column].filterAll();
      });
      before = filters;
      return groups.map((group) => group.all());
    },
  };
}

async function duckdb(columns: readonly BenchColumn[], rows: number): Promise<Peer | undefined> {
  const module = await importPeer('@duckdb/node-api');
  if (!module) return undefined;
  const instance = await module.DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const names = columns.map((_, i) => `c${i}`);
  await connection.run(`create table answers (${names.map((name) => `${name} usmallint`).join()})`);
  const appender = await connection.createAppender('answers');
  for (let row = 0; row < rows; row++) {
    for (const { codes } of columns) appender.appendUSmallInt(codes[row] ?? 0);
    appender.endRow();
  }
  appender.closeSync();
  return {
    count: async (filters) => {
      const answers: unknown[] = [];
      for (const [column, name] of names.entries()) {
        const tests = filters.flatMap((range, other) =>
          range && other !== column ? [`c${other} between ${range[0]} and ${range[1]}`] : [],
        );
        const where = tests.length > 0 ? `where ${tests.join(' and ')}` : '';
        const reader = await connection.runAndReadAll(
          `select ${name}, count(*) from answers ${where} group by ${name}`,
        );
        answers.push(reader.getRows());
      }
      return answers;
    },
  };
}

/** A package of the folder that BENCH_PEERS names. Nothing is known of its types: it is none of ours. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- three packages that are not installed here
async function importPeer(name: string): Promise<any> {
  const folder = process.env.BENCH_PEERS;
  if (!folder) return undefined;
  const path = createRequire(join(folder, 'package.json')).resolve(name);
  return import(pathToFileURL(path).href);
}
