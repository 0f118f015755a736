import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = join(import.meta.dirname, '..', 'src');

/** These leave the page at once and hold nothing typed; their answer is a redirect of an endpoint, not of an action. */
const PLAIN = ['/sign-out', '/language'];

function components(): { file: string; source: string }[] {
  return readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.svelte'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: relative(SOURCE, path), source: readFileSync(path, 'utf8') }));
}

test('[FM1] every form that sends something to an action is an ActionForm', () => {
  const bare = components()
    .filter(({ file }) => file !== 'lib/forms/ActionForm.svelte')
    .flatMap(({ file, source }) => {
      const posts = [...source.matchAll(/<form\b[^>]*method="post"[^>]*/gi)]
        .map(([form]) => /action="([^"]*)"/.exec(form)?.[1] ?? '')
        .filter((action) => !PLAIN.includes(action));
      return posts.length > 0 || /use:enhance|\benhance\b.*\$app\/forms/.test(source) ? [file] : [];
    });
  expect(bare).toEqual([]);
});

test('[FM6] every form of a component has a name of its own', () => {
  const repeated = components().flatMap(({ file, source }) => {
    const forms = [...source.matchAll(/<ActionForm\b[^>]*?\bname=("[^"]*"|\{[^}]*\})/g)].map(
      ([, name]) => name,
    );
    expect([file, forms.length]).toEqual([file, (source.match(/<ActionForm\b/g) ?? []).length]);
    return forms.filter((name, index) => forms.indexOf(name) !== index).map((name) => `${file}: ${name}`);
  });
  expect(repeated).toEqual([]);
});
