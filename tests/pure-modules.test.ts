import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Plain modules of src/lib run in browser, worker, server and command line alike (tsconfig.pure.json). */
const ROOT = join(import.meta.dirname, '..');
const CONFIG = join(ROOT, 'tsconfig.pure.json');
const FIXTURE = join(ROOT, 'src', 'lib', 'base', 'reaches-out.ts');

const read = ts.readConfigFile(CONFIG, (path) => ts.sys.readFile(path));
const config = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);

test('every plain module of the domains, of base and of tabular is checked without the DOM', () => {
  const plain = globSync(
    'src/lib/{base,tabular,people,survey,ishikawa,workshop,issues,projects,shifts}/**/*.ts',
    {
      cwd: ROOT,
    },
  ).filter((file) => !/\/(ui|testing)\/|\.(test|svelte|worker)\.ts$|\.svelte\.test\.ts$/.test(file));
  const checked = new Set(config.fileNames.map((file) => relative(ROOT, file)));
  expect(plain.length).toBeGreaterThan(300);
  expect(plain.filter((file) => !checked.has(file))).toEqual([]);
});

test('a plain module that touches the DOM fails the check, and what both sides have passes', () => {
  expect(faultsOf('export const title = document.title;')).toEqual(["Cannot find name 'document'."]);
  expect(faultsOf('export const take = (form: HTMLFormElement) => form.elements;')).toEqual([
    "Cannot find name 'HTMLFormElement'.",
  ]);
  expect(faultsOf("export const start = () => new Worker('a.js');")).toEqual(["Cannot find name 'Worker'."]);
  expect(
    faultsOf(
      'export const ask = async () => new Blob([await (await fetch("/")).text(), crypto.randomUUID()]);',
    ),
  ).toEqual([]);
});

/** What the compiler says of a module of this text, under the settings of the check. */
function faultsOf(text: string): string[] {
  const host = ts.createCompilerHost(config.options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    path === FIXTURE ? ts.createSourceFile(path, text, ts.ScriptTarget.ESNext) : getSourceFile(path, ...rest);
  host.fileExists = (path) => path === FIXTURE || ts.sys.fileExists(path);
  const program = ts.createProgram([FIXTURE], config.options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(FIXTURE))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ').split(' Do you ')[0] ?? '');
}
