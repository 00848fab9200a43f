/**
 * The explorer. Importing this file defines `<chosa-explorer>`; where there are no custom elements,
 * as in server rendering, it does nothing.
 */
import { explorerSheet, previewSheet } from "./explorer/sheet.js";
import { html, render } from "lit/html.js";
import { languageIn, read, written, type Unmet } from "./explorer/address.js";
import { pictures } from "./explorer-engine.js";
import { NO_WORDS, wordsOf, type Words } from "./explorer/catalogue.js";
import type { Commands, Context, Extent, SavedPart } from "./explorer/context.js";
import { count } from "./explorer/figures.js";
import { Guesser } from "./explorer/guesser.js";
import type { ToldGuess } from "./explorer/guess-messages.js";
import { type Guessing, withoutIds } from "./explorer/guessing.js";
import { embedCode, fileName, saveFile } from "./explorer/files-out.js";
import { lookAt, lookThrough, readFiles } from "./explorer/files-in.js";
import { listed } from "./explorer/overview.js";
import { page } from "./explorer/page.js";
import { publishedIn, shortAddress } from "./explorer/published.js";
import { type Action, reduce } from "./explorer/reduce.js";
import { type DraftReport, reportOf } from "./explorer/report-file.js";
import { questionOf, requestOf } from "./explorer/request.js";
import { problemOf, Session, type Source } from "./explorer/session.js";
import { initialState, type Opened, type Origin, type Pin, type State, type View } from "./explorer/state.js";
import { languageOf } from "./element-words.js";
import { openForPrint } from "./printing.js";
import type { Progress } from "./types.js";

export { addLanguage } from "./explorer/catalogue.js";

const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** From how many pixels on the controls stand beside the figures. */
const WIDE = 860;
/** How wide the controls are then, with the gap. */
const CONTROLS = 312;
/** How many milliseconds go by unseen. */
const MOMENT = 60;
/** How many milliseconds are left to the browser between the parts of an answer. */
const PAUSE = 4;
/** How many milliseconds later than what it asks for an address is written. */
const ADDRESS = 150;
/** How many questions of the list are asked for at once: enough to fill a screen, few enough to be cut off. */
const BATCH = 8;

/**
 * `<chosa-explorer>`: opens published surveys and files of one's own. The links among its children are
 * the surveys that it offers. The page's address holds what is looked at: `?data=` the survey, and
 * the fragment the view. One explorer a page, therefore.
 */
export class ExplorerElement extends Base {
  #state: State = initialState("ja");
  /** Those of the state's language, which are there before anything else begins. */
  #words!: Words;
  /** The language that was asked for last. */
  #wanted = "";
  #session: Session | undefined;
  #opening: AbortController | undefined;
  #guesser: Guesser | undefined;
  #width = 1000;
  /** The draft that was saved last, or may be lost as far as its reader is concerned. */
  #kept: State["draft"] | undefined;
  #turn = 0;
  #listTurn = 0;
  #isWaiting = false;
  #soon: ReturnType<typeof setTimeout> | undefined;
  /** Whether the address that is about to be written is one to go back from; nothing when none is. */
  #step: boolean | undefined;
  /** Where the page is, as far as it has been followed. */
  #address = "";
  #leaving = new AbortController();
  #observer: ResizeObserver | undefined;
  #focus: string | undefined;
  /** What the address asked for before any survey was open. */
  #fragment = "";

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [explorerSheet()];
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    // A page that adds a language does so in the very moment in which this script is there.
    queueMicrotask(() => signal.aborted || void this.#begin(root, signal));
  }

  /** Nothing can be shown, and so nothing is listened to, before there are words to show it in. */
  async #begin(root: ShadowRoot, leaving: AbortSignal): Promise<void> {
    const language = languageIn(location.hash) ?? languageOf(this);
    this.#state = initialState(language);
    try {
      await this.#learn(language);
    } catch {
      return this.#showSpeechless(root);
    }
    if (leaving.aborted) return;
    this.#listen(root);
    openForPrint(root, leaving);
    this.#width = this.clientWidth || this.#width;
    this.#observer = new ResizeObserver(([entry]) => this.#resize(entry?.contentRect.width ?? this.#width));
    this.#observer.observe(this);
    this.#visit();
  }

  disconnectedCallback(): void {
    this.#leaving.abort();
    this.#observer?.disconnect();
    this.#guesser?.stop();
    this.#end();
  }

  #listen(root: ShadowRoot): void {
    const { signal } = this.#leaving;
    addEventListener("popstate", () => this.#visit(), { signal });
    addEventListener("paste", (event) => this.#paste(event), { signal });
    addEventListener("keydown", (event) => this.#key(event), { signal });
    addEventListener("dragover", (event) => event.preventDefault(), { signal });
    addEventListener("drop", (event) => this.#drop(event), { signal });
    root.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape" && this.#state.view.cell) this.#dispatch({ kind: "look", change: { cell: null } });
    }, { signal });
  }

  /** What the page's address asks for. */
  #visit(): void {
    const { hash, search, href } = location;
    this.#address = href;
    const data = new URLSearchParams(search).get("data");
    this.#fragment = hash;
    const { stage } = this.#state;
    if (stage.kind === "open" && isAt(stage.origin, data)) return this.#arrive(stage);
    if (data) return void this.#open({ kind: "address", address: new URL(data, document.baseURI).href });
    if (stage.kind !== "start") this.#end();
    const { start } = this.#words;
    this.#state = { ...initialState(this.#state.language), notices: /[#&]q=/.test(hash) ? [start.linkNeedsFile] : [] };
    this.#draw();
  }

  #arrive({ description }: Opened): void {
    const { view, unmet } = read(this.#fragment, description);
    this.#fragment = "";
    const waves = view.waves.map((wave) => new URL(wave, document.baseURI).href);
    this.#dispatch({ kind: "arrive", view: { ...view, waves }, notices: unmet.map((one) => this.#unmetText(one)) }, "keep");
  }

  #unmetText(unmet: Unmet): string {
    const { link } = this.#words;
    switch (unmet.kind) {
      case "version":
        return link.version(unmet.version);
      case "question":
        return link.question(unmet.name);
      case "value":
        return link.value(unmet.question, unmet.value);
      case "entry":
        return link.entry(unmet.name, unmet.value);
    }
  }

  #dispatch(action: Action, address: "write" | "keep" = "write"): void {
    const before = this.#state;
    this.#state = reduce(before, action);
    const isAsked = this.#follow(before, address);
    if (isAsked) this.#drawSoon();
    else if (action.kind === "answer" && this.#hasResult() && !document.hidden) this.#drawInParts("chart");
    else this.#draw();
  }

  /** What a change of the state sets off. Answers whether a figure was asked for, which will come in a moment. */
  #follow(before: State, address: "write" | "keep"): boolean {
    const { stage, view, language, page: front, search, listed: shown } = this.#state;
    if (stage.kind !== "open") return false;
    const isNew = before.stage.kind !== "open" || before.language !== language;
    const isMoved = before.view !== view;
    if (before.view.question !== view.question || before.page !== front) this.#focus = "h2";
    if (address === "write" && (isMoved || isNew)) this.#writeAddress(before.view.question !== view.question || before.stage.kind !== "open");
    if (view.question !== null) {
      if (isNew || isMoved) void this.#ask(stage);
      return isMoved && before.view.question === view.question;
    }
    if (isNew || isMoved || before.search !== search || before.listed !== shown) void this.#summarize();
    return false;
  }

  /** The browser takes its time over an address, so that it is written once the figures are painted. */
  #writeAddress(isStep: boolean): void {
    const isWaiting = this.#step !== undefined;
    this.#step = isStep || this.#step === true;
    if (isWaiting) return;
    setTimeout(() => {
      const [isStep, address] = [this.#step, this.#link(this.#state.view)];
      this.#step = undefined;
      const isFollowed = location.href === this.#address;
      // A reader who has gone elsewhere meanwhile is about to be followed there.
      if (isFollowed && isStep) history.pushState(null, "", address);
      else if (isFollowed) history.replaceState(null, "", address);
      this.#address = location.href;
    }, ADDRESS);
  }

  #link(view: View): string {
    const { stage, language } = this.#state;
    const origin = stage.kind === "start" ? undefined : stage.origin;
    const data = origin?.kind === "address" ? `?data=${plainQuery(shortAddress(origin.address, document.baseURI))}` : "";
    const waves = view.waves.map((wave) => shortAddress(wave, document.baseURI));
    return `${location.pathname}${data}#${written({ ...view, waves }, language)}`;
  }

  async #ask(opened: Opened): Promise<void> {
    const session = this.#session;
    const { view } = this.#state;
    const kind = questionOf(view, opened.description)?.kind;
    if (!session || !kind || kind === "text") return;
    const turn = (this.#turn += 1);
    const later = setTimeout(() => turn === this.#turn && this.#dispatch({ kind: "asking" }), 120);
    try {
      const shown = await session.answer(view, opened.description, this.#words.engine, this.#chartWidth());
      if (turn === this.#turn) this.#dispatch({ kind: "answer", answer: { kind: "ready", shown: { ...shown, view } } });
    } catch (thrown) {
      if (turn === this.#turn) this.#dispatch({ kind: "answer", answer: { kind: "failed", problem: problemOf(thrown) } });
    } finally {
      clearTimeout(later);
    }
  }

  /** Asks for what the list shows, a few questions at a time, until something else is looked at. */
  async #summarize(): Promise<void> {
    const turn = (this.#listTurn += 1);
    for (;;) {
      const { stage, view, summaries } = this.#state;
      if (turn !== this.#listTurn || stage.kind !== "open" || view.question !== null || !this.#session) return;
      const next = listed(this.#state, stage).filter(({ name }) => !summaries.has(name)).slice(0, BATCH);
      if (next.length === 0) return;
      const found = await this.#session.summaries(next, this.#words.engine);
      if (turn === this.#listTurn) this.#dispatch({ kind: "summaries", summaries: found });
    }
  }

  async #open(origin: Origin, source?: Source, guessing: Guessing | null = null): Promise<void> {
    const signal = this.#load(origin, source ? "computing" : "reading");
    const language = this.#words.engine;
    try {
      const from: Source = source ?? { kind: "address", address: origin.kind === "address" ? origin.address : "" };
      const session = await Session.open(from, { signal, language, onProgress: this.#progress(origin, signal) });
      if (signal.aborted) return session.dispose();
      this.#session = session;
      const description = await session.describe(language);
      if (signal.aborted) return;
      this.#opened({ kind: "open", origin, description: withoutIds(description, guessing), guessing });
    } catch (thrown) {
      if (!signal.aborted) this.#fail(origin, thrown);
    }
  }

  #opened(opened: Opened): void {
    const isLink = this.#fragment !== "";
    this.#dispatch({ kind: "stage", stage: opened }, "keep");
    if (isLink) this.#arrive(opened);
    this.#writeAddress(!isLink);
  }

  /** Says how far the reading has come, ten times a second at most. */
  #progress(origin: Origin, signal: AbortSignal): (progress: Pick<Progress, "loaded" | "total">) => void {
    let last = 0;
    return ({ loaded, total }) => {
      const now = performance.now();
      const isDone = total !== undefined && loaded >= total;
      if (signal.aborted || this.#state.stage.kind !== "loading" || (now - last < 100 && !isDone)) return;
      last = now;
      const step = isDone ? "computing" : "reading";
      this.#dispatch({ kind: "stage", stage: { kind: "loading", origin, loaded, total: total ?? null, step } });
    };
  }

  async #openFiles(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (!first || !this.#mayLeave()) return;
    this.#end();
    // A file may come while another survey is looked at, whose questions it does not have.
    this.#dispatch({ kind: "close" });
    const origin: Origin & { kind: "file" } = { kind: "file", name: files.find(({ name }) => !name.endsWith(".json"))?.name ?? first.name };
    const isDescribed = files.some(({ name }) => name.endsWith(".json"));
    const signal = this.#load(origin, "computing");
    try {
      if (isDescribed) await this.#openDescribed(origin, files, signal);
      else await this.#guess(origin, first, "", signal);
    } catch (thrown) {
      if (!signal.aborted) this.#fail(origin, thrown);
    }
  }

  async #openDescribed(origin: Origin & { kind: "file" }, files: readonly File[], signal: AbortSignal): Promise<void> {
    const known = await readFiles(files, this.#words);
    if (!signal.aborted) await this.#open(origin, { kind: "files", ...known });
  }

  /** Looks at a file without a descriptor, and shows what it was taken for. */
  async #guess(origin: Origin, file: File, encoding: string, signal: AbortSignal): Promise<void> {
    this.#guesser?.stop();
    const guesser = new Guesser(file, this.#progress(origin, signal));
    this.#guesser = guesser;
    await lookAt(file, this.#words);
    const guess = await guesser.open({ language: this.#words.engine, ...(encoding === "" ? {} : { encoding }) });
    if (signal.aborted) return;
    lookThrough(guess, this.#words);
    this.#focus = "h2";
    this.#dispatch({ kind: "stage", stage: { kind: "correcting", origin, guessing: { guess, corrections: {}, encoding, isWorking: false } } });
  }

  async #correct(corrections: Guessing["corrections"]): Promise<void> {
    const { stage } = this.#state;
    if (stage.kind !== "correcting" || !this.#guesser) return;
    const show = (guess: ToldGuess, isWorking: boolean) => this.#dispatch({ kind: "stage", stage: { ...stage, guessing: { ...stage.guessing, guess, corrections, isWorking } } });
    const turn = (this.#turn += 1);
    show(stage.guessing.guess, true);
    try {
      const guess = await this.#guesser.correct({ corrections, language: this.#words.engine });
      if (turn !== this.#turn) return;
      show(guess, false);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#dispatch({ kind: "stage", stage });
      this.#tell(problemOf(thrown).message);
    }
  }

  async #accept(): Promise<void> {
    const { stage } = this.#state;
    if (stage.kind !== "correcting" || !this.#guesser) return;
    // A long file takes its time until it is written anew.
    this.#dispatch({ kind: "stage", stage: { ...stage, guessing: { ...stage.guessing, isWorking: true } } });
    try {
      const files = await this.#guesser.files();
      const source: Source = { kind: "files", descriptor: JSON.stringify(stage.guessing.guess.descriptor), files };
      await this.#open(stage.origin, source, stage.guessing);
    } catch (thrown) {
      this.#fail(stage.origin, thrown);
    }
  }

  #correctAgain(): void {
    const { stage } = this.#state;
    if (stage.kind !== "open" || !stage.guessing) return;
    this.#end();
    this.#focus = "h2";
    // The view comes back with the same questions, once the file is open again.
    this.#fragment = written(this.#state.view, this.#state.language);
    this.#dispatch({ kind: "stage", stage: { kind: "correcting", origin: stage.origin, guessing: stage.guessing } });
  }

  async #saveDescriptor(): Promise<void> {
    const { stage } = this.#state;
    if (stage.kind !== "correcting") return;
    const { guess } = stage.guessing;
    saveFile(JSON.stringify(guess.descriptor, undefined, 2), "application/json", "datapackage.json");
    // A descriptor of a file that had to be written anew is worth nothing without it.
    const files = guess.file.rewritten ? Object.entries((await this.#guesser?.files()) ?? {}) : [];
    for (const [name, content] of files) saveFile(content as Blob, "text/csv", name);
    this.#tell(this.#words.out.saved(["datapackage.json", ...files.map(([name]) => name)].join(this.#words.list)));
  }

  #recode(encoding: string): void {
    const { stage } = this.#state;
    const file = this.#guesser?.file;
    if (!file || (stage.kind !== "correcting" && stage.kind !== "failed")) return;
    const { origin } = stage;
    const signal = this.#load(origin, "computing");
    this.#guess(origin, file, encoding, signal).catch((thrown) => signal.aborted || this.#fail(origin, thrown));
  }

  #fail(origin: Origin, thrown: unknown): void {
    this.#dispatch({ kind: "stage", stage: { kind: "failed", origin, problem: problemOf(thrown) } });
  }

  /** Gives up whatever is open, and says that something else is being opened; until the signal, which aborts it. */
  #load(origin: Origin, step: "computing" | "reading"): AbortSignal {
    this.#end();
    this.#opening = new AbortController();
    this.#dispatch({ kind: "stage", stage: { kind: "loading", origin, loaded: 0, total: null, step } });
    return this.#opening.signal;
  }

  /** Gives up whatever is open or being opened. */
  #end(): void {
    this.#opening?.abort();
    this.#opening = undefined;
    this.#session?.dispose();
    this.#session = undefined;
    this.#turn += 1;
    this.#listTurn += 1;
  }

  /** Whether the survey may be given up: at once, or when a reader whose draft would be lost has been told so and asks again. */
  #mayLeave(): boolean {
    const { draft } = this.#state;
    const isKept = draft.length === 0 || draft === this.#kept;
    this.#kept = draft;
    if (!isKept) this.#tell(this.#words.draft.unsaved);
    return isKept;
  }

  #close(): void {
    this.#end();
    this.#guesser?.stop();
    this.#guesser = undefined;
    this.#dispatch({ kind: "close" });
    this.#focus = "h2";
    history.pushState(null, "", `${location.pathname}#lang=${this.#state.language}`);
    this.#address = location.href;
  }

  #commands: Commands = {
    openAddress: (address) => void this.#open({ kind: "address", address }),
    openFiles: (files) => void this.#openFiles(files),
    openText: (text) => void this.#openFiles([new File([text], text.split("\n")[0]?.includes("\t") ? "pasted.tsv" : "pasted.csv")]),
    cancel: () => this.#close(),
    close: () => this.#mayLeave() && this.#close(),
    recode: (encoding) => this.#recode(encoding),
    correct: (corrections) => this.#correct(corrections),
    correctAgain: () => this.#correctAgain(),
    accept: () => void this.#accept(),
    saveDescriptor: () => void this.#saveDescriptor(),
    copy: (what, text) => void this.#copy(what, text),
    copyPicture: (what) => void this.#copyPicture(what),
    save: (part) => void this.#save(part),
    print: () => globalThis.print(),
    preview: () => void this.#preview(),
    saveReport: () => void this.#saveReport(),
    showPin: ({ view }: Pin) => this.#dispatch({ kind: "look", change: view }),
    speak: (language) => void this.#speak(language),
    table: (form) => this.#table(form),
    link: (view) => new URL(this.#link(view), location.href).href,
    cite: () => this.#cite(),
    embed: () => this.#embed(),
  };

  /** Takes over the words of a language once they are loaded. Answers whether they are wanted still. */
  async #learn(language: string): Promise<boolean> {
    this.#wanted = language;
    const words = await wordsOf(language);
    const isWanted = this.#wanted === language;
    if (isWanted) this.#words = words;
    return isWanted;
  }

  #showSpeechless(root: ShadowRoot): void {
    const texts = Object.entries(NO_WORDS).map(([language, text]) => html`<p lang=${language}>${text}</p>`);
    render(html`<div class="explorer"><div class="problem" role="alert">${texts}</div></div>`, root);
    this.dataset["state"] = "failed";
  }

  async #speak(language: string): Promise<void> {
    try {
      if (!(await this.#learn(language))) return;
    } catch {
      return this.#tell(NO_WORDS[this.#words.engine]);
    }
    const { stage } = this.#state;
    this.#dispatch({ kind: "language", language });
    if (stage.kind !== "open" || !this.#session) return;
    const description = await this.#session.describe(this.#words.engine);
    if (this.#state.language !== language || this.#state.stage.kind !== "open") return;
    this.#state = { ...this.#state, stage: { ...stage, description: withoutIds(description, stage.guessing) } };
    this.#draw();
  }

  #tell(text: string): void {
    this.#dispatch({ kind: "tell", text });
    setTimeout(() => this.#state.told === text && this.#dispatch({ kind: "tell", text: "" }), 4000);
  }

  async #copy(what: string, text: () => Promise<string> | string): Promise<void> {
    const { out } = this.#words;
    try {
      await navigator.clipboard.writeText(await text());
      this.#tell(out.copied(what));
    } catch {
      this.#tell(out.notCopied);
    }
  }

  async #copyPicture(what: string): Promise<void> {
    const { out } = this.#words;
    try {
      const blob = new Blob([await this.#png()], { type: "image/png" });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      this.#tell(out.copied(what));
    } catch {
      this.#tell(out.notCopied);
    }
  }

  async #png(): Promise<Uint8Array<ArrayBuffer>> {
    const { svgToPng } = await pictures();
    return svgToPng(this.#svg(), { language: this.#words.engine });
  }

  #svg(): string {
    const { answer } = this.#state;
    return answer.kind === "ready" ? (answer.shown.chart?.svg ?? "") : "";
  }

  async #save(part: SavedPart): Promise<void> {
    const { answer } = this.#state;
    if (answer.kind !== "ready") return;
    const name = fileName(answer.shown.table.title, part);
    try {
      if (part === "png") saveFile(await this.#png(), "image/png", name);
      else if (part === "svg") saveFile(this.#svg(), "image/svg+xml", name);
      else saveFile(await this.#table(part), part === "csv" ? "text/csv" : "text/html", name);
      this.#tell(this.#words.out.saved(name));
    } catch (thrown) {
      this.#tell(problemOf(thrown).message);
    }
  }

  async #table(form: "csv" | "html"): Promise<string> {
    const { stage, view } = this.#state;
    const question = stage.kind === "open" ? questionOf(view, stage.description) : undefined;
    if (!this.#session || !question) return "";
    const { engine } = this.#words;
    const asked = await this.#session.asked(view, engine);
    const request = requestOf(view, question, engine);
    return form === "csv" ? asked.csv(request) : asked.tableHtml(request);
  }

  async #cite(): Promise<string> {
    const { stage, answer, view } = this.#state;
    if (stage.kind !== "open" || answer.kind !== "ready" || !this.#session) return "";
    const { table } = answer.shown;
    const identity = await this.#session.identity();
    const link = stage.origin.kind === "address" ? this.#commands.link(view) : null;
    const { source, title } = table;
    const n = count((table.groups[0]?.base ?? table.base).n, this.#state.language);
    return this.#words.out.cite({ title: source.title, publisher: source.publisher, fieldwork: source.fieldwork, table: title, n, link, ...identity });
  }

  #embed(): string {
    const { stage, answer } = this.#state;
    if (stage.kind !== "open" || answer.kind !== "ready") return "";
    const { shown } = answer;
    const question = questionOf(shown.view, stage.description);
    if (!question) return "";
    const src = stage.origin.kind === "address" ? stage.origin.address : "datapackage.json";
    return embedCode(src, requestOf(shown.view, question, this.#words.engine), shown, this.#words.engine);
  }

  /** The draft as a report of the survey that is open. */
  async #report({ description, origin }: Opened, session: Session): Promise<DraftReport> {
    const { draft, draftTitle } = this.#state;
    const pins = await Promise.all(draft.map(async (pin) => ({ ...pin, changes: await session.changes(pin.view) })));
    return reportOf({ title: draftTitle, pins, description, origin }, this.#words.engine);
  }

  async #preview(): Promise<void> {
    const session = this.#session;
    const { stage } = this.#state;
    if (stage.kind !== "open" || !session) return;
    try {
      const [report, sheet] = await Promise.all([this.#report(stage, session), previewSheet()]);
      const html = await session.report(report, this.#words.engine);
      // The explorer's own sheet stays the last, whose rules are the stronger.
      this.shadowRoot!.adoptedStyleSheets = [sheet, explorerSheet()];
      this.#dispatch({ kind: "preview", html });
    } catch (thrown) {
      this.#tell(problemOf(thrown).message);
    }
  }

  async #saveReport(): Promise<void> {
    const { stage, draft } = this.#state;
    if (stage.kind !== "open" || !this.#session) return;
    try {
      const report = await this.#report(stage, this.#session);
      this.#kept = draft;
      saveFile(JSON.stringify(report, undefined, 2), "application/json", "report.json");
      this.#tell(this.#words.out.saved("report.json"));
    } catch (thrown) {
      this.#tell(problemOf(thrown).message);
    }
  }

  #paste(event: ClipboardEvent): void {
    const target = event.composedPath()[0];
    if (this.#state.stage.kind !== "start" || target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (files.length > 0) this.#commands.openFiles(files);
    else if (text.includes("\n")) this.#commands.openText(text);
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) void this.#openFiles(files);
  }

  #key(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const isTyping = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "checkbox");
    if (isTyping || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    this.#dispatch({ kind: event.shiftKey ? "redo" : "undo" });
  }

  #resize(width: number): void {
    const before = [this.#isWide(), this.#chartWidth()];
    this.#width = width;
    if (before[0] === this.#isWide() && before[1] === this.#chartWidth()) return;
    const { stage, view } = this.#state;
    if (stage.kind === "open" && view.question !== null) void this.#ask(stage);
    this.#draw();
  }

  #isWide(): boolean {
    return this.#width >= WIDE;
  }

  /** In steps, so that a window that is pulled wider asks for few drawings. */
  #chartWidth(): number {
    const room = this.#isWide() ? this.#width - CONTROLS : this.#width;
    return Math.min(760, Math.max(300, Math.floor(room / 20) * 20));
  }

  /** Draws with the answer that is on its way, or without it where it takes longer than a reader sees. */
  #drawSoon(): void {
    clearTimeout(this.#soon);
    this.dataset["state"] = "asking";
    this.#soon = setTimeout(() => this.#draw(), MOMENT);
  }

  #hasResult(): boolean {
    return this.shadowRoot?.querySelector(".result") !== null;
  }

  /** The base and the chart are painted before all else, which takes the browser four times as long. */
  #drawInParts(extent: Extent): void {
    clearTimeout(this.#soon);
    if (!this.shadowRoot) return;
    render(page({ ...this.#context(), extent }), this.shadowRoot);
    const { answer } = this.#state;
    const next = () => {
      if (this.#state.answer !== answer || this.#isWaiting) return;
      if (extent === "chart") this.#drawInParts("figures");
      else this.#draw();
    };
    // A frame and what comes next are tasks of their own, so that none is long.
    requestAnimationFrame(() => setTimeout(next, PAUSE));
  }

  /** Several changes of one moment are drawn once. */
  #draw(): void {
    clearTimeout(this.#soon);
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    queueMicrotask(() => {
      this.#isWaiting = false;
      if (!this.isConnected || !this.shadowRoot) return;
      render(page(this.#context()), this.shadowRoot);
      settle(this.shadowRoot);
      const { stage } = this.#state;
      this.dataset["state"] = stage.kind === "open" && this.#isAnswered(stage) ? "ready" : stage.kind;
      if (this.#focus) this.#takeFocus(this.shadowRoot, this.#focus);
      else keepChosenInSight(this.shadowRoot);
    });
  }

  #isAnswered({ description }: Opened): boolean {
    const { view, answer, busy } = this.#state;
    // Of free text nothing is asked.
    if (view.question === null || questionOf(view, description)?.kind === "text") return true;
    return answer.kind !== "none" && !busy && (answer.kind !== "ready" || answer.shown.view === view);
  }

  /** Whoever went to another page begins at its heading, by keyboard and by ear. */
  #takeFocus(root: ShadowRoot, selector: string): void {
    const place = root.querySelector<HTMLElement>(selector);
    if (!place) return;
    this.#focus = undefined;
    place.focus({ preventScroll: true });
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: "start" });
  }

  #context(): Context {
    return {
      state: this.#state,
      words: this.#words,
      locale: this.#state.language,
      engine: this.#words.engine,
      isWide: this.#isWide(),
      extent: "all",
      published: publishedIn(this),
      dispatch: (action) => this.#dispatch(action),
      commands: this.#commands,
    };
  }
}

/** Fields show what the state holds, also where a reader's choice was not taken over. */
function settle(root: ShadowRoot): void {
  for (const field of root.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-set]")) {
    const { set = "" } = field.dataset;
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = set === "true";
    else if (field.value !== set) field.value = set;
  }
}

/** The sentence of a figure must not hide the figure that was chosen. */
function keepChosenInSight({ activeElement }: ShadowRoot): void {
  if (activeElement?.matches(".cell[aria-pressed=true]")) activeElement.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function isAt(origin: Origin, data: string | null): boolean {
  return origin.kind === "file" ? data === null : data !== null && new URL(data, document.baseURI).href === origin.address;
}

/** An address inside a query, with what a query lets stand. */
function plainQuery(address: string): string {
  return encodeURIComponent(address).replace(/%2F/g, "/").replace(/%3A/g, ":");
}

if (globalThis.customElements && !customElements.get("chosa-explorer")) customElements.define("chosa-explorer", ExplorerElement);

declare global {
  interface HTMLElementTagNameMap {
    "chosa-explorer": ExplorerElement;
  }
}
