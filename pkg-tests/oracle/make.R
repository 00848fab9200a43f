# Writes what R's survey package computes for its public data sets, with 17 significant
# digits, for pkg-tests/rust/oracle.rs to compare with. Run it in this folder:
#
#     Rscript make.R
#
# data/*.csv hold the columns that are needed of the data sets that come with the
# package: apisrs, apistrat, apiclus1, apiclus2 (California Department of Education,
# Academic Performance Index 2000), scd (Levy and Lemeshow, Sampling of Populations,
# 3rd edition), mu284 (Sarndal, Swensson and Wretman, Model Assisted Survey Sampling) and
# election (US presidential election of 2004, counties drawn with unequal probability).
suppressMessages(library(survey))
options(survey.lonely.psu = "fail", digits = 17)

dir.create("data", showWarnings = FALSE)
number <- function(x) {
  if (is.numeric(x)) ifelse(is.na(x), "", sprintf("%.17g", x)) else as.character(x)
}
save_columns <- function(data, name, columns) {
  text <- as.data.frame(lapply(data[columns], number), check.names = FALSE)
  write.csv(text, file.path("data", paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}

rows <- list()
# One expected value. Everything but the last is text that says what was estimated.
put <- function(design, statistic, variable, domain, argument, quantity, value) {
  value <- as.numeric(value)
  if (length(value) != 1 || !is.finite(value)) return(invisible())
  rows[[length(rows) + 1]] <<- c(design, statistic, variable, domain, argument, quantity,
                                 sprintf("%.17g", value))
}

data(api); data(scd); data(mu284); data(election)
api <- c("snum", "dnum", "cnum", "stype", "sch.wide", "comp.imp", "awards", "api00", "api99", "ell",
         "meals", "enroll", "api.stu", "pw")
save_columns(apisrs, "apisrs", c(api, "fpc"))
save_columns(apistrat, "apistrat", c(api, "fpc"))
save_columns(apiclus1, "apiclus1", c(api, "fpc"))
save_columns(apiclus2, "apiclus2", c(api, "fpc1", "fpc2"))
save_columns(scd, "scd", names(scd))
save_columns(mu284, "mu284", names(mu284))
save_columns(election_pps, "election", c("Bush", "Kerry", "Nader", "votes", "wt", "p"))

designs <- list(
  "apisrs/fpc" = svydesign(ids = ~1, fpc = ~fpc, data = apisrs),
  "apisrs/weights" = svydesign(ids = ~1, weights = ~pw, data = apisrs),
  "apistrat/strata+fpc" = svydesign(ids = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat),
  "apistrat/strata" = svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = apistrat),
  "apistrat/weights" = svydesign(ids = ~1, weights = ~pw, data = apistrat),
  "apiclus1/clusters+fpc" = svydesign(ids = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1),
  "apiclus1/clusters" = svydesign(ids = ~dnum, weights = ~pw, data = apiclus1),
  "apiclus2/two stages+fpc" = svydesign(ids = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2),
  "apiclus2/two stages" = svydesign(ids = ~dnum + snum, weights = ~pw, data = apiclus2),
  # Districts numbered anew in each type of school: one name is a cluster in each stratum.
  "apiclus1/nested" = svydesign(ids = ~dnum, strata = ~stype, nest = TRUE, weights = ~pw, data = apiclus1)
)

# Replicate weights, made by R from the designs above. Those that a test reads from columns
# are kept in data/: the first line under the header has the factor of each replicate's
# square, then comes one line for each respondent.
set.seed(476)
made <- c("apiclus1/clusters+fpc/jk1", "apiclus1/clusters/jk1 mse", "apistrat/strata+fpc/jkn",
          "apiclus1/nested/jkn")
designs[[made[1]]] <- as.svrepdesign(designs[["apiclus1/clusters+fpc"]], type = "JK1")
designs[[made[2]]] <- as.svrepdesign(designs[["apiclus1/clusters"]], type = "JK1", mse = TRUE)
designs[[made[3]]] <- as.svrepdesign(designs[["apistrat/strata+fpc"]], type = "JKn")
# R's jackknife counts a cluster's name once, so the nested clusters get names of their own.
designs[[made[4]]] <- as.svrepdesign(svydesign(ids = ~interaction(dnum, stype, drop = TRUE), strata = ~stype,
                                               weights = ~pw, data = apiclus1), type = "JKn")
save_replicates <- function(design, name) {
  columns <- as.data.frame(rbind(design$scale * design$rscales, weights(design, "analysis")))
  names(columns) <- paste0("r", seq_along(columns))
  save_columns(columns, name, names(columns))
}
designs[["apiclus1/clusters/bootstrap read"]] <-
  as.svrepdesign(designs[["apiclus1/clusters"]], type = "subbootstrap", replicates = 25)
save_replicates(designs[["apiclus1/clusters/bootstrap read"]], "apiclus1.bootstrap")

# Weights brought to the counts of all schools of California (apipop).
counts <- function(question) as.data.frame(table(apipop[question]), responseName = "Freq")
margins <- c("stype", "sch.wide", "comp.imp")
raked <- function(design, questions) {
  totals <- c(nrow(apipop), unlist(lapply(questions, function(q) table(apipop[[q]])[-1])))
  f <- as.formula(paste("~", paste(questions, collapse = "+")))
  names(totals) <- colnames(model.matrix(f, design$variables))
  calibrate(design, f, totals, calfun = "raking", epsilon = 1e-14, maxit = 200)
}
by_rake <- function(design, questions) {
  suppressWarnings(rake(design, lapply(questions, function(q) as.formula(paste("~", q))),
                        lapply(questions, counts), control = list(maxit = 100, epsilon = 1e-16)))
}
designs[["apiclus1/clusters+fpc/post-stratified"]] <-
  postStratify(designs[["apiclus1/clusters+fpc"]], ~stype, counts("stype"))
designs[["apistrat/strata+fpc/raked"]] <- raked(designs[["apistrat/strata+fpc"]], margins)
designs[["apiclus1/clusters+fpc/jk1 post-stratified"]] <- postStratify(designs[[made[1]]], ~stype, counts("stype"))
designs[["apiclus1/clusters/jk1 mse raked"]] <- raked(designs[[made[2]]], margins[1:2])
is_calibrated <- function(d) !is.null(d$postStrata)

is_replicated <- function(d) inherits(d, "svyrep.design")
full_weights <- function(d) if (is_replicated(d)) weights(d, "sampling") else weights(d)

of_domain <- list(
  "all" = quote(TRUE),
  "stype=E" = quote(stype == "E"), "stype=H" = quote(stype == "H"), "stype=M" = quote(stype == "M"),
  "comp.imp=Yes" = quote(comp.imp == "Yes"), "awards=No" = quote(awards == "No")
)
in_domain <- function(design, name) {
  if (name == "all") design else eval(bquote(subset(design, .(of_domain[[name]]))))
}

# DIFFERENCE: a domain of a calibrated design keeps its other rows in R, with no weight, and
# they count as respondents in the beta interval and in the tests. Domains of such designs
# are compared below by their estimates alone.
domains_of <- function(name) {
  if (is_calibrated(designs[[name]])) return("all")
  if (is_replicated(designs[[name]])) c("all", "stype=E", "awards=No") else names(of_domain)
}

put_estimate <- function(design, statistic, variable, domain, fit, df) {
  put(design, statistic, variable, domain, "", "value", coef(fit)[1])
  # What is known has an error of 0, of which R leaves the rounding.
  put(design, statistic, variable, domain, "", "se", if (SE(fit)[1] < 1e-11 * abs(coef(fit)[1])) 0 else SE(fit)[1])
  put(design, statistic, variable, domain, "", "df", df)
}
put_deff <- function(design, statistic, variable, domain, formula, d, estimator) {
  # Where the weights add up to the sample R has no design effect without replacement.
  put(design, statistic, variable, domain, "", "deff", suppressWarnings(deff(estimator(formula, d, deff = TRUE))[1]))
  put(design, statistic, variable, domain, "", "deff_replace", deff(estimator(formula, d, deff = "replace"))[1])
}

# Kish's effective number, and the effective number of a share's variance.
put_effective <- function(design, variable, domain, d, fit) {
  w <- full_weights(d)[full_weights(d) > 0]
  put(design, "share", variable, domain, "", "kish", sum(w)^2 / sum(w^2))
  put(design, "share", variable, domain, "", "effective_n", coef(fit) * (1 - coef(fit)) / SE(fit)^2)
}

# Where the likelihood ratio, divided by the variance's inflation and by the dispersion
# n / (n - 1) of R's quasi-binomial family, equals t squared: the equation that R's
# likelihood method solves, here to the last digit.
likelihood <- function(fit, d, level) {
  p <- c(coef(fit)); m <- p * (1 - p) / c(SE(fit))^2 * (nrow(d) - 1) / nrow(d)
  limit <- qt(0.5 + level / 2, degf(d))^2
  beyond <- function(q) 2 * m * (p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))) - limit
  end <- function(range) uniroot(beyond, range, tol = 1e-16, maxiter = 10000)$root
  c(end(c(1e-300, p)), end(c(p, 1 - 2^-53)))
}
put_likelihood <- function(design, share, domain, d, fit, level) {
  ours <- likelihood(fit, d, level)
  put(design, "share", share, domain, paste0("likelihood@", level), "low", ours[1])
  put(design, "share", share, domain, paste0("likelihood@", level), "high", ours[2])
  # DIFFERENCE: R finds the ends on a spline through a few points of the profile, so that
  # its own answer is good to three or four digits.
  theirs <- tryCatch(suppressWarnings(attr(svyciprop(~y, d, method = "likelihood", level = level), "ci")),
                     error = function(e) c(NA, NA))
  put(design, "share", share, domain, paste0("likelihood@", level), "low by spline", theirs[1])
  put(design, "share", share, domain, paste0("likelihood@", level), "high by spline", theirs[2])
}

folds <- function(share, df, level) {
  p <- coef(share)
  half <- qt(0.5 + level / 2, df) * SE(share) / (2 * sqrt(p * (1 - p)))
  asin(sqrt(p)) + half > pi / 2 || asin(sqrt(p)) - half < 0
}

for (name in names(designs)) for (domain in domains_of(name)) {
  d <- in_domain(designs[[name]], domain)
  df <- degf(d)
  for (y in c("api00", "ell")) {
    f <- as.formula(paste0("~", y))
    put_estimate(name, "mean", y, domain, svymean(f, d), df)
    put_deff(name, "mean", y, domain, f, d, svymean)
    ci <- confint(svymean(f, d), df = df)
    put(name, "mean", y, domain, "wald@0.95", "low", ci[1])
    put(name, "mean", y, domain, "wald@0.95", "high", ci[2])
  }
  # Some schools of apiclus2 have no enrolment: they stand outside the domain.
  known <- subset(d, !is.na(enroll) & !is.na(api.stu))
  put_estimate(name, "total", "enroll", domain, svytotal(~enroll, known), degf(known))
  put_deff(name, "total", "enroll", domain, ~enroll, known, svytotal)
  d <- update(d, one = 1)
  put_estimate(name, "total", "people", domain, svytotal(~one, d), df)
  put_estimate(name, "ratio", "api.stu/enroll", domain, svyratio(~api.stu, ~enroll, known), degf(known))
  for (share in c("sch.wide=Yes", "comp.imp=Yes", "stype=H")) {
    part <- strsplit(share, "=")[[1]]
    d$variables$y <- as.numeric(d$variables[[part[1]]] == part[2])
    fit <- svymean(~y, d)
    put_estimate(name, "share", share, domain, fit, df)
    # The share of a margin is known: its error is 0 but for rounding.
    if (coef(fit) %in% c(0, 1) || SE(fit) < 1e-12) next
    put_deff(name, "share", share, domain, ~y, d, svymean)
    put_effective(name, share, domain, d, fit)
    if (domain == "all") put_likelihood(name, share, domain, d, fit, 0.95)
    for (level in c(0.9, 0.95, 0.99)) {
      for (method in c("mean", "xlogit", "asin", "beta")) {
        # DIFFERENCE: past a share of 1 (or below 0) R folds the arc sine back, Chosa stops.
        if (method == "asin" && folds(fit, df, level)) next
        ci <- attr(svyciprop(~y, d, method = method, level = level), "ci")
        ours <- c(mean = "wald", xlogit = "logit", asin = "arcsine", beta = "beta")[[method]]
        put(name, "share", share, domain, paste0(ours, "@", level), "low", ci[1])
        put(name, "share", share, domain, paste0(ours, "@", level), "high", ci[2])
      }
    }
  }
}

# DIFFERENCE: where a share of the people equals p, R's answer hangs on the last digit of
# its sum of weights; Chosa counts it as equal. DIFFERENCE: where the smallest value alone
# has a share of p or more, R takes the second smallest. Neither is compared.
is_tie <- function(d, y, p) {
  x <- d$variables[[y]]
  shares <- cumsum(tapply(full_weights(d), x, sum)) / sum(full_weights(d))
  any(abs(shares - p) < 1e-9) || shares[1] >= p
}

# Whether the interval of the share of people up to the quantile leaves [0, 1], or has its
# low end below the share of the smallest value. DIFFERENCE: R takes the second smallest
# value then, Chosa the smallest, as the definition says.
leaves <- function(d, y, quantile, df) {
  d$variables$below <- as.numeric(d$variables[[y]] <= quantile)
  share <- svymean(~below, d)
  half <- qt(0.975, df) * c(SE(share))
  x <- d$variables[[y]]
  first <- sum(full_weights(d)[x == min(x)]) / sum(full_weights(d))
  coef(share) - half <= first + 1e-9 || coef(share) + half >= 1 - 1e-9
}

# Quantiles by the rules "math" and "school", with Woodruff's interval.
for (name in names(designs)) for (domain in domains_of(name)) for (rule in c("math", "school")) {
  d <- in_domain(designs[[name]], domain)
  for (y in c("api00", "meals")) for (p in c(0.1, 0.25, 0.5, 0.75)) {
    if (is_tie(d, y, p)) next
    fit <- suppressWarnings(svyquantile(as.formula(paste0("~", y)), d, p, qrule = rule))[[1]]
    argument <- paste0(rule, ":", p, "@0.95")
    put(name, "quantile", y, domain, argument, "value", fit[1, "quantile"])
    # DIFFERENCE: where the interval leaves the distribution R has an end of NA and no
    # error, or an error from the extreme value; Chosa has the extreme value and no error.
    if (anyNA(fit) || leaves(d, y, fit[1, 1], degf(d))) next
    put(name, "quantile", y, domain, argument, "low", fit[1, "ci.2.5"])
    put(name, "quantile", y, domain, argument, "high", fit[1, "ci.97.5"])
    if (is_replicated(d)) next
    put(name, "quantile", y, domain, argument, "se", fit[1, "se"])
  }
}

# Two domains compared, and tests of independence.
for (name in names(designs)) {
  d <- designs[[name]]
  for (y in c("api00", "ell", "meals")) for (x in c("comp.imp", "sch.wide", "awards")) {
    fit <- svyttest(as.formula(paste0(y, "~", x)), d)
    pair <- paste0(x, "=Yes-No")
    put(name, "difference", y, pair, "", "value", fit$estimate)
    put(name, "difference", y, pair, "", "t", fit$statistic)
    put(name, "difference", y, pair, "", "df", fit$parameter)
    put(name, "difference", y, pair, "", "p", fit$p.value)
  }
  for (pair in c("sch.wide*stype", "stype*sch.wide", "comp.imp*stype", "sch.wide*comp.imp", "awards*sch.wide")) {
    for (domain in intersect(c("all", "awards=No", "stype=E"), domains_of(name))) {
      part <- in_domain(d, domain)
      names <- strsplit(pair, "*", fixed = TRUE)[[1]]
      part$variables[names] <- lapply(part$variables[names], factor)
      if (any(sapply(part$variables[names], nlevels) < 2)) next
      f <- as.formula(paste0("~", names[1], "+", names[2]))
      for (test in c("F", "Chisq", "Wald", "adjWald")) {
        fit <- suppressWarnings(svychisq(f, part, statistic = test))
        put(name, "independence", pair, domain, test, "statistic", fit$statistic)
        put(name, "independence", pair, domain, test, "df", fit$parameter[1])
        if (test != "Chisq") put(name, "independence", pair, domain, test, "denominator_df", fit$parameter[2])
        put(name, "independence", pair, domain, test, "p", fit$p.value)
      }
    }
  }
}

# Levy and Lemeshow's ambulance services, and Sarndal's Swedish municipalities.
d <- svydesign(ids = ~ambulance, strata = ~ESA, data = scd, nest = TRUE, weights = ~rep(1, nrow(scd)))
put_estimate("scd/nested", "ratio", "alive/arrests", "all", svyratio(~alive, ~arrests, d), degf(d))
put_estimate("scd/nested", "total", "alive", "all", svytotal(~alive, d), degf(d))
put_estimate("scd/nested", "mean", "arrests", "all", svymean(~arrests, d), degf(d))
# Half-samples, read from R's columns and made by Chosa. DIFFERENCE: which half-samples a
# Hadamard matrix picks is a matter of choice, so that only totals have to agree.
scd_estimates <- function(name, d) {
  put_estimate(name, "total", "alive", "all", svytotal(~alive, d), degf(d))
  if (grepl("made", name)) return(invisible())
  put_estimate(name, "ratio", "alive/arrests", "all", svyratio(~alive, ~arrests, d), degf(d))
  put_estimate(name, "mean", "arrests", "all", svymean(~arrests, d), degf(d))
}
scd2 <- svydesign(ids = ~interaction(ambulance, ESA), strata = ~ESA, data = scd, weights = ~rep(1, nrow(scd)))
brr <- as.svrepdesign(scd2, type = "BRR")
fay <- as.svrepdesign(scd2, type = "Fay", fay.rho = 0.3)
save_replicates(brr, "scd.brr")
save_replicates(fay, "scd.fay")
scd_estimates("scd/nested/brr read", brr)
scd_estimates("scd/nested/fay read", fay)
scd_estimates("scd/nested/brr made", brr)
scd_estimates("scd/nested/fay made", fay)
fay$mse <- TRUE
scd_estimates("scd/nested/fay read mse", fay)

# Successive differences by Sylvester's matrix, whose order is a power of two.
sylvester <- matrix(1)
for (doubling in 1:6) sylvester <- kronecker(matrix(c(1, 1, 1, -1), 2), sylvester)
place <- (seq_len(nrow(apisrs)) - 1) %% 63 + 2
follower <- seq_len(nrow(apisrs)) %% 63 + 2
factors <- 1 + 2^-1.5 * (sylvester[place, ] - sylvester[follower, ])
d <- svrepdesign(weights = ~pw, repweights = factors * apisrs$pw, data = apisrs, type = "successive-difference")
put_estimate("apisrs/weights/successive difference", "mean", "api00", "all", svymean(~api00, d), degf(d))
put_estimate("apisrs/weights/successive difference", "total", "enroll", "all", svytotal(~enroll, d), degf(d))
put_estimate("apisrs/weights/successive difference", "ratio", "api.stu/enroll", "all", svyratio(~api.stu, ~enroll, d), degf(d))
put_estimate("apisrs/weights/successive difference", "mean", "api00", "stype=H",
             svymean(~api00, subset(d, stype == "H")), degf(subset(d, stype == "H")))

d <- svydesign(ids = ~id1 + id2, fpc = ~n1 + n2, data = mu284)
put_estimate("mu284/two stages+fpc", "total", "y1", "all", svytotal(~y1, d), degf(d))
put_estimate("mu284/two stages+fpc", "mean", "y1", "all", svymean(~y1, d), degf(d))
put_deff("mu284/two stages+fpc", "mean", "y1", "all", ~y1, d, svymean)

# Counties drawn with unequal probability, counted as drawn with replacement.
d <- svydesign(ids = ~1, weights = ~wt, data = election_pps)
for (y in c("Bush", "Kerry", "Nader")) {
  put_estimate("election/weights", "total", y, "all", svytotal(as.formula(paste0("~", y)), d), degf(d))
}
put_estimate("election/weights", "ratio", "Bush/votes", "all", svyratio(~Bush, ~votes, d), degf(d))

d <- svydesign(ids = ~1, probs = ~p, data = election_pps)
for (y in c("Bush", "Kerry", "Nader")) {
  put_estimate("election/proportional to size", "total", y, "all", svytotal(as.formula(paste0("~", y)), d), degf(d))
  put_estimate("election/proportional to size", "mean", y, "all", svymean(as.formula(paste0("~", y)), d), degf(d))
  put_deff("election/proportional to size", "mean", y, "all", as.formula(paste0("~", y)), d, svymean)
}
put_estimate("election/proportional to size", "ratio", "Bush/votes", "all", svyratio(~Bush, ~votes, d), degf(d))

# Strata of which one cluster was drawn: counties of which one district is in the sample.
lonely <- svydesign(ids = ~dnum, strata = ~cnum, weights = ~pw, data = apiclus1)
for (rule in c("adjust", "average", "certainty")) {
  options(survey.lonely.psu = rule)
  name <- paste("apiclus1/lonely", rule)
  for (y in c("api00", "ell")) {
    f <- as.formula(paste0("~", y))
    put_estimate(name, "mean", y, "all", svymean(f, lonely), degf(lonely))
    put_estimate(name, "total", y, "all", svytotal(f, lonely), degf(lonely))
  }
  put_estimate(name, "ratio", "api.stu/enroll", "all", svyratio(~api.stu, ~enroll, lonely), degf(lonely))
  # DIFFERENCE: under "average" R's factor counts the strata that the domain has people
  # in; Chosa's is the design's, which never shrinks. Domains are compared for the others.
  if (rule != "average") for (domain in c("stype=E", "awards=No")) {
    part <- in_domain(lonely, domain)
    put_estimate(name, "mean", "api00", domain, svymean(~api00, part), degf(part))
  }
}
options(survey.lonely.psu = "fail")

# Weights before and after, trimming, and domains of calibrated designs.
put_weights <- function(name, d) {
  w <- full_weights(d)
  deff <- length(w) * sum(w^2) / sum(w)^2
  put(name, "weights", "", "all", "", "min", min(w))
  put(name, "weights", "", "all", "", "max", max(w))
  put(name, "weights", "", "all", "", "mean", mean(w))
  put(name, "weights", "", "all", "", "cv", sqrt(deff - 1))
  put(name, "weights", "", "all", "", "kish_deff", deff)
  put(name, "weights", "", "all", "", "effective_n", length(w) / deff)
}
calibrated <- list(
  "apiclus1/clusters+fpc/post-stratified" = designs[["apiclus1/clusters+fpc/post-stratified"]],
  "apistrat/strata+fpc/raked" = designs[["apistrat/strata+fpc/raked"]],
  "apiclus1/clusters+fpc/raked two" = raked(designs[["apiclus1/clusters+fpc"]], margins[1:2]),
  "apiclus1/clusters+fpc/raked two by rake" = by_rake(designs[["apiclus1/clusters+fpc"]], margins[1:2]),
  "apiclus1/nested/raked two" = raked(designs[["apiclus1/nested"]], margins[1:2]),
  "apistrat/strata+fpc/raked trimmed" =
    trimWeights(designs[["apistrat/strata+fpc/raked"]], lower = 18, upper = 45),
  "apistrat/strata+fpc/raked trimmed strictly" =
    trimWeights(designs[["apistrat/strata+fpc/raked"]], lower = 18, upper = 45, strict = TRUE),
  "apistrat/strata+fpc/trimmed" = trimWeights(designs[["apistrat/strata+fpc"]], lower = 18, upper = 40)
)
# DIFFERENCE: where weights are unequal R's rake takes residuals by unweighted means; the
# weights are the same, and are compared.
put_weights("apistrat/strata+fpc/raked by rake", by_rake(designs[["apistrat/strata+fpc"]], margins))
for (name in names(calibrated)) {
  d <- calibrated[[name]]
  put_weights(name, d)
  for (domain in c("all", "stype=H", "comp.imp=Yes")) {
    part <- in_domain(d, domain)
    put_estimate(name, "mean", "api00", domain, svymean(~api00, part), degf(part))
    put_estimate(name, "total", "enroll", domain, svytotal(~enroll, part), degf(part))
    put_estimate(name, "ratio", "api.stu/enroll", domain, svyratio(~api.stu, ~enroll, part), degf(part))
  }
}

# The net promoter score of ratings of 0 to 10, here from the share of pupils with free meals.
for (name in names(designs)) for (domain in intersect(c("all", "stype=E"), domains_of(name))) {
  d <- in_domain(designs[[name]], domain)
  d$variables$rating <- pmin(10, floor(d$variables$meals / 9))
  d$variables$y <- with(d$variables, (rating >= 9) - (rating <= 6))
  put_estimate(name, "net promoter score", "meals/9", domain, svymean(~y, d), degf(d))
  put_deff(name, "net promoter score", "meals/9", domain, ~y, d, svymean)
  ci <- confint(svymean(~y, d), df = degf(d))
  put(name, "net promoter score", "meals/9", domain, "wald@0.95", "low", ci[1])
  put(name, "net promoter score", "meals/9", domain, "wald@0.95", "high", ci[2])
}

# 476 of 5,596 hospitals: the intervals of k of them.
for (k in c(0, 1, 5, 30, 143, 238, 470, 476)) {
  h <- data.frame(y = as.numeric(seq_len(476) <= k), fpc = 5596)
  d <- svydesign(ids = ~1, fpc = ~fpc, data = h)
  share <- paste0("k=", k)
  put_estimate("hospitals/476 of 5596", "share", share, "all", svymean(~y, d), degf(d))
  ci <- binom.test(k, 476)$conf.int
  for (method in c("exact", "betaCapped")) {
    # The design's effective size is above n here, so that the cap makes both the same.
    put("hospitals/476 of 5596", "share", share, "all", paste0(method, "@0.95"), "low", ci[1])
    put("hospitals/476 of 5596", "share", share, "all", paste0(method, "@0.95"), "high", ci[2])
  }
  if (k %in% c(0, 476)) next
  put_effective("hospitals/476 of 5596", share, "all", d, svymean(~y, d))
  put_likelihood("hospitals/476 of 5596", share, "all", d, svymean(~y, d), 0.95)
  for (method in c("mean", "xlogit", "asin", "beta")) {
    if (method == "asin" && folds(svymean(~y, d), degf(d), 0.95)) next
    ci <- attr(svyciprop(~y, d, method = method), "ci")
    ours <- c(mean = "wald", xlogit = "logit", asin = "arcsine", beta = "beta")[[method]]
    put("hospitals/476 of 5596", "share", share, "all", paste0(ours, "@0.95"), "low", ci[1])
    put("hospitals/476 of 5596", "share", share, "all", paste0(ours, "@0.95"), "high", ci[2])
  }
}

table <- do.call(rbind, rows)
header <- c("design", "statistic", "variable", "domain", "argument", "quantity", "value")
colnames(table) <- header
write.csv(table, "expected.csv", row.names = FALSE, quote = FALSE)
writeLines(c(R.version.string, paste("survey", packageVersion("survey")),
             paste(nrow(table), "expected values")), "versions.txt")
