// From the texts of the three files to one picture.
import { counted, drawn, fetched, read } from "./survey.js";

export async function prepare() {
  const files = await fetched();
  return () => {
    const survey = read(files);
    const { n, base, counts } = counted(survey);
    return { n, base, svg: drawn(survey, { counts, base }) };
  };
}
