import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { castHasReason } from './tests/lint/cast-has-reason.js';

// A `$derived` computes: it may run whenever it is read, and again for the same values. Handlers that
// it makes, as properties, may act.
const IN_DERIVED =
  ":matches(CallExpression[callee.name='$derived'], CallExpression[callee.object.name='$derived'])";
const DERIVED_COMPUTES = [
  {
    selector: `${IN_DERIVED} :matches(AssignmentExpression[left.type='MemberExpression'], UpdateExpression[argument.type='MemberExpression']):not(Property > ArrowFunctionExpression *)`,
    message:
      'A $derived writes nothing: what it depends on is passed in, and an event or an effect keeps it.',
  },
  {
    selector: `${IN_DERIVED} :matches(NewExpression[callee.name='Worker'], CallExpression[callee.name=/^(on)?(act|ask|fetch|load|open|post|send|start)([A-Z]|$)/], CallExpression[callee.property.name=/^(on)?(act|ask|fetch|open|post|send|start)([A-Z]|$)/]):not(Property > ArrowFunctionExpression *)`,
    message:
      'A $derived starts no work and asks nobody: LatestAnswer (src/lib/ui) asks in an effect, and gives up what is needed no more.',
  },
];
/** What a module keeps lives as long as the process and for all its requests: a class or an argument owns it. */
const MODULES_KEEP_NOTHING = [
  {
    selector:
      ":matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind='let']:not(:has(> VariableDeclarator > CallExpression[callee.name=/^[$]/]))",
    message: 'A module keeps no state: a class, or who calls, owns it.',
  },
  {
    selector:
      ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > NewExpression[callee.name=/^(Weak)?(Map|Set)$/][arguments.length=0]',
    message: 'A module keeps no state: a class, or who calls, owns it. An empty constant is new Map([]).',
  },
];
/** A calendar day that becomes a moment is another day for readers west of Greenwich, or east of it. */
const DAYS_STAY_TEXT = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='parse']",
    message: 'A calendar day stays a text: i18n.day() shows it, Temporal.PlainDate reckons with it.',
  },
  {
    selector:
      "CallExpression[callee.property.name='slice'][callee.object.callee.property.name='toISOString']",
    message: 'This is the day in Greenwich. dayAt() of src/lib/base/time-zone.ts takes a zone.',
  },
  {
    selector: "CallExpression[callee.property.name='day'] > TemplateLiteral",
    message: 'i18n.day() takes a calendar day as it is stored, without hours.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]',
    message: 'i18n.day() and i18n.date() write days and moments in the language of the page.',
  },
];

const PROMISES_ARE_AWAITED = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
};
/** A query that stands in a command is found by nobody who changes a table. */
const QUERIES_IN_STORES = [
  {
    selector:
      'CallExpression[callee.property.name=/^(selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto)$/]',
    message:
      'Queries stand in a store (store.ts, *-store.ts) or in server/database; a command calls them by name.',
  },
  {
    selector: "TaggedTemplateExpression[tag.name='sql']",
    message: 'SQL stands in a store (store.ts, *-store.ts) or in server/database.',
  },
];
/** Globals that a browser does not have. */
const NODE_ALONE = Object.keys(globals.node).filter(
  (name) => !(name in globals.browser) && !(name in globals.builtin),
);

/** What a row holds was written by another version, or by hand: stores check it (server/database/stored.ts). */
const STORES_CHECK = [
  {
    selector: "CallExpression[callee.object.name='JSON'][callee.property.name='parse']",
    message: 'readJson() checks what a column holds and names column and row when it cannot be read.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(set|values|doUpdateSet)$/] > ObjectExpression > SpreadElement > :matches(LogicalExpression, ConditionalExpression, MemberExpression)',
    message:
      'Columns that are spread in are checked by nobody: name them (undefined leaves a column as it is), or spread a variable of a declared type.',
  },
  {
    selector: "TSAsExpression[expression.object.name='row']:not([typeAnnotation.typeName.name='const'])",
    message: 'oneOf() checks a word of a closed list; asId() gives an id its kind.',
  },
];

export default ts.config(
  { ignores: ['node_modules/', '.svelte-kit/', 'build/', 'data/', 'tests/fixtures/import-direction/'] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: {
        parser: ts.parser,
        extraFileExtensions: ['.svelte'],
        svelteConfig: { compilerOptions: { runes: true } }, // all components of the product; no function, for the cache's key
      },
    },
    rules: {
      // Addresses are plain strings here: the app always lives at the root of its host.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['server/**/*.ts', 'cli/**/*.ts', 'bin/**/*.ts'],
    languageOptions: { parserOptions: { project: './server/tsconfig.json' } },
    rules: PROMISES_ARE_AWAITED,
  },
  {
    // Components are asked apart, written as TypeScript (tests/lint-components.ts).
    files: ['src/**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', extraFileExtensions: ['.svelte'] } },
    rules: PROMISES_ARE_AWAITED,
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['{src,server,cli,bin}/**/*.{ts,svelte}'],
    ignores: ['**/*.test.ts', '**/testing/**', 'server/database/migrations/**'],
    plugins: { house: { rules: { 'cast-has-reason': castHasReason } } },
    rules: { 'house/cast-has-reason': 'error' },
  },
  // The last setting of a rule holds: each block names all that is refused in its files.
  {
    files: ['{server,cli,bin,src}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...DERIVED_COMPUTES, ...MODULES_KEEP_NOTHING] },
  },
  {
    files: ['server/**/*.ts', 'cli/**/*.ts', 'bin/**/*.ts'],
    ignores: ['**/*.test.ts', '**/store.ts', '**/*-store.ts', 'server/database/**', 'server/sync/store/**'],
    rules: { 'no-restricted-syntax': ['error', ...MODULES_KEEP_NOTHING, ...QUERIES_IN_STORES] },
  },
  {
    files: ['server/**/store.ts', 'server/**/*-store.ts'],
    rules: { 'no-restricted-syntax': ['error', ...MODULES_KEEP_NOTHING, ...STORES_CHECK] },
  },
  { files: ['src/**/*.svelte'], rules: { 'no-restricted-syntax': ['error', ...DERIVED_COMPUTES] } },
  {
    files: ['src/{routes,lib/{workshop,projects,shifts,issues,people}}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...DERIVED_COMPUTES, ...MODULES_KEEP_NOTHING, ...DAYS_STAY_TEXT],
    },
  },
  {
    files: ['src/{routes,lib/{workshop,projects,shifts,issues,people}}/**/*.svelte'],
    rules: { 'no-restricted-syntax': ['error', ...DERIVED_COMPUTES, ...DAYS_STAY_TEXT] },
  },
  {
    // Plain modules, and everything else that a browser loads. That plain modules know no DOM, the compiler
    // checks (tsconfig.pure.json), with the types of Node for what both have: fetch, Blob, crypto, timers.
    files: ['src/lib/**'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-globals': ['error', ...NODE_ALONE],
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*'], message: 'Browsers load it.' }] }],
    },
  },
  { files: ['cli/**/*.ts', 'bench/**/*.ts', 'tests/**/*.ts'], rules: { 'no-console': 'off' } },
);
