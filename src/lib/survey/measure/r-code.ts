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
