import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * Node wants `with { type: 'json' }` on the catalogues; in development the browser then wants JSON,
 * and Vite serves it a JavaScript module. A build has bundled them by then.
 */
const jsonAsModules: Plugin = {
  name: 'json-as-modules',
  apply: 'serve',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('/src/lib/i18n/') ? code.replaceAll(", { with: { type: 'json' } }", '') : undefined,
};

export default defineConfig({
  plugins: [jsonAsModules, sveltekit()],
  worker: { format: 'es' },
});
