/**
 * Rune classes are tested without a DOM but as the browser gets them: Vitest would compile them for
 * the server, where an effect never runs. Used by the project `runes`.
 */
export default {
  name: 'client-on-node',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
};
