# The banner by R's survey package: each question for everyone (svymean) and by region (svyby).
# Writes one line for each cell: its share and its standard error; the first line is the time.
suppressMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1], stringsAsFactors = TRUE)
regions <- c("north", "east", "south", "west", "centre", "coast", "hills", "isles")
data$region <- factor(data$region, regions)
design <- svydesign(ids = ~psu, strata = ~region, weights = ~weight, data = data)
start <- proc.time()[["elapsed"]]
tables <- lapply(paste0("q", 1:12), function(question) {
  f <- as.formula(paste("~", question))
  all <- svymean(f, design)
  by <- svyby(f, ~region, design, svymean)
  answers <- length(coef(all))
  cbind(as.vector(rbind(coef(all), as.matrix(by[, 1 + seq_len(answers)]))),
        as.vector(rbind(SE(all), as.matrix(by[, 1 + answers + seq_len(answers)]))))
})
cat(sprintf("%.17g\n", 1000 * (proc.time()[["elapsed"]] - start)))
cat(sprintf("%.17g,%.17g\n", do.call(rbind, tables)[, 1], do.call(rbind, tables)[, 2]), sep = "")
