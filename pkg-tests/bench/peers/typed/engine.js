// The best that the bench's authors can do by hand in JavaScript: typed arrays, one pass a table,
// nothing but the sums that are asked for. It knows that a cluster lies in one region.
import { COLUMNS, FILTER, labelsOf, PAIRS, QUESTIONS, REGIONS, STRATA, SUBJECT } from "../../survey.mjs";
import { parse } from "./parse.js";

const NUMBERS = ["psu", "beds", "weight"];

export function open(bytes) {
  const { rows, columns } = parse(bytes, COLUMNS.map((name) => (NUMBERS.includes(name) ? "number" : "label")));
  const survey = { rows, ...Object.fromEntries(COLUMNS.map((name, at) => [name, columns[at]])) };
  let clusters;
  return {
    frequency: () => frequency(survey),
    filtered: () => filtered(survey),
    pairs: () => PAIRS.flatMap(([one, other]) => pair(survey, one, other)),
    errors: () => errorsOf((clusters ??= clustersOf(survey)), survey, [-1])[0],
    errorsByRegion: () => errorsOf((clusters ??= clustersOf(survey)), survey, REGIONS.map((region) => survey.region.texts.indexOf(region))).flat(),
  };
}

/** The codes of labels, in the order of the survey; a region that a small file lacks has code 0, which no row has. */
const codesOf = ({ texts }, labels) => labels.map((label) => Math.max(0, texts.indexOf(label)));

function frequency(survey) {
  const { codes, texts } = survey[SUBJECT];
  const { weight, rows } = survey;
  const sums = new Float64Array(texts.length);
  for (let row = 0; row < rows; row += 1) sums[codes[row]] += weight[row];
  return codesOf(survey[SUBJECT], labelsOf(SUBJECT)).map((code) => sums[code]);
}

function filtered(survey) {
  const { weight, rows, region } = survey;
  const subject = survey[SUBJECT];
  const [kept, answers, regions, width] = [survey[FILTER.question].codes, subject.codes, region.codes, region.texts.length];
  const wanted = survey[FILTER.question].texts.indexOf(FILTER.value);
  // Whoever is not wanted is added to a row that nobody reads: a branch would be guessed wrong.
  const dump = subject.texts.length;
  const sums = new Float64Array((dump + 1) * width);
  for (let row = 0; row < rows; row += 1) {
    const answer = kept[row] === wanted ? answers[row] : dump;
    sums[answer * width + regions[row]] += weight[row];
  }
  const regionCodes = codesOf(region, REGIONS);
  return codesOf(subject, labelsOf(SUBJECT)).flatMap((answer) => regionCodes.map((code) => sums[answer * width + code]));
}

function pair(survey, one, other) {
  const { weight, rows } = survey;
  const [left, right, width] = [survey[one].codes, survey[other].codes, survey[other].texts.length];
  const sums = new Float64Array(survey[one].texts.length * width);
  for (let row = 0; row < rows; row += 1) sums[left[row] * width + right[row]] += weight[row];
  const rights = codesOf(survey[other], labelsOf(other));
  return codesOf(survey[one], labelsOf(one)).flatMap((code) => rights.map((right) => sums[code * width + right]));
}

/** The stratum and the region of each cluster; clusters have numbers from 0. */
function clustersOf({ psu, region, stratum, rows }) {
  const count = psu.reduce((most, number) => Math.max(most, number), 0) + 1;
  const [strata, regions, numbers] = [new Uint8Array(count), new Uint8Array(count), new Uint32Array(rows)];
  for (let row = 0; row < rows; row += 1) {
    const number = psu[row];
    numbers[row] = number;
    strata[number] = stratum.codes[row];
    regions[number] = region.codes[row];
  }
  return { count, strata, regions, numbers };
}

/** The standard errors of the shares in each of some regions; -1 is everyone. */
function errorsOf({ count, strata, regions, numbers }, survey, groups) {
  const { codes, texts } = survey[SUBJECT];
  const { weight, rows } = survey;
  const width = texts.length;
  const sums = new Float64Array(count * width);
  for (let row = 0; row < rows; row += 1) sums[numbers[row] * width + codes[row]] += weight[row];
  const units = new Float64Array(STRATA.length + 1);
  for (let cluster = 0; cluster < count; cluster += 1) units[strata[cluster]] += 1;
  const answers = codesOf(survey[SUBJECT], labelsOf(SUBJECT));
  const members = groups.map((group) => (group < 0 ? undefined : []));
  const placeOf = new Map(groups.map((group, at) => [group, at]));
  for (let cluster = 0; cluster < count; cluster += 1) members[placeOf.get(regions[cluster])]?.push(cluster);
  const everyone = Array.from({ length: count }, (_, cluster) => cluster);
  return members.map((own) => errorsIn(own ?? everyone, { sums, width, strata, units, answers }));
}

function errorsIn(clusters, { sums, width, strata, units, answers }) {
  const bases = new Float64Array(clusters.length);
  for (let at = 0; at < clusters.length; at += 1) {
    for (const answer of answers) bases[at] += sums[clusters[at] * width + answer];
  }
  const whole = bases.reduce((sum, base) => sum + base, 0);
  const seen = new Set(clusters.map((cluster) => strata[cluster]));
  // Of a single cluster a stratum there is no error to be had.
  const isKnown = bases.reduce((count, base) => count + Number(base > 0), 0) > seen.size;
  return answers.map((answer) => {
    let chosen = 0;
    for (const cluster of clusters) chosen += sums[cluster * width + answer];
    const share = chosen / whole;
    const means = new Float64Array(units.length);
    const squares = new Float64Array(units.length);
    for (let at = 0; at < clusters.length; at += 1) {
      const score = (sums[clusters[at] * width + answer] - share * bases[at]) / whole;
      means[strata[clusters[at]]] += score;
      squares[strata[clusters[at]]] += score * score;
    }
    let variance = 0;
    for (let stratum = 1; stratum < units.length; stratum += 1) {
      const n = units[stratum];
      if (n > 1) variance += (n / (n - 1)) * (squares[stratum] - means[stratum] ** 2 / n);
    }
    return isKnown ? Math.sqrt(variance) : null;
  });
}
