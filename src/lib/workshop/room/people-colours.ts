const HUES = 8;

/**
 * The colour of somebody's cursor, as CSS: one of the hues of the bones, which read on the paper of
 * either theme. The same person has the same hue on every screen.
 */
export function personColour(client: number): string {
  return `var(--bone-${(client % HUES) + 1})`;
}
