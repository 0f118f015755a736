import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

/** The product's own settings, without the rules that need the types of every file. */
const linter = new ESLint({
  cwd: join(import.meta.dirname, '..'),
  overrideConfig: {
    languageOptions: { parserOptions: { project: null } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
    },
  },
});

/** The rules that a file of the product with this text would break. */
async function complaints(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await linter.lintText(code, { filePath });
  return result?.messages.map(({ ruleId }) => ruleId) ?? ['not looked at'];
}

test.each([
  ['export const a = JSON.parse(b) as number;', ['house/cast-has-reason']],
  ['export const a = JSON.parse(b) as number; // written above', []],
  ['// written above\nexport const a = JSON.parse(b) as number;', []],
  ["export const a = ['b'] as const;", []],
])('a cast says why it holds: %s', async (code, expected) => {
  expect(await complaints('src/lib/base/some.ts', code)).toEqual(expected);
});

test.each([
  ['export let count = 0;\nexport const next = () => ++count;', ['no-restricted-syntax']],
  ['const cache = new Map<string, string>();\nexport const size = cache.size;', ['no-restricted-syntax']],
  ['export const NONE: ReadonlyMap<string, string> = new Map([]);', []],
  ['export class Cache { readonly #held = new Map<string, string>(); size = () => this.#held.size; }', []],
  ['export function count() { let n = 0; n += 1; return n; }', []],
])('a module keeps no state: %s', async (code, expected) => {
  for (const file of ['src/lib/base/some.ts', 'server/issues/some.ts', 'src/lib/issues/some.ts'])
    expect(await complaints(file, code)).toEqual(expected);
});

test('a plain module that needs Node fails the check', async () => {
  const code = "import { join } from 'node:path';\nexport const home = join(process.cwd(), Buffer.name);\n";
  expect(await complaints('src/lib/base/some.ts', code)).toEqual([
    'no-restricted-imports',
    'no-restricted-globals',
    'no-restricted-globals',
  ]);
});

test.each([
  ["export const list = (db: any) => db.selectFrom('issue');", 'server/issues/commands.ts', 1],
  ["export const list = (db: any) => db.selectFrom('issue');", 'server/issues/list-store.ts', 0],
  ['export const read = (row: { a: string }) => JSON.parse(row.a);', 'server/issues/list-store.ts', 1],
])('queries stand in stores, and stores check what they read: %s in %s', async (code, file, times) => {
  const broken = (await complaints(file, code)).filter((rule) => rule === 'no-restricted-syntax');
  expect(broken).toHaveLength(times);
});
