/**
 * How long a test waits for what must come: a machine that is busy with something else takes many times as long,
 * and what never comes fails all the same. `expect.poll` and the browser's tabs have it by default; no test has
 * a patience of its own.
 */
export const PATIENCE_MS = 60_000;
