"""Makes expected-python.csv: what R's survey 4.1 has no answer to, from two Python packages.

Run it in this folder after make.R, whose data it reads:

    python3 -m pip install svy statsmodels
    python3 make.py

svy computes design-based Wilson and Korn-Graubard intervals. statsmodels computes
Clopper-Pearson and Wilson intervals of counts and tests of two shares; where the design is
more than a simple random sample it is given the effective counts. The columns are those
of expected.csv.
"""

import csv
import importlib.metadata
import platform

import numpy
import polars
import svy
from scipy import stats
from statsmodels.stats.proportion import proportion_confint, test_proportions_2indep

LEVELS = (0.9, 0.95, 0.99)
SHARES = ("sch.wide=Yes", "comp.imp=Yes", "stype=H")
# Name, data, and the design as svy describes it.
DESIGNS = (
    ("apistrat/strata+fpc", "apistrat", {"stratum": "stype", "wgt": "pw", "pop_size": "fpc"}),
    ("apistrat/strata", "apistrat", {"stratum": "stype", "wgt": "pw"}),
    ("apistrat/weights", "apistrat", {"wgt": "pw"}),
    ("apiclus1/clusters+fpc", "apiclus1", {"psu": "dnum", "wgt": "pw", "pop_size": "fpc"}),
    ("apiclus1/clusters", "apiclus1", {"psu": "dnum", "wgt": "pw"}),
    ("apisrs/weights", "apisrs", {"wgt": "pw"}),
)

rows = []


def put(design, statistic, variable, domain, argument, quantity, value):
    if numpy.isfinite(value):
        rows.append((design, statistic, variable, domain, argument, quantity, repr(float(value))))


def put_interval(design, share, method, level, ends):
    put(design, "share", share, "all", f"{method}@{level}", "low", ends[0])
    put(design, "share", share, "all", f"{method}@{level}", "high", ends[1])


def read(name):
    return polars.read_csv(f"data/{name}.csv", infer_schema_length=None)


def selected(data, share):
    question, value = share.split("=")
    return data.with_columns((polars.col(question) == value).cast(polars.Int64).alias("y"))


def by_svy():
    """Wilson and the capped beta, from svy's estimate of the share and of its variance.

    DIFFERENCE: svy's own Wilson interval shrinks the effective size by Korn and Graubard's
    factor for few degrees of freedom and takes Student's t besides, which counts them
    twice. Chosa has t alone, as R's survey 4.5. So svy gives the variance here and
    statsmodels the interval; where the factor is 1 svy's own interval is taken.
    """
    for name, file, design in DESIGNS:
        for share in SHARES:
            sample = svy.Sample(selected(read(file), share), svy.Design(**design))
            for level in LEVELS:
                one = svy_share(sample, "korn-graubard", level)
                put_interval(name, share, "betaCapped", level, (one.lci, one.uci))
                if design.keys() == {"wgt"}:
                    one = svy_share(sample, "wilson", level)
                    put_interval(name, share, "wilson", level, (one.lci, one.uci))
                elif one.se > 0:
                    size = one.est * (1 - one.est) / one.se**2
                    put_interval(name, share, "wilson", level, wilson(one.est, size, df_of(file, design), level))


def svy_share(sample, method, level):
    found = sample.estimation.prop("y", ci_method=method, alpha=1 - level)
    return next(one for one in found.estimates if str(one.y_level) == "1")


def df_of(file, design):
    """Clusters less strata."""
    data = read(file)
    strata = data[design["stratum"]].n_unique() if "stratum" in design else 1
    return (data[design["psu"]].n_unique() if "psu" in design else len(data)) - strata


def hospitals():
    """476 of 5,596 hospitals: counts as they are, and effective counts for Wilson."""
    name, n = "hospitals/476 of 5596", 476
    for k in (0, 1, 5, 30, 143, 238, 470, 476):
        for level in LEVELS:
            exact = proportion_confint(k, n, alpha=1 - level, method="beta")
            # statsmodels leaves an end at 0 or 1 as NaN in some releases.
            exact = (0.0 if k == 0 else exact[0], 1.0 if k == n else exact[1])
            put_interval(name, f"k={k}", "exact", level, exact)
            size = n if k in (0, n) else (n - 1) / (1 - n / 5596)
            put_interval(name, f"k={k}", "wilson", level, wilson(k / n, size, n - 1, level))


def wilson(p, size, df, level):
    """statsmodels' Wilson interval with Student's t in place of the normal quantile."""
    alpha = 2 * stats.norm.sf(stats.t.isf((1 - level) / 2, df))
    return proportion_confint(p * size, size, alpha=alpha, method="wilson")


def effective(weights, y):
    """A share, and the size of the simple random sample with its variance.

    The variance is that of a mean in a sample of rows drawn with replacement:
    n / (n - 1) times the sum of squared scores, n being the whole sample's size.
    """
    inside = ~numpy.isnan(y)
    w, n = numpy.where(inside, weights, 0.0), len(weights)
    y = numpy.where(inside, y, 0.0)
    p = (w * y).sum() / w.sum()
    variance = n / (n - 1) * ((w * (y - p) / w.sum()) ** 2).sum()
    # A share of 0 or 1 has no variance and no effective size: its pairs are left out.
    return p, p * (1 - p) / variance if variance > 0 else numpy.nan


def pairwise():
    """Two domains of a weighted sample: independent, so a test on effective counts."""
    for file, design in (("apistrat", "apistrat/weights"), ("apisrs", "apisrs/weights")):
        data = read(file)
        weights = data["pw"].to_numpy()
        for share in ("sch.wide=Yes", "comp.imp=Yes"):
            y = selected(data, share)["y"].to_numpy().astype(float)
            for question, one, other in (
                ("stype", "E", "H"),
                ("stype", "E", "M"),
                ("stype", "H", "M"),
                ("awards", "Yes", "No"),
            ):
                groups = [data[question].to_numpy() == value for value in (one, other)]
                (p1, n1), (p2, n2) = (effective(weights, numpy.where(g, y, numpy.nan)) for g in groups)
                found = test_proportions_2indep(p1 * n1, n1, p2 * n2, n2, method="wald", correction=False)
                df = sum(int(group.sum()) for group in groups) - 2
                pair = f"{question}={one}-{other}"
                put(design, "difference of shares", share, pair, "", "value", p1 - p2)
                put(design, "difference of shares", share, pair, "", "t", found.statistic)
                put(design, "difference of shares", share, pair, "", "df", df)
                put(design, "difference of shares", share, pair, "", "p", 2 * stats.t.sf(abs(found.statistic), df))


by_svy()
hospitals()
pairwise()
with open("expected-python.csv", "w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(("design", "statistic", "variable", "domain", "argument", "quantity", "value"))
    table.writerows(rows)
with open("versions-python.txt", "w") as file:
    file.write(f"Python {platform.python_version()}\n")
    for package in ("svy", "statsmodels", "scipy", "numpy"):
        file.write(f"{package} {importlib.metadata.version(package)}\n")
    file.write(f"{len(rows)} expected values\n")
