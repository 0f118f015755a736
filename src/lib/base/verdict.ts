/** What is said of a project's effect, in one of four words: improved, no detectable change, worse, cannot tell. */
export const VERDICTS = ['improved', 'none', 'worse', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What is said beside a verdict, and what takes it away. */
export const EFFECT_CAVEATS = [
  /** Too few answers on one side in one wave. */
  'few-answers',
  /** There is nothing to compare with: the whole change is shown, whatever it came from. */
  'no-comparison',
  /** Fewer than three segments on one side: how segments move by themselves is not counted. */
  'few-segments',
  /** No wave before the baseline. */
  'few-waves',
  /** The waves before show that both sides did not move alike. */
  'ran-apart',
  /** What was promised is smaller than what could have been found. */
  'too-weak',
] as const;
export type EffectCaveat = (typeof EFFECT_CAVEATS)[number];
