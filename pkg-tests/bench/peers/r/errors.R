# Standard errors by R's survey package: of a question for everyone (svymean), or by region (svyby).
# The first line is the time; then one line for each share, region by region.
suppressMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1], na.strings = "", encoding = "UTF-8")
labels <- strsplit(arguments[3], "\t")[[1]]
regions <- strsplit(arguments[4], "\t")[[1]]
data$q7 <- factor(data$q7, labels)
data$region <- factor(data$region, regions)
design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = data)
start <- proc.time()[["elapsed"]]
errors <- if (arguments[2] == "errors") {
  SE(svymean(~q7, design, na.rm = TRUE))
} else {
  by <- svyby(~q7, ~region, design, svymean, na.rm = TRUE)
  found <- matrix(NA_real_, length(regions), length(labels))
  found[match(as.character(by$region), regions), ] <- as.matrix(SE(by))
  as.vector(t(found))
}
cat(sprintf("%.17g\n", 1000 * (proc.time()[["elapsed"]] - start)))
cat(sprintf("%.17g\n", errors), sep = "")
