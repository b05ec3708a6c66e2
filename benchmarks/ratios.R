# The peer: ratios by domain with standard errors from the R package survey.
# Usage: Rscript ratios.R sample.csv golden.csv; prints the version and the seconds of svyby alone.
suppressPackageStartupMessages(library(survey))
paths <- commandArgs(trailingOnly = TRUE)
sample <- read.csv(paths[1], colClasses = c("character", "character", "numeric", "numeric", "numeric"))
design <- svydesign(ids = ~1, strata = ~stratum, fpc = ~population, data = sample)
seconds <- system.time(found <- svyby(~y, ~domain, design, svyratio, denominator = ~x))[["elapsed"]]
golden <- data.frame(domain = found[[1]], value = sprintf("%.17g", found[[2]]), error = sprintf("%.17g", found[[3]]))
write.csv(golden, paths[2], row.names = FALSE, quote = FALSE)
cat(as.character(packageVersion("survey")), seconds, "\n")
