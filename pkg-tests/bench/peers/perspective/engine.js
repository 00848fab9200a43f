// Perspective: views grouped by a column, and split by another.
import perspective from "@perspective-dev/client/inline";
import { FILTER, labelsOf, PAIRS, REGIONS, SUBJECT } from "../../survey.mjs";

export async function open(bytes) {
  const client = await perspective.worker();
  const table = await client.table(new TextDecoder().decode(bytes));
  const sums = async (names, filter = []) => {
    const view = await table.view({ columns: ["weight"], aggregates: { weight: "sum" }, group_by: names, filter });
    const { __ROW_PATH__: paths, weight } = await view.to_columns();
    await view.delete();
    return new Map(paths.map((path, at) => [path.join("\n"), weight[at]]));
  };
  const crossed = async ([one, labels], [other, others], filter) => {
    const found = await sums([one, other], filter);
    return labels.flatMap((label) => others.map((right) => found.get(`${label}\n${right}`) ?? 0));
  };
  return {
    frequency: async () => {
      const found = await sums([SUBJECT]);
      return labelsOf(SUBJECT).map((label) => found.get(label) ?? 0);
    },
    filtered: () => crossed([SUBJECT, labelsOf(SUBJECT)], ["region", REGIONS], [[FILTER.question, "==", FILTER.value]]),
    pairs: async () => {
      const all = [];
      for (const [one, other] of PAIRS) all.push(...(await crossed([one, labelsOf(one)], [other, labelsOf(other)])));
      return all;
    },
  };
}
