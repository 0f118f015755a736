import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

const SOURCE = join(import.meta.dirname, '..', 'src');

/**
 * What a component waits for is often there in the browser alone. A bare block at its root then finds
 * nothing of the server to take over, and what it draws is not taken away with the page.
 */
test('no component has a bare {#await} at its root', () => {
  const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.svelte'))
    .map((entry) => join(entry.parentPath, entry.name));
  const bare = files.filter((path) =>
    parse(readFileSync(path, 'utf8'), { modern: true }).fragment.nodes.some(
      ({ type }) => type === 'AwaitBlock',
    ),
  );
  // Never drawn on the server: it has nothing to take over.
  const inBrowserOnly = ['routes/(room)/workshop/[id]/board/+page.svelte'];
  expect(bare.map((path) => relative(SOURCE, path)).filter((path) => !inBrowserOnly.includes(path))).toEqual(
    [],
  );
});
