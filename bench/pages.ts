import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { serve } from '#server/serve.ts';
import { BENCH_PASSWORD, fillLargeOrganisation } from './large-organisation.ts';

/** What one page cost: medians over the rounds, one request at a time. */
export interface PageFigures {
  page: string;
  viewer: string;
  /** From the request to the last byte of the data, in ms. */
  dataMs: number;
  /** The same for the whole page, rendered. */
  pageMs: number;
  queries: number;
  /** The longest time for which nothing else could run, in ms, outside of fsync. */
  blockMs: number;
  /** Of that, what writing to the disk took, in ms: commits, apart. */
  fsyncMs: number;
  kilobytes: number;
}

const ROUNDS = 7;
/** How long the sampler takes to get going. */
const SETTLE_MS = 20;
/** Below this the sampler itself is what is measured. */
const RESOLUTION_MS = 1;

const PAGES: readonly [viewer: string, page: string][] = [
  ['lead', '/home'],
  ['director', '/home'],
  ['employee', '/home'],
  ['lead', '/issues'],
  ['employee', '/issues'],
  ['lead', '/issues?page=40'],
  // Narrowed, sorted and searched; what waits for triage, and what looks alike.
  ['lead', '/issues?f.state=open&f.band=this-year'],
  ['lead', '/issues?sort=-importance'],
  ['lead', '/issues?q=customers'],
  ['lead', '/issues/triage'],
  ['lead', '/issues/duplicates'],
  ['lead', '/issues/1'],
  ['lead', '/projects'],
  ['director', '/projects/2'],
  ['lead', '/projects/new'],
  ['lead', '/workshop'],
  ['employee', '/workshop'],
  ['employee', '/shifts'],
  ['employee', '/shifts/round-14'],
  ['admin', '/people'],
  ['admin', '/people/audit'],
  ['lead', '/survey/insights'],
  // In every issue, and in few of them.
  ['lead', '/search?q=customers'],
  ['employee', '/search?q=answer+42'],
];

/** Asks every page of a large organisation on a server of its own, and says what each costs. */
export async function benchPages(): Promise<PageFigures[]> {
  const counter = countStatements();
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-pages-'));
  const running = await serve({
    environment: { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
    isDevelopment: false,
  });
  // The client has a thread of its own: what it does is not what the server does.
  const client = new Worker(CLIENT, { eval: true });
  try {
    const emails = await fillLargeOrganisation(running.app);
    const cookies = new Map<string, string>();
    for (const [viewer, email] of Object.entries(emails)) {
      const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
      const [cookie = ''] = await running.app.access.signIn({ email, password: BENCH_PASSWORD }, visit);
      cookies.set(viewer, cookie.split(';')[0] ?? '');
    }
    const figures: PageFigures[] = [];
    for (const [viewer, page] of PAGES) {
      const cookie = cookies.get(viewer) ?? '';
      const [path = '', query = ''] = page.split('?');
      const data = `${running.address}${path}/__data.json${query ? `?${query}` : ''}`;
      const ask = (url: string) => askFrom(client, url, cookie);
      await ask(data);
      const rounds: (Reading & { answer: Answer; whole: Answer; blockMs: number })[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        counter.reset();
        const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
        delay.enable();
        await setTimeout(SETTLE_MS); // its first tick is where it counts from
        delay.reset();
        const answer = await ask(data);
        delay.disable();
        const whole = await ask(`${running.address}${page}`);
        rounds.push({ answer, whole, blockMs: delay.max / 1e6, ...counter.read() });
      }
      const median = (of: (round: (typeof rounds)[number]) => number): number =>
        rounds.map(of).sort((left, right) => left - right)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
      const statuses = new Set(rounds.flatMap(({ answer, whole }) => [answer.status, whole.status]));
      if ([...statuses].some((status) => status !== 200)) throw new Error(`${page}: ${[...statuses].join()}`);
      figures.push({
        page,
        viewer,
        dataMs: median(({ answer }) => answer.ms),
        pageMs: median(({ whole }) => whole.ms),
        queries: median(({ queries }) => queries),
        blockMs: median(({ blockMs, fsyncMs }) => Math.max(0, blockMs - fsyncMs)),
        fsyncMs: median(({ fsyncMs }) => fsyncMs),
        kilobytes: median(({ answer }) => answer.bytes / 1024),
      });
    }
    return figures;
  } finally {
    await client.terminate();
    await running.close();
    counter.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What the database was asked since the last reset. */
interface Reading {
  queries: number;
  fsyncMs: number;
}

interface Answer {
  status: number;
  bytes: number;
  ms: number;
}

const CLIENT = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', async ({ url, cookie }) => {
    const startMs = performance.now();
    const response = await fetch(url, { headers: { cookie }, redirect: 'manual' });
    const body = await response.arrayBuffer();
    parentPort.postMessage({ status: response.status, bytes: body.byteLength, ms: performance.now() - startMs });
  });
`;

function askFrom(client: Worker, url: string, cookie: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    client.removeAllListeners();
    client.once('message', resolve);
    client.once('error', reject);
    client.postMessage({ url, cookie });
  });
}

/** Counts what the embedded database is asked, by looking over the shoulder of its statements. */
function countStatements(): { reset(): void; read(): Reading; stop(): void } {
  const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as typeof import('node:sqlite'); // the same module, not its types alone
  const database = new DatabaseSync(':memory:');
  const prototype = Object.getPrototypeOf(database.prepare('select 1')) as StatementSync;
  database.close();
  const before = { all: prototype.all, run: prototype.run };
  let queries = 0;
  let fsyncMs = 0;
  prototype.all = function (this: StatementSync, ...parameters: unknown[]) {
    queries++;
    return before.all.apply(this, parameters as Parameters<typeof before.all>);
  };
  prototype.run = function (this: StatementSync, ...parameters: unknown[]) {
    const startMs = performance.now();
    try {
      return before.run.apply(this, parameters as Parameters<typeof before.run>);
    } finally {
      if (/^commit/i.test(this.sourceSQL)) fsyncMs += performance.now() - startMs;
      else if (!/^(begin|rollback|savepoint|release)/i.test(this.sourceSQL)) queries++;
    }
  };
  return {
    reset(): void {
      queries = 0;
      fsyncMs = 0;
    },
    read: () => ({ queries, fsyncMs }),
    stop(): void {
      Object.assign(prototype, before);
    },
  };
}

if (import.meta.main) {
  for (const { page, viewer, dataMs, pageMs, queries, blockMs, kilobytes } of await benchPages()) {
    console.log(
      `${page.padEnd(24)} ${viewer.padEnd(9)} data ${dataMs.toFixed(0).padStart(5)} ms, page ${pageMs.toFixed(0).padStart(5)} ms, ` +
        `${String(queries).padStart(4)} queries, longest block ${blockMs.toFixed(0).padStart(4)} ms, ${kilobytes.toFixed(0).padStart(5)} kB`,
    );
  }
}
