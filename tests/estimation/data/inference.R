# Golden figures for tests/estimation/test_inference.py from R's stats and the package survey, independent peers.
# Usage: Rscript inference.R units.csv golden.csv
# Reads units with columns set, unit, group, size, yes, before, after; writes long figures by data set.
suppressPackageStartupMessages(library(survey))
paths <- commandArgs(trailingOnly = TRUE)
every <- read.csv(paths[1], colClasses = c(set = "character", group = "character", size = "character"))
rows <- list()
mid_p <- function(ways, observed) { # as likely as the observed one: half (fisher.test's tolerance of ties)
  tie <- abs(ways - observed) <= observed * 1e-7
  sum(ways[!tie & ways < observed]) + sum(ways[tie]) / 2
}
fisher_mid_p <- function(inside, yes) {
  n <- sum(inside)
  chosen <- sum(yes)
  k <- max(0, chosen - sum(!inside)):min(chosen, n)
  mid_p(dhyper(k, n, sum(!inside), chosen), dhyper(sum(inside & yes), n, sum(!inside), chosen))
}
tell <- function(set, what, name, value) {
  rows[[length(rows) + 1]] <<- data.frame(set, what, name, value = sprintf("%.17g", value))
}
for (set in unique(every$set)) {
  units <- every[every$set == set, ]
  groups <- sort(unique(units$group), method = "radix")
  plain <- sapply(groups, function(group) fisher.test(table(units$group == group, units$yes))$p.value)
  mid <- sapply(groups, function(group) fisher_mid_p(units$group == group, units$yes == 1))
  for (place in seq_along(groups)) {
    tell(set, "fisher_exact", groups[place], plain[place])
    tell(set, "fisher", groups[place], mid[place])
    tell(set, "holm", groups[place], p.adjust(mid, "holm")[place])
  }
  tight <- glm.control(epsilon = 1e-14, maxit = 100)
  for (group in groups) {
    units$inside <- as.numeric(units$group == group)
    smaller <- glm(yes ~ 0 + size, binomial, units, control = tight)
    larger <- glm(yes ~ 0 + size + inside, binomial, units, control = tight)
    if (any(is.na(coef(larger)))) next
    found <- summary(larger)$coefficients["inside", ]
    tell(set, "coefficient", group, found[1])
    tell(set, "standard_error", group, found[2])
    alike <- svydesign(ids = ~1, weights = ~1, data = units) # nobody weighs more than another: coefficients as glm's
    model <- svyglm(yes ~ 0 + size + inside, alike, family = quasibinomial, control = tight)
    tell(set, "svyglm", group, coef(model)["inside"])
    tell(set, "likelihood_ratio", group, anova(smaller, larger, test = "LRT")[2, 5])
    margin <- function(value) {
      asked <- model.matrix(~ 0 + size + inside, transform(units, inside = value))
      p <- plogis(asked %*% coef(larger))
      slope <- colMeans(asked * as.vector(p * (1 - p)))
      c(mean(p), sqrt(t(slope) %*% vcov(larger) %*% slope))
    }
    tell(set, "margin", group, margin(1)[1])
    tell(set, "margin_error", group, margin(1)[2])
  }
  moved <- units$after - units$before
  ways <- dbinom(0:sum(moved != 0), sum(moved != 0), 0.5)
  tell(set, "mcnemar", "all", mid_p(ways, ways[sum(moved > 0) + 1]))
  tell(set, "mcnemar_exact", "all", binom.test(sum(moved > 0), sum(moved != 0))$p.value)
}
write.csv(do.call(rbind, rows), paths[2], row.names = FALSE, quote = FALSE)
