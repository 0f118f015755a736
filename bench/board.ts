import {
  launchBrowser,
  openPerson,
  removeData,
  setUpOrganisation,
  startServer,
} from '../tests/e2e/harness.ts';
import { seededRandom } from '#lib/base/random.ts';
import { formatJson } from '#lib/ishikawa/formats/fishbone-json.ts';
import { randomFishbone } from '#lib/ishikawa/testing/random-fishbone.ts';

/**
 * Works on a board of 1,000 causes in a real browser, against a real server: needs `npm run build` first.
 * Run it by itself: `node bench/board.ts`. An event is what the browser calls one: from the key or the
 * pointer to the next picture; the browser rounds it to 8 ms and leaves out those under 16.
 */
const SHAPE = { causes: 1000, bones: 6, maxDepth: 8, maxWords: 6 };

export interface BoardFigures {
  what: string;
  slowEvents: number;
  medianMs: number;
  worstMs: number;
  /** Stretches of script longer than 50 ms, in which nothing could have been typed. */
  longTasksMs: number[];
}

export async function benchBoard(): Promise<BoardFigures[]> {
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    const { page } = await openPerson(browser, server.address, { viewport: { width: 1360, height: 850 } });
    await setUpOrganisation(page, server.setUpLink ?? '');
    await page.goto('/workshop/new');
    await page.getByLabel('Title').fill('Bench');
    await page.getByLabel('Problem or goal').fill('Bench');
    await page.getByLabel('What should this workshop achieve?').fill('Know why');
    await page.getByRole('button', { name: 'Create the workshop' }).click();
    await page.getByRole('link', { name: 'Open the board' }).click();
    await page.getByRole('button', { name: 'Bring causes in' }).click();
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({
        name: 'board.json',
        mimeType: 'application/json',
        buffer: Buffer.from(formatJson(randomFishbone(SHAPE, seededRandom(5)))),
      });
    await page.getByRole('radio', { name: /^Replace/ }).check();
    await page.getByRole('button', { name: 'Put on the board' }).click();
    const figures: BoardFigures[] = [];
    const measure = async (what: string, act: () => Promise<void>): Promise<void> => {
      await page.evaluate(startWatching);
      await act();
      figures.push({ what, ...(await page.evaluate(stopWatching)) });
    };
    const typing = (): Promise<void> => page.keyboard.type(' thirty letters to be typed in', { delay: 60 });
    const adding = async (): Promise<void> => {
      for (let i = 0; i < 5; i++) {
        await page.keyboard.press('Enter');
        await page.keyboard.type('ab', { delay: 60 });
      }
      await page.keyboard.press('Escape');
    };
    await page.locator('[data-node]').nth(40).click({ force: true });
    await page.keyboard.press('F2');
    await measure('diagram, 30 letters', typing);
    await measure('diagram, 5 causes', adding);
    await page.getByRole('button', { name: 'Outline', exact: true }).click();
    await page.locator('[data-row] .text').nth(40).click();
    await measure('outline, 30 letters', typing);
    await measure('outline, 5 causes', adding);
    await page.getByRole('button', { name: 'Diagram', exact: true }).click();
    await page.locator('[data-node] .hit').nth(60).hover({ force: true });
    const box = await page.locator('[data-node] .hit').nth(60).boundingBox();
    await measure('diagram, a cause carried over 60 places', async () => {
      await page.mouse.down();
      for (let i = 0; i < 60; i++) await page.mouse.move((box?.x ?? 0) + i * 5, (box?.y ?? 0) + i * 3);
      await page.mouse.up();
    });
    return figures;
  } finally {
    await browser.close();
    await server.stop();
    removeData(server);
  }
}

/** Both run in the page, which this side compiles without. */
interface Watch {
  observers: { disconnect(): void }[];
  events: number[];
  tasks: number[];
}

function startWatching(): void {
  const page = globalThis as unknown as { watch: Watch };
  const watch: Watch = { observers: [], events: [], tasks: [] };
  const observe = (options: object, into: number[], isWanted: (name: string) => boolean): void => {
    const observer = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (isWanted(name)) into.push(Math.round(duration));
    });
    observer.observe(options as never); // newer options than the types of Node know
    watch.observers.push(observer);
  };
  observe({ type: 'longtask' }, watch.tasks, () => true);
  observe({ type: 'event', durationThreshold: 16 }, watch.events, (name) =>
    /^(key|input|pointer)/.test(name),
  );
  page.watch = watch;
}

function stopWatching(): Promise<Omit<BoardFigures, 'what'>> {
  const page = globalThis as unknown as { watch: Watch; requestIdleCallback(done: () => void): void };
  // What was measured last is told once the page is idle.
  return new Promise((resolve) =>
    page.requestIdleCallback(() => {
      const { observers, events, tasks } = page.watch;
      for (const observer of observers) observer.disconnect();
      const sorted = [...events].sort((a, b) => a - b);
      resolve({
        slowEvents: sorted.length,
        medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
        worstMs: sorted.at(-1) ?? 0,
        longTasksMs: tasks,
      });
    }),
  );
}

if (import.meta.main) {
  for (const { what, slowEvents, medianMs, worstMs, longTasksMs } of await benchBoard()) {
    const long = longTasksMs.length > 0 ? `long tasks ${longTasksMs.join(', ')} ms` : 'no long task';
    console.log(
      `${what}: ${slowEvents} events of 16 ms or more, median ${medianMs}, worst ${worstMs} ms; ${long}`,
    );
  }
}
