import adapter from '@sveltejs/adapter-node';

/**
 * adapter-node, with `platform.req` present in development as it is in production, so that a page
 * reaches the one live App through `event.platform.req.app` in both.
 */
export function adapterWithPlatform() {
  const node = adapter({ out: 'build', precompress: true });
  return {
    ...node,
    emulate: () => ({
      platform: () => ({ req: { app: /** @type {any} */ (globalThis)[Symbol.for('herringbone.app')] } }),
    }),
  };
}
