# Exports the stratified sample of schools that comes with R's package survey.
# Run through `cargo xtask data --schools`; the only argument is the file to write.
suppressMessages(library(survey))
data(api)
keep <- c("stype", "sname", "snum", "dname", "cname", "api99", "api00", "target", "sch.wide",
          "comp.imp", "both", "awards", "meals", "ell", "enroll", "api.stu", "avg.ed", "pw", "fpc")
schools <- apistrat[keep]
names(schools) <- gsub(".", "_", keep, fixed = TRUE)
file <- file(commandArgs(trailingOnly = TRUE)[1], open = "wb", encoding = "UTF-8")
text <- vapply(schools, is.character, NA)
write.csv(schools, file, row.names = FALSE, na = "", eol = "\n", quote = which(text))
close(file)
