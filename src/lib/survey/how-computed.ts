import type { MeasureKind } from './measure.ts';

/** The calculation in R, for whoever wants to check a figure: `x` are the answers without N/A. */
export const R_EQUIVALENT: Readonly<Record<MeasureKind, string>> = {
  nps: `p <- mean(x >= 9); d <- mean(x < 7); n <- length(x)
nps <- 100 * (p - d)
se <- 100 * sqrt((p + d - (p - d)^2) / n)
nps + c(-1, 1) * qnorm(0.975) * se`,
  'top-two-box': `k <- sum(x >= max_of_scale - 1); n <- length(x)
prop.test(k, n, correct = FALSE)  # Wilson's interval`,
  mean: `t.test(x)$estimate; t.test(x)$conf.int`,
};

/** Below this many answers the reader is told to look at the interval first. */
export const FEW_ANSWERS = 30;

/** Decimals that a figure deserves: more would pretend. */
export const DIGITS: Readonly<Record<MeasureKind, number>> = { nps: 2, 'top-two-box': 1, mean: 2 };
