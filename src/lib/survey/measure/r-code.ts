import type { MeasureKind } from '#lib/base/measure-kind.ts';

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

/** The same drivers in R: `d` holds the target `y` and the items, complete rows only. */
export const R_DRIVERS = `library(relaimpo)
model <- lm(y ~ ., data = na.omit(d))
calc.relimp(model, type = "lmg", rela = TRUE)

# Johnson's relative weights
R <- cor(na.omit(d)); k <- ncol(d) - 1   # y last
e <- eigen(R[1:k, 1:k]); L <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
b <- solve(L, R[1:k, k + 1]); w <- L^2 %*% b^2
100 * w / sum(w)`;

/** The same two segments in R, from figure and standard error of both in every measure. */
export const R_PAIR = `z <- (a - b) / sqrt(se_a^2 + se_b^2)
p <- 2 * pnorm(-abs(z))
(a - b) + qnorm(0.975) * c(-1, 1) * sqrt(se_a^2 + se_b^2)
p.adjust(p, method = "BH")`;

/** The same flags in R, from a figure and its standard error in every cell and in its rest. */
export const R_SEGMENTS = `z <- (cell - rest) / sqrt(se_cell^2 + se_rest^2)
p <- 2 * pnorm(-abs(z))
p.adjust(p, method = "BH") <= 0.05`;

/** The same crosstab in R: `x` is the question of the rows, `y` that of the columns, complete pairs only. */
export const R_CROSSTAB = `t <- table(x, y)
100 * prop.table(t, 2)
chisq.test(t, correct = FALSE)
sqrt(chisq.test(t, correct = FALSE)$statistic / (sum(t) * (min(dim(t)) - 1)))  # Cramer's V

# two columns in one row: k of n each; all of them together
z <- (k1 / n1 - k2 / n2) / sqrt(p * (1 - p) * (1 / n1 + 1 / n2))   # p = (k1 + k2) / (n1 + n2)
p.adjust(2 * pnorm(-abs(z)), method = "BH")`;
