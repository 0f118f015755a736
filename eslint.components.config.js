import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/** What needs the types of components: `tests/lint-components.ts` asks it, a batch of files at a time. */
export default ts.config(...svelte.configs.base, {
  files: ['**/*.svelte'],
  // The comments that switch a rule off are about those of eslint.config.js.
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  plugins: { '@typescript-eslint': ts.plugin },
  languageOptions: {
    parserOptions: { parser: ts.parser, project: './tsconfig.json', extraFileExtensions: ['.svelte'] },
  },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
  },
});
