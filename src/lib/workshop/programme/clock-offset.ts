/** One question to the server what time it is: when it was asked and answered by our clock, and its answer. */
export interface ClockSample {
  askedMs: number;
  answeredMs: number;
  serverMs: number;
}

/**
 * How far the server's clock is ahead of ours [WS11], from a few questions: the one with the
 * shortest way is the truest, and half of its way went there (Cristian 1989). 0 without any.
 */
export function clockOffset(samples: readonly ClockSample[]): number {
  let best: ClockSample | undefined;
  for (const sample of samples) {
    if (!best || sample.answeredMs - sample.askedMs < best.answeredMs - best.askedMs) best = sample;
  }
  return best ? best.serverMs - (best.askedMs + best.answeredMs) / 2 : 0;
}
