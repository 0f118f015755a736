import type { App } from './app.ts';
import type { Pages } from './pages-built.ts';

const HMR_PORT = 24_680;

/** The pages through Vite, compiled as they are asked for and replaced as files change. */
export async function createPages(app: App): Promise<Pages> {
  // svelte.config.js reads it from here in development, where adapter-node is not in between.
  Object.assign(globalThis, { [Symbol.for('herringbone.app')]: app });
  const { createServer } = await import('vite');
  // Vite's own socket has a port of its own, which the Content-Security-Policy has to let through.
  process.env.HMR_PORT = String(HMR_PORT);
  const vite = await createServer({
    server: { middlewareMode: true, hmr: { port: HMR_PORT } },
    appType: 'custom',
  });
  return {
    handler: (request, response, next) => {
      response.setHeader('x-frame-options', 'SAMEORIGIN'); // the page of developers has frames
      vite.middlewares(request, response, next);
    },
    close: () => vite.close(),
  };
}
