import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import config from '../eslint.config.js';

/** What the linter says of a file of the product with this text, by the product's own settings. */
function complaints(file: string, code: string): string[] {
  const untyped = config.map(({ languageOptions, ...rest }) => ({
    ...rest,
    ...(languageOptions && {
      languageOptions: {
        ...languageOptions,
        parserOptions: { ...languageOptions.parserOptions, project: null },
      },
    }),
    rules: Object.fromEntries(
      Object.entries(rest.rules ?? {}).filter(([rule]) => !rule.includes('-promises')),
    ),
  })) as Linter.Config[]; // each is a setting of the linter's
  return new Linter().verify(code, untyped, { filename: file }).map(({ ruleId }) => ruleId ?? 'unreadable');
}

test.each([
  ['export const a = JSON.parse(b) as number;', ['house/cast-has-reason']],
  ['export const a = JSON.parse(b) as number; // written above', []],
  ['// written above\nexport const a = JSON.parse(b) as number;', []],
  ["export const a = ['b'] as const;", []],
])('a cast says why it holds: %s', (code, expected) => {
  expect(complaints('src/lib/base/some.ts', code)).toEqual(expected);
});

test.each([
  ['export let count = 0;\nexport const next = () => ++count;', ['no-restricted-syntax']],
  ['const cache = new Map<string, string>();\nexport const size = cache.size;', ['no-restricted-syntax']],
  ['export const NONE: ReadonlyMap<string, string> = new Map([]);', []],
  ['export class Cache { readonly #held = new Map<string, string>(); size = () => this.#held.size; }', []],
  ['export function count() { let n = 0; n += 1; return n; }', []],
])('a module keeps no state: %s', (code, expected) => {
  for (const file of ['src/lib/base/some.ts', 'server/issues/some.ts', 'src/lib/issues/some.ts'])
    expect(complaints(file, code)).toEqual(expected);
});
