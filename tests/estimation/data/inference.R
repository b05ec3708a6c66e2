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
held_mid_p <- function(tables) { # Fisher's within every size: the counts' probabilities folded together
  ways <- 1
  lowest <- 0
  for (size in dimnames(tables)[[3]]) {
    n <- sum(tables["1", , size])
    rest <- sum(tables["0", , size])
    chosen <- sum(tables[, "1", size])
    k <- max(0, chosen - rest):min(chosen, n)
    lowest <- lowest + min(k)
    folded <- outer(ways, dhyper(k, n, rest, chosen))
    ways <- as.vector(tapply(folded, row(folded) + col(folded), sum))
  }
  mid_p(ways, ways[sum(tables["1", "1", ]) - lowest + 1])
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
    larger <- glm(yes ~ 0 + size + inside, binomial, units, control = tight)
    if (any(is.na(coef(larger)))) next
    found <- summary(larger)$coefficients["inside", ]
    tell(set, "coefficient", group, found[1])
    tell(set, "standard_error", group, found[2])
    alike <- svydesign(ids = ~1, weights = ~1, data = units) # nobody weighs more than another: coefficients as glm's
    model <- svyglm(yes ~ 0 + size + inside, alike, family = quasibinomial, control = tight)
    tell(set, "svyglm", group, coef(model)["inside"])
    tables <- table(units$inside, units$yes, units$size)
    tell(set, "held_exact", group, mantelhaen.test(tables, exact = TRUE)$p.value)
    tell(set, "held", group, held_mid_p(tables))
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
