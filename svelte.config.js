import { adapterWithPlatform } from './server/dev-platform.js';

// Set by server/pages-in-development.ts alone: a build never has it.
const socketsOfDevelopment = process.env.HMR_PORT ? [`ws://*:${process.env.HMR_PORT}`] : [];

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: {
    runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
  },
  kit: {
    adapter: adapterWithPlatform(),
    // The page of a refusal stands in at any address, however deep: its files need theirs from the root.
    paths: { relative: false },
    typescript: {
      config: (config) => void config.include.push('../tools/**/*.ts'),
    },
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        // Svelte renders style="" attributes on the server; nonces cannot cover attributes.
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self', 'data:'],
        'connect-src': ['self', ...socketsOfDevelopment],
        'worker-src': ['self', 'blob:'],
        'object-src': ['none'],
        'base-uri': ['self'],
        'form-action': ['self'],
        // The page of developers shows others of its kind in frames.
        'frame-ancestors': process.env.HMR_PORT ? ['self'] : ['none'],
      },
    },
  },
};
