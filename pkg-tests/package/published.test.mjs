// The folder that the README shows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { Survey } from "../../pkg/node.js";

const FOLDER = new URL("../consumers/fixtures/published/", import.meta.url);

test("the README's package opens, and its report computes what a count by hand gives", async () => {
  const survey = await Survey.open(fileURLToPath(new URL("datapackage.json", FOLDER)));
  const { blocks } = survey.report(readFileSync(new URL("report.json", FOLDER), "utf8"));
  survey.dispose();
  const html = blocks.map((block) => block.html).join("");
  const words = html.replaceAll(/<[^>]*>/g, "");
  assert.ok(words.includes("Of 40 cafés, those that answered: 67% open on Sundays (6 in all), 100% of the large ones."), words);
  assert.equal(blocks.length, 6);
  assert.ok(html.includes("Invented for this example."));
});
