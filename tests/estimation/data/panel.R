# Golden figures for tests/estimation/test_peers.py from the R package survey (Lumley), an independent peer.
# Usage: Rscript panel.R panel.csv golden.csv
# Reads units of two samples (now, before: 1 where sampled); writes estimates, errors and intervals, all and by domain.
# What survey has no function for is worked out here: Satterthwaite's degrees of freedom from survey's own variances by
# stratum, with the kurtosis within strata; and the covariance of samples that overlap in part (change; change_matched is survey's, on units in both).
suppressPackageStartupMessages(library(survey))
paths <- commandArgs(trailingOnly = TRUE)
text <- c("unit", "stratum", "domain", "answer", "last_answer")
every <- read.csv(paths[1], na.strings = "", colClasses = setNames(rep("character", length(text)), text))
every$domain_all <- "all"
rows <- list()
tell <- function(set, figure, domain, value, error, degrees, limits = c(NA, NA)) {
  rows[[length(rows) + 1]] <<- data.frame(
    set, figure, domain, value = as.vector(value), standard_error = as.vector(error), degrees = as.vector(degrees),
    low = limits[[1]], high = limits[[2]], row.names = NULL
  )
}
sampled <- function(units) svydesign(ids = ~1, strata = ~stratum, fpc = ~population, data = units)
none <- function(values) ifelse(is.na(values), 0, values)
# Kurtosis within strata above that of as many normal units; counts: has a part in the error; squares: of what z is the
# difference of (where it is less than a thousandth of that, floating point keeps too few digits of fourth powers)
excess_of <- function(z, strata, counts, squares = z^2) {
  parts <- Filter(function(at) length(at) >= 4, split(seq_along(z), strata)[counts])
  tails <- sapply(parts, function(at) {
    n <- length(at)
    moment <- function(power) mean((z[at] - mean(z[at]))^power)
    if (moment(2) <= 1e-6 * mean(squares[at])) return(c(0, 0))
    n * c(moment(4) / moment(2)^2 - 3 * (n - 1) / (n + 1), 1)
  })
  if (length(parts) == 0 || sum(tails[2, ]) == 0) 0 else max(sum(tails[1, ]) / sum(tails[2, ]), 0)
}
satterthwaite <- function(spread, sampled, excess) {
  if (sum(spread) == 0) return(sum(sampled - 1))
  sum(spread)^2 / sum((spread^2 * (1 / (sampled - 1) + excess / (2 * sampled)))[spread > 0])
}
degrees_of <- function(design, z, tails = TRUE) { # z: linearised, 0 outside the domain
  design <- update(design, z = z)
  by_stratum <- svyby(~z, ~stratum, design, svytotal)
  units <- design$variables
  sampled <- table(units$stratum)[by_stratum$stratum]
  population <- tapply(units$population, units$stratum, max)[by_stratum$stratum]
  excess <- excess_of(z, factor(units$stratum, by_stratum$stratum), as.vector(sampled < population))
  satterthwaite(SE(by_stratum)^2, as.vector(sampled), if (tails) excess else 0)
}
tell_shares <- function(set, units, domain, inside) {
  design <- sampled(units)
  answered <- inside & !is.na(units$answer)
  for (option in sort(unique(units$answer[!is.na(units$answer)]), method = "radix")) {
    chose <- none(as.numeric(units$answer == option))
    part <- subset(update(design, chose = chose), answered)
    found <- svymean(~chose, part)
    z <- answered * (chose - coef(found))
    free <- degrees_of(design, z)
    limits <- if (0 < coef(found) && coef(found) < 1) c(coef(found), coef(found)) else c(NA, NA)
    plain <- degrees_of(design, z, tails = FALSE)
    if (SE(found) > 0) limits <- attr(svyciprop(~chose, part, method = "xlogit", df = plain), "ci")
    tell(set, paste0("share_", option), domain, 100 * coef(found), 100 * SE(found), free, 100 * limits)
  }
}
tell_numbers <- function(set, units, domain, inside) {
  design <- sampled(units)
  has <- inside & !is.na(units$y)
  part <- subset(design, has)
  total <- svytotal(~y, part)
  free <- degrees_of(design, ifelse(has, units$y, 0))
  tell(set, "total", domain, coef(total), SE(total), free, confint(total, df = free))
  mean <- svymean(~y, part)
  free <- degrees_of(design, ifelse(has, units$y - coef(mean), 0))
  tell(set, "mean", domain, coef(mean), SE(mean), free, confint(mean, df = free))
  ratio <- svyratio(~y, ~x, part)
  free <- degrees_of(design, ifelse(has, units$y - coef(ratio) * units$x, 0))
  tell(set, "ratio", domain, coef(ratio), SE(ratio), free, confint(ratio, df = free))
}
formulas <- list(total = quote(a - b), mean = quote(a / n - b / m), ratio = quote(a / x - b / w))
linear <- function(units, inside) { # the parts of every figure, 0 outside the domain
  now <- inside & units$now == 1 & !is.na(units$y)
  before <- inside & units$before == 1 & !is.na(units$last_y)
  zero <- function(keep, values) ifelse(keep, values, 0)
  data.frame(a = zero(now, units$y), n = +now, x = zero(now, units$x),
             b = zero(before, units$last_y), m = +before, w = zero(before, units$last_x))
}
tell_matched <- function(set, units, domain, inside) {
  design <- update(sampled(units), parts = as.matrix(linear(units, inside)))
  totals <- svytotal(~parts, design)
  names(totals) <- colnames(attr(totals, "var"))
  attr(totals, "names") <- c("a", "n", "x", "b", "m", "w")
  dimnames(attr(totals, "var")) <- list(names(totals), names(totals))
  for (figure in names(formulas)) {
    found <- svycontrast(totals, list(change = formulas[[figure]]))
    tell(set, paste0("change_matched_", figure), domain, coef(found), SE(found), NA)
  }
  found <- svycontrast(totals, list(change = quote(100 * (a / b - 1))))
  tell(set, "change_matched_total_percent", domain, coef(found), SE(found), NA)
}
tell_change <- function(set, units, domain, inside) {
  parts <- linear(units, inside)
  by_sample <- function(one, values) sum(sapply(split(which(one), units$stratum[one]), function(at) {
    units$population[at[1]] / length(at) * sum(values[at])
  }))
  now <- units$now == 1
  before <- units$before == 1
  sums <- c(a = by_sample(now, parts$a), n = by_sample(now, parts$n), x = by_sample(now, parts$x),
            b = by_sample(before, parts$b), m = by_sample(before, parts$m), w = by_sample(before, parts$w))
  figures <- list(total = c(sums["a"], sums["b"], 1, 1),
                  mean = c(sums["a"] / sums["n"], sums["b"] / sums["m"], sums["n"], sums["m"]),
                  ratio = c(sums["a"] / sums["x"], sums["b"] / sums["w"], sums["x"], sums["w"]))
  for (figure in names(figures)) {
    f <- unname(figures[[figure]])
    under <- switch(figure, total = list(0, 0), mean = list(parts$n, parts$m), ratio = list(parts$x, parts$w))
    z <- (parts$a - f[1] * under[[1]]) / f[3]
    v <- (parts$b - f[2] * under[[2]]) / f[4]
    variance <- function(times) sapply(split(seq_along(z), units$stratum), function(at) {
      one <- at[now[at]]
      other <- at[before[at]]
      both <- intersect(one, other)
      size <- units$population[at[1]]
      shared <- size^2 * (length(both) / length(one) / length(other) - 1 / size)
      alike <- if (sd(z[both]) > 0 && sd(v[both]) > 0) cor(z[both], v[both]) else 0
      size^2 * (1 / length(one) - 1 / size) * var(z[one]) +
        times^2 * size^2 * (1 / length(other) - 1 / size) * var(v[other]) -
        2 * times * shared * alike * sd(z[one]) * sd(v[other])
    })
    degrees <- function(times) { # of the strata that the domain has a part in, each with its smaller sample
      any_of <- function(one) tapply(one, units$stratum, any)
      number_of <- function(one, has) ifelse(any_of(has), tapply(one, units$stratum, sum), Inf)
      strata <- names(which(any_of(parts$n | parts$m)))
      sampled <- pmin(number_of(now, parts$n == 1), number_of(before, parts$m == 1))[strata]
      size <- tapply(units$population, units$stratum, max)
      full <- number_of(now, parts$n == 1) == size | number_of(before, parts$m == 1) == size
      matched <- names(which(any_of(inside & now & before) & !full))
      both <- now & before & units$stratum %in% matched
      squares <- z^2 + (times * v)^2
      excess <- excess_of((z - times * v)[both], units$stratum[both], TRUE, squares[both])
      satterthwaite(pmax(variance(times)[strata], 0), sampled, excess)
    }
    tell(set, paste0("change_", figure), domain, f[1] - f[2], sqrt(sum(variance(1))), degrees(1))
    times <- f[1] / f[2]
    percent <- 100 * sqrt(sum(variance(times))) / abs(f[2])
    tell(set, paste0("change_", figure, "_percent"), domain, 100 * (times - 1), percent, degrees(times))
  }
}
for (set in unique(every$set)) {
  units <- every[every$set == set, ]
  for (domain in c("all", sort(unique(units$domain), method = "radix"))) {
    within <- function(units) domain == "all" | units$domain == domain
    now <- units[units$now == 1, ]
    both <- units[units$now == 1 & units$before == 1, ]
    tell_numbers(set, now, domain, within(now))
    tell_shares(set, now, domain, within(now))
    tell_matched(set, both, domain, within(both))
    tell_change(set, units, domain, within(units))
  }
}
golden <- do.call(rbind, rows)
for (column in c("value", "standard_error", "degrees", "low", "high")) {
  golden[[column]] <- ifelse(is.na(golden[[column]]), "", sprintf("%.17g", golden[[column]]))
}
write.csv(golden, paths[2], row.names = FALSE, quote = FALSE)
