/** An open survey and what was asked of it: the only place that talks to the engine. */
import type { ChosaError } from "../error.js";
import { Survey } from "../explorer-engine.js";
import type { Changes, Chart, Description, WorkerFiles, Language, OpenOptions, QuestionDescription, Table, TabulateRequest } from "../types.js";
import { changesOf, needsEdits, pathsOf, unweighted, versionOf } from "./edits.js";
import type { DraftReport } from "./report-file.js";
import { chartOptions, comparisonsOf, questionOf, requestOf, shownOf, whereOf } from "./request.js";
import type { Bases, Problem, Shown, Summary, View } from "./state.js";
import { waveNames } from "./wave-names.js";

/** Where the files of a survey come from. */
export type Source =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "files"; readonly descriptor: string | undefined; readonly files: WorkerFiles };

/** What can be tabulated and drawn: one survey, or several beside each other. */
type Asked = Pick<Survey, "tabulate" | "drawChart" | "csv" | "tableHtml" | "dispose">;

/** How many answers are kept, so that going back shows at once what was there. */
const KEPT = 60;

/** Whatever was thrown, as a reader is told of it. */
export function problemOf(thrown: unknown): Problem {
  const { code, message, hint, file, path, row, column } = thrown as Partial<ChosaError>;
  const known = Object.entries({ file, path, row, column }).filter(([, value]) => value !== undefined);
  return { code: code ?? "unexpected", message: message ?? String(thrown), hint: hint ?? "", place: Object.fromEntries(known) };
}

export class Session {
  readonly source: Source;
  #survey: Survey;
  #files: Promise<{ descriptor: string | undefined; files: WorkerFiles }> | undefined;
  #texts = new Map<string, Promise<string | undefined>>();
  #variants = new Map<string, Promise<Survey>>();
  #waves = new Map<string, Promise<Asked>>();
  #others = new Map<string, Promise<Survey>>();
  #answers = new Map<string, Promise<Shown>>();

  private constructor(source: Source, survey: Survey) {
    this.source = source;
    this.#survey = survey;
  }

  /** Opens a survey in the Worker. */
  static async open(source: Source, options: OpenOptions): Promise<Session> {
    if (source.kind === "address") return new Session(source, await Survey.open(source.address, options));
    const { signal: _, ...held } = options;
    return new Session(source, await Survey.from(source.descriptor, source.files, held));
  }

  describe(language: Language): Promise<Description> {
    return this.#survey.describe(language);
  }

  /** The table and the chart of a view; throws what the engine says where there is no table. */
  answer(view: View, description: Description, language: Language, width: number): Promise<Shown> {
    const key = JSON.stringify([{ ...view, cell: view.cell !== null }, language, width]);
    const known = this.#answers.get(key);
    const answer = known ?? this.#compute(view, description, language, width);
    // A fault is no answer: whoever asks again gets another try.
    answer.catch(() => this.#answers.delete(key));
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > KEPT && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }

  /** What a view asks, in an engine that holds its changes of the descriptor. */
  async asked(view: View, language: Language): Promise<Asked> {
    const changes = await this.changes(view);
    const survey = changes ? await this.#variant(changes) : this.#survey;
    return view.waves.length === 0 ? survey : this.#beside(view, survey, changes, language);
  }

  /** What is other in the descriptor under a view; `null` where nothing is. */
  async changes(view: View): Promise<Changes | null> {
    return needsEdits(view) ? changesOf(await this.#descriptor(), view) : null;
  }

  /** The tables of several questions of the list at once. */
  async summaries(questions: readonly QuestionDescription[], language: Language): Promise<ReadonlyMap<string, Summary>> {
    const found = new Map<string, Summary>(questions.map(({ name }) => [name, "none"]));
    const counted = questions.filter(({ kind }) => kind !== "text" && kind !== "date");
    const numbers = counted.filter(({ kind }) => kind === "number");
    const choices = counted.filter(({ kind }) => kind !== "number");
    const tables = await Promise.all([
      this.#list(choices, { language }),
      this.#list(numbers, { language, split: "classes" }),
    ]);
    for (const table of tables.flat()) {
      table.groups.forEach(({ question }, group) => found.set(question, { table, group }));
    }
    return found;
  }

  /** A report of the draft with the surveys that it quotes, as HTML that is escaped by construction. */
  async report(report: DraftReport, language: Language): Promise<string> {
    const quoted = Object.entries(report.surveys).map(async ([name, quoted]) => [name, await this.#quoted(quoted)] as const);
    const surveys = Object.fromEntries(await Promise.all(quoted));
    return (await this.#survey.report({ ...report }, { language, surveys, idPrefix: "draft-" })).html;
  }

  /** The descriptor and the files, in memory. */
  files(): Promise<{ descriptor: string | undefined; files: WorkerFiles }> {
    this.#files ??= this.source.kind === "files" ? Promise.resolve(this.source) : fetched(this.source.address);
    return this.#files;
  }

  /** The version that the descriptor states, and the SHA-256 of the first file. */
  async identity(): Promise<{ version: string | null; hash: string | null }> {
    const { descriptor, files } = await this.files();
    const [content] = Object.values(files);
    const version = versionOf(descriptor);
    // Outside a secure context a browser has no digests.
    if (content === undefined || !globalThis.crypto?.subtle) return { version, hash: null };
    const digest = await crypto.subtle.digest("SHA-256", await new Response(content as BodyInit).arrayBuffer());
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
    return { version, hash: hex.join("") };
  }

  dispose(): void {
    this.#survey.dispose();
    for (const opened of [...this.#variants.values(), ...this.#waves.values(), ...this.#others.values()]) {
      opened.then((survey) => survey.dispose()).catch(() => undefined);
    }
  }

  async #compute(view: View, description: Description, language: Language, width: number): Promise<Shown> {
    const question = questionOf(view, description);
    if (!question) throw new Error(view.question ?? "");
    const request = requestOf(view, question, language);
    const asked = await this.asked(view, language);
    const isCompared = view.cell !== null && request.compare !== "total" && comparisonsOf(view, shownOf(view, question)).includes("total");
    const [changes, drawn, bases, compared] = await Promise.all([
      this.changes(view),
      drawing(asked, request, view, width),
      this.#bases(view, question, description, language),
      isCompared ? asked.tabulate({ ...request, compare: "total" }).catch(() => null) : null,
    ]);
    return { view, changes, ...drawn, bases, compared: request.compare === "total" ? drawn.table : compared };
  }

  /** Who stands behind a question under the filters: what a table of everyone tells of it. */
  async #bases(view: View, question: QuestionDescription, { respondents }: Description, language: Language): Promise<Bases> {
    const { asked, answered } = question;
    const whole: Bases = { all: respondents, answered, missing: asked - answered, notAsked: respondents - asked };
    if (view.filters.length === 0) return whole;
    const show = shownOf(view, question);
    const split = question.kind === "number" ? { split: "classes" as const } : {};
    if (show === "cumulative") return whole;
    const request: TabulateRequest = { rows: question.name, where: whereOf(view.filters), language };
    const [everyone, own] = await Promise.all([
      this.#survey.tabulate({ ...request, ...split, base: "all", missing: "include" }),
      this.#survey.tabulate({ ...request, ...split }),
    ]);
    const rows = everyone.groups[0]?.rows ?? [];
    const counted = (kind: "missing" | "notAsked") => {
      const row = rows.find((row) => row.kind === kind);
      return row ? (row.cells[0]?.n ?? null) : 0;
    };
    return {
      all: everyone.base.n,
      answered: own.groups[0]?.base.n ?? 0,
      missing: counted("missing"),
      notAsked: counted("notAsked"),
    };
  }

  async #list(questions: readonly QuestionDescription[], request: TabulateRequest): Promise<Table[]> {
    if (questions.length === 0) return [];
    const ask = (rows: string[]) => this.#survey.tabulate({ ...request, rows });
    const names = questions.map(({ name }) => name);
    try {
      return [await ask(names)];
    } catch {
      // One question that can't be tabulated must not take the others' figures away.
      const each = await Promise.allSettled(names.map((name) => ask([name])));
      return each.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    }
  }

  async #descriptor(): Promise<string | undefined> {
    const { source } = this;
    return source.kind === "files" ? source.descriptor : kept(this.#texts, source.address, () => descriptorAt(source.address));
  }

  #quoted(quoted: DraftReport["surveys"][string]): Promise<Survey> {
    if (typeof quoted !== "string") return this.#variant(quoted.changes);
    return this.#other(new URL(quoted, this.source.kind === "address" ? this.source.address : document.baseURI).href);
  }

  #variant(changes: Changes): Promise<Survey> {
    const { source } = this;
    return kept(this.#variants, JSON.stringify(changes), () =>
      source.kind === "address" ? Survey.open(source.address, { changes }) : Survey.from(source.descriptor, source.files, { changes }),
    );
  }

  #other(address: string): Promise<Survey> {
    return kept(this.#others, address, () => Survey.open(address));
  }

  #beside({ waves, weights }: View, own: Survey, changes: Changes | null, language: Language): Promise<Asked> {
    return kept(this.#waves, JSON.stringify([waves, changes, language]), async () => {
      const others = await Promise.all(waves.map((address) => this.#other(address)));
      const [first = "", ...names] = waveNames(await Promise.all([this.#survey, ...others].map((survey) => survey.describe(language))));
      const beside = others.map((survey, at) => ({ name: waves[at]!, label: names[at]!, survey }));
      const label = weights === "off" ? unweighted(first, language) : first;
      return (await Survey.waves([{ name: "own", label, survey: own }, ...beside])) as Asked;
    });
  }
}

interface Drawn {
  readonly table: Table;
  readonly chart: Chart | null;
  readonly refusal: Problem | null;
}

/** A chart that would show the table wrongly is refused: then the table stands alone. */
async function drawing(asked: Asked, request: TabulateRequest, view: View, width: number): Promise<Drawn> {
  try {
    const chart = await asked.drawChart(request, chartOptions(view, width));
    return { chart, table: chart.table, refusal: null };
  } catch (thrown) {
    return { chart: null, table: await asked.tabulate(request), refusal: problemOf(thrown) };
  }
}

/** What a map holds under a key, made when it is first asked for; a failure is forgotten. */
function kept<Value>(map: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  made.catch(() => map.delete(key));
  return made;
}

/** The text of a descriptor; a bare file has none. */
async function descriptorAt(address: string): Promise<string | undefined> {
  return /\.json([?#]|$)/.test(address) ? (await fetch(address)).text() : undefined;
}

async function fetched(address: string): Promise<{ descriptor: string | undefined; files: WorkerFiles }> {
  const bytes = async (url: string | URL) => new Uint8Array(await (await fetch(url)).arrayBuffer());
  const descriptor = await descriptorAt(address);
  if (descriptor === undefined) return { descriptor, files: { [address.split("/").pop() ?? address]: await bytes(address) } };
  const paths = pathsOf(descriptor);
  const contents = await Promise.all(paths.map((path) => bytes(new URL(path, address))));
  return { descriptor, files: Object.fromEntries(paths.map((path, at) => [path, contents[at]!])) };
}
