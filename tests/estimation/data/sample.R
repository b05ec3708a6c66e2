# Golden figures for tests/estimation/test_variance.py from the R package survey (Lumley), an independent peer.
# Usage: Rscript sample.R sample.csv golden.csv
# Reads a stratified sample with columns stratum, population, domain, y, x (empty: no answer); writes long figures.
suppressPackageStartupMessages(library(survey))
paths <- commandArgs(trailingOnly = TRUE)
sample <- read.csv(paths[1], colClasses = c(stratum = "character", domain = "character"))
sample$all <- "all"
design <- svydesign(ids = ~1, strata = ~stratum, fpc = ~population, data = sample)
figures <- function(estimator, by) {
  formula <- as.formula(paste0("~", by))
  found <- switch(estimator,
    total = svyby(~y, formula, design, svytotal, na.rm = TRUE),
    mean = svyby(~y, formula, design, svymean, na.rm = TRUE),
    ratio = svyby(~y, formula, design, svyratio, denominator = ~x, na.rm = TRUE)
  )
  data.frame(estimator, by, domain = found[[1]], value = found[[2]], standard_error = found[[3]])
}
golden <- do.call(rbind, lapply(c("total", "mean", "ratio"), function(estimator) {
  rbind(figures(estimator, "all"), figures(estimator, "domain"))
}))
golden$value <- sprintf("%.17g", golden$value)
golden$standard_error <- sprintf("%.17g", golden$standard_error)
write.csv(golden, paths[2], row.names = FALSE, quote = FALSE)
