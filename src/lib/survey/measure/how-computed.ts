import type { MeasureKind } from '../wave/measure-kind.ts';

/** The calculation in R, for whoever wants to check a figure: `x` are the answers without N/A, `w` their weights. */
export const R_EQUIVALENT: Readonly<Record<MeasureKind, string>> = {
  nps: `p <- mean(x >= 9); d <- mean(x < 7); n <- length(x)
nps <- 100 * (p - d)
se <- 100 * sqrt((p + d - (p - d)^2) / n)
nps + c(-1, 1) * qnorm(0.975) * se`,
  'top-two-box': `k <- sum(x >= max_of_scale - 1); n <- length(x)
prop.test(k, n, correct = FALSE)  # Wilson's interval`,
  mean: `t.test(x)$estimate; t.test(x)$conf.int`,
};

/** The same with weights; shares and means weighted, n replaced by Kish's effective n. */
export const R_WEIGHTED: Readonly<Record<MeasureKind, string>> = {
  nps: `n <- sum(w)^2 / sum(w^2)
p <- weighted.mean(x >= 9, w); d <- weighted.mean(x < 7, w)
nps <- 100 * (p - d)
se <- 100 * sqrt((p + d - (p - d)^2) / n)
nps + c(-1, 1) * qnorm(0.975) * se`,
  'top-two-box': `n <- sum(w)^2 / sum(w^2)
p <- weighted.mean(x >= max_of_scale - 1, w)
prop.test(p * n, n, correct = FALSE)  # Wilson's interval`,
  mean: `n <- sum(w)^2 / sum(w^2)
m <- weighted.mean(x, w)
se <- sqrt((weighted.mean(x^2, w) - m^2) / (n - 1))
m + c(-1, 1) * qt(0.975, n - 1) * se`,
};

/** Below this many answers the reader is told strongly to look at the interval first. */
export const FEW_ANSWERS = 20;
/** Below this many a word of caution stands beside the figure. */
export const CAUTION_ANSWERS = 50;

/** How loudly a small n is said. */
export function smallness(n: number): 'few' | 'caution' | undefined {
  if (n < FEW_ANSWERS) return 'few';
  return n < CAUTION_ANSWERS ? 'caution' : undefined;
}

/** Decimals that a figure deserves: more would pretend. */
export const DIGITS: Readonly<Record<MeasureKind, number>> = { nps: 2, 'top-two-box': 1, mean: 2 };
