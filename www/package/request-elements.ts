import { fetchError } from "./error.js";
import { LiveElement } from "./live-element.js";
import { leaseSurvey, type LoadedReport, type Wanted } from "./report-load.js";
import type { Lease } from "./shared-load.js";
import type { Changes, Json, Language, Report } from "./types.js";

type Description = { [name: string]: Json };

/** What every request has: where the survey is, and what is asked of it. */
const REQUEST = ["src", "changes", "rows", "columns", "where", "measure", "request", "compute", "lang"];

/**
 * One table, chart or number of a survey: a report of a single block, which its attributes
 * describe. `src` is the `datapackage.json` or CSV, loaded once for all elements of a page;
 * `rows` and `columns` are questions, one or several with commas between them; `where` and
 * `request` are JSON, `request` for whatever else a `TabulateRequest` can ask, and so is `changes`, what is
 * to be other in the descriptor.
 */
abstract class RequestElement extends LiveElement {
  declare changes: string;
  declare rows: string;
  declare columns: string;
  declare where: string;
  declare measure: string;
  declare request: string;

  /** The report that the attributes stand for. */
  protected abstract described(request: Description, language: Language): Description;

  protected override lease(wanted: Wanted): Lease<LoadedReport> {
    const { language } = wanted;
    const described = this.described(this.#request(language), language);
    const description = JSON.stringify({ title: "", ...described });
    const changes = this.changes ? (parsed("changes", this.changes, language) as Changes) : null;
    const { loaded, release } = leaseSurvey(new URL(this.src, document.baseURI).href, wanted, changes);
    return { loaded: loaded.then((survey) => ({ description, survey, others: {} })), release };
  }

  protected override told({ blocks: [block] }: Report): unknown {
    return block;
  }

  #request(language: Language): Description {
    const request: Description = {};
    if (this.request) Object.assign(request, parsed("request", this.request, language));
    if (this.where) request["where"] = parsed("where", this.where, language);
    if (this.measure) request["measure"] = this.measure;
    for (const side of ["rows", "columns"] as const) {
      if (this[side]) request[side] = this[side].split(",").map((name) => name.trim());
    }
    return request;
  }
}

/**
 * `<chosa-table src rows columns>`: a table. `heading` stands over it in place of its own title. The
 * detail of `chosa-ready` is the evaluated block.
 */
export class TableElement extends RequestElement {
  static readonly observedAttributes = [...REQUEST, "heading"];

  declare heading: string;

  protected override described(table: Description): Description {
    return { blocks: [this.titled({ table })] };
  }

  protected titled(block: Description): Description {
    return this.heading ? { ...block, title: this.heading } : block;
  }
}

/** `<chosa-chart src rows columns kind>`: a chart of that table, with the table below it. */
export class ChartElement extends TableElement {
  static override readonly observedAttributes = [...TableElement.observedAttributes, "kind"];

  declare kind: string;

  protected override described(request: Description): Description {
    return { blocks: [this.titled({ chart: { ...request, kind: this.kind || "auto" } })] };
  }
}

/**
 * `<chosa-figure src rows value>`: one number in a sentence, which opens its base, interval
 * and method. `column` names a value of `columns`; `format` writes the number otherwise, as in a
 * report's `{{name:format}}`; `fact` is a fact of the survey in place of a cell. The detail of
 * `chosa-ready` is the figure.
 */
export class FigureElement extends RequestElement {
  static readonly observedAttributes = [...REQUEST, "value", "column", "format", "fact"];

  declare value: string;
  declare column: string;
  declare format: string;
  declare fact: string;

  protected override described(request: Description): Description {
    const figure = { ...request };
    for (const name of ["value", "column", "fact"] as const) {
      if (this[name]) figure[name] = this[name];
    }
    return { figures: { figure }, blocks: [{ prose: `{{figure${this.format && `:${this.format}`}}}` }] };
  }

  /** In the middle of a sentence an error would tear it: where there is a fallback, the event tells. */
  protected override isQuiet(): boolean {
    return this.textContent !== "";
  }

  protected override told({ figures }: Report): unknown {
    return figures["figure"];
  }
}

function parsed(name: string, text: string, language: Language): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw fetchError({ code: "not_json" }, name, language, cause);
  }
}
