/** Colours of people's cursors: dark enough on paper, told apart also by those who see few colours. */
const COLOURS = [
  '#0067a3',
  '#b04a00',
  '#00735a',
  '#8a4a86',
  '#7a6200',
  '#a3326a',
  '#3e5c76',
  '#5c5346',
] as const;

/** The colour of somebody's cursor, the same on every screen. */
export function personColour(client: number): string {
  return COLOURS[client % COLOURS.length] ?? COLOURS[0];
}
