import { counted, drawn, fetched, read } from "./survey.js";

const survey = read(await fetched());
const count = counted(survey);
document.querySelector("main").innerHTML = drawn(survey, count);
dispatchEvent(new CustomEvent("plain-ready", { detail: { n: count.n, base: count.base } }));
