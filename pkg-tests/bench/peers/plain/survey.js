// One question of one survey, by hand.
const FOLDER = "/data/hospitals-2022-interim/";

/** The three files of the package. */
export async function fetched() {
  const text = async (name) => (await fetch(FOLDER + name)).text();
  const [descriptor, csv, report] = await Promise.all(["datapackage.json", "responses.csv", "report.json"].map(text));
  return { descriptor, csv, report };
}

/** The files as a page by hand would read them: the report is read too, and nothing made of it. */
export function read({ descriptor, csv, report }) {
  JSON.parse(report);
  const field = JSON.parse(descriptor).resources[0].schema.fields.find(({ name }) => name === "vpn");
  return { field, codes: encoded(csv, field) };
}

/** A column as one byte a respondent; this file quotes nothing, so a comma ends a cell. */
function encoded(csv, { name, categories }) {
  const [header, ...lines] = csv.trimEnd().split("\n");
  const column = header.split(",").indexOf(name);
  const values = categories.map(({ value }) => value);
  return Uint8Array.from(lines, (line) => values.indexOf(line.split(",")[column]));
}

/** How many gave each answer, and how many any. */
export function counted({ field, codes }) {
  const counts = new Uint32Array(field.categories.length);
  for (const code of codes) counts[code] += 1;
  return { counts, n: counts[0], base: counts.reduce((sum, count) => sum + count, 0) };
}

/** The shares as bars. */
export function drawn({ field }, { counts, base }) {
  const bars = field.categories.map(({ label }, at) => {
    const share = counts[at] / base;
    return `<text x="0" y="${at * 40 + 14}">${label} ${(100 * share).toFixed(0)}%</text><rect y="${at * 40 + 20}" width="${600 * share}" height="14"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 120">${bars.join("")}</svg>`;
}
