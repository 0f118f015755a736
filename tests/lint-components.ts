import { ESLint } from 'eslint';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { svelte2tsx } from 'svelte2tsx';
import ts from 'typescript-eslint';

/**
 * `npm run lint:components`: asks the types of components whether a promise is left alone. Read as components,
 * each would make the compiler look at the whole program anew; so all are written as TypeScript first, as
 * svelte-check does it, and are asked as one program.
 */
const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, '.svelte-kit', 'lint-components');

rmSync(FOLDER, { recursive: true, force: true });
const components = globSync('src/**/*.svelte', { cwd: ROOT }).toSorted();
const written = components.map((path) => writeAsTypes(path, readFileSync(join(ROOT, path), 'utf8')));
/** Leaves a promise alone in its script and in its markup: rules that miss these miss everything. */
const proof = writeAsTypes(
  'src/proof.svelte',
  '<script lang="ts">async function ask() {} ask();</script><button onclick={() => { ask(); }}>?</button>',
);
writeFileSync(
  join(FOLDER, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: {
      // What is imported is looked for beside the written components and, as everything else, where it is.
      rootDirs: ['../..', '../types', '.'],
      paths: { '#lib/*': ['./src/lib/*', '../../src/lib/*'], '$app/types': ['../types/index.d.ts'] },
    },
    files: ['svelte-shims-v4.d.ts', 'svelte-jsx-v4.d.ts'].map((name) =>
      relative(FOLDER, join(ROOT, 'node_modules', 'svelte2tsx', name)),
    ),
    include: ['../*.d.ts', '../types/**/$types.d.ts', '../../src/**/*.d.ts', 'src'],
    exclude: [],
  }),
);

const eslint = new ESLint({
  cwd: FOLDER,
  overrideConfigFile: true,
  allowInlineConfig: false,
  overrideConfig: {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': ts.plugin },
    languageOptions: {
      parser: ts.parser,
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: FOLDER },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      // What a component is given may answer a promise where nobody waits: actions do.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { properties: false } }],
    },
  },
});
const results = await eslint.lintFiles([...written, proof]);
if (results.find(({ filePath }) => filePath === proof)?.errorCount !== 2)
  throw new Error('The rules do not see a promise that is left alone.');
const faults = results
  .filter(({ filePath }) => filePath !== proof)
  .flatMap(({ filePath, messages }) => {
    const lines = readFileSync(filePath, 'utf8').split('\n');
    return messages.map(
      ({ line, message }) =>
        `${relative(FOLDER, filePath)}: ${message}\n    ${lines[line - 1]?.trim() ?? ''}`,
    );
  });
for (const fault of faults) console.log(fault);
console.log(`${components.length} components, ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Writes a component as the TypeScript that its types are; the path of what was written. */
function writeAsTypes(component: string, source: string): string {
  const { code } = svelte2tsx(source, { filename: component, isTsFile: true, mode: 'ts', version: '5' });
  const path = join(FOLDER, `${component}.ts`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  return path;
}
