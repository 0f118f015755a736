import { svelte } from '@sveltejs/vite-plugin-svelte';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './tests/patience.ts';

/** A wait ends before its test does, so that it says what did not come. */
const PATIENT = {
  expect: { poll: { timeout: PATIENCE_MS } },
  testTimeout: 2 * PATIENCE_MS,
  hookTimeout: 2 * PATIENCE_MS,
} as const;

/** Suites that need the machine to themselves, one file after another; `run.ts` says when they run. */
const ALONE = {
  ...PATIENT,
  environment: 'node',
  experimental: { viteModuleRunner: false },
  globalSetup: './tests/database-templates.ts',
  fileParallelism: false,
  testTimeout: 600_000,
  hookTimeout: 180_000,
} as const;

/** Tests on real files that may not be handed on: generated twins stand in for them everywhere else. */
const ON_REAL_FILES = existsSync(join(import.meta.dirname, '..', 'shared', 'data'))
  ? []
  : ['**/real-files.test.ts'];

/**
 * Two ways to run: plain TypeScript runs natively on Node, as the product does; rune classes
 * (.svelte.test.ts) go through the Svelte compiler. Of the plain tests those of src need no database. Browser journeys (tests/e2e) are plain Node
 * tests that start the real server and drive an installed Chromium.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...PATIENT,
          name: 'plain',
          environment: 'node',
          include: ['src/**/*.test.ts'],
          exclude: ['**/*.svelte.test.ts', '**/node_modules/**', ...ON_REAL_FILES],
          experimental: { viteModuleRunner: false },
          // Nothing happens on import in src/lib, so that files may share a worker: half of their time was starting one.
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...PATIENT,
          name: 'node',
          environment: 'node',
          include: ['{cli,server,bench}/**/*.test.ts', 'tests/*.test.ts'],
          experimental: { viteModuleRunner: false },
          globalSetup: './tests/database-templates.ts',
          maxWorkers: 2,
        },
      },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          ...PATIENT,
          name: 'runes',
          environment: './tests/client-environment.ts',
          include: ['src/**/*.svelte.test.ts'],
        },
      },
      { test: { ...ALONE, name: 'faults', include: ['tests/faults/**/*.test.ts'] } },
      {
        test: {
          ...ALONE,
          name: 'long',
          include: ['tests/{long,fuzz}/**/*.test.ts', 'server/**/*-sequences.test.ts'],
        },
      },
      {
        test: {
          ...PATIENT,
          name: 'browser',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: './tests/database-templates.ts',
          experimental: { viteModuleRunner: false },
          maxWorkers: 2, // one waits for its browser while the other's server works
          maxConcurrency: 3,
          // A walk looks at every page, one after another: what does not come fails its own wait, long before.
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
