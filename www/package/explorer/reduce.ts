/** The one place where state becomes other state. */
import {
  type Answer,
  initialState,
  type Page,
  PAGE_OF_LIST,
  type Pin,
  type Stage,
  START,
  type State,
  type Step,
  type Summary,
  type View,
} from "./state.js";

/** What can happen. */
export type Action =
  | { readonly kind: "language"; readonly language: string }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "close" }
  /** A reader's choice, which can be undone, as what is done to the draft can. */
  | { readonly kind: "look"; readonly change: Partial<View> }
  /** The view of an address, which takes the place of whatever was there. */
  | { readonly kind: "arrive"; readonly view: View; readonly notices: readonly string[] }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "asking" }
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "summaries"; readonly summaries: ReadonlyMap<string, Summary> }
  | { readonly kind: "search"; readonly text: string }
  | { readonly kind: "more" }
  | { readonly kind: "onlyAsked" }
  | { readonly kind: "page"; readonly page: Page }
  | { readonly kind: "pin"; readonly title: string }
  | { readonly kind: "editPin"; readonly id: number; readonly change: Partial<Pick<Pin, "title" | "prose">> }
  | { readonly kind: "movePin"; readonly id: number; readonly by: -1 | 1 }
  | { readonly kind: "unpin"; readonly id: number }
  | { readonly kind: "draftTitle"; readonly title: string }
  | { readonly kind: "preview"; readonly html: string | null }
  | { readonly kind: "dismiss" }
  | { readonly kind: "tell"; readonly text: string };

/** How many steps can be undone. */
const REMEMBERED = 100;

/** The state after something has happened. */
export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case "language":
      return { ...state, language: action.language, summaries: new Map(), preview: null };
    case "stage":
      return staged(state, action.stage);
    case "close":
      return initialState(state.language);
    case "look":
      return looked(state, action.change);
    case "arrive":
      return { ...state, view: action.view, notices: action.notices, page: "survey" };
    case "undo":
      return undone(state);
    case "redo":
      return redone(state);
    case "asking":
      return { ...state, busy: true };
    case "answer":
      return { ...state, busy: false, answer: action.answer };
    case "summaries":
      return { ...state, summaries: new Map([...state.summaries, ...action.summaries]) };
    case "search":
      return { ...state, search: action.text, listed: PAGE_OF_LIST };
    case "more":
      return { ...state, listed: state.listed + PAGE_OF_LIST };
    case "onlyAsked":
      return { ...state, onlyAsked: !state.onlyAsked, listed: PAGE_OF_LIST };
    case "page":
      return { ...state, page: action.page };
    case "dismiss":
      return { ...state, notices: [] };
    case "tell":
      return { ...state, told: action.text };
    default:
      return drafted(state, action);
  }
}

/** Whether two views are the same, but for what says nothing about figures. */
export function sameView(one: View, other: View): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function staged(state: State, stage: Stage): State {
  const kept = { ...state, stage };
  // Progress and corrections are steps within a stage.
  if (stage.kind === state.stage.kind && stage.kind !== "open") return kept;
  return { ...kept, listed: PAGE_OF_LIST, summaries: new Map(), answer: { kind: "none" }, busy: false };
}

function looked(state: State, change: Partial<View>): State {
  // Another question begins with its own measure and chart, in the same company.
  const another = change.question !== undefined && change.question !== state.view.question;
  const afresh = another ? { show: START.show, kind: START.kind, cell: null, base: START.base } : {};
  const view = { ...state.view, ...afresh, ...change };
  if (sameView(view, state.view)) return { ...state, page: "survey" };
  return { ...stepped(state, { view, page: "survey" }), notices: [] };
}

/** The state after a step that can be undone. A preview of what has changed since would be a wrong one. */
function stepped(state: State, change: Partial<Step>): State {
  const past = [...state.past, stepOf(state)].slice(-REMEMBERED);
  return { ...state, ...change, preview: null, past, future: [] };
}

function stepOf({ view, draft, draftTitle, page }: State): Step {
  return { view, draft, draftTitle, page };
}

function undone(state: State): State {
  const step = state.past.at(-1);
  if (!step) return state;
  return { ...state, ...step, preview: null, past: state.past.slice(0, -1), future: [stepOf(state), ...state.future] };
}

function redone(state: State): State {
  const [step, ...future] = state.future;
  if (!step) return state;
  return { ...state, ...step, preview: null, past: [...state.past, stepOf(state)], future };
}

type DraftAction = Extract<Action, { kind: "pin" | "editPin" | "movePin" | "unpin" | "draftTitle" | "preview" }>;

function drafted(state: State, action: DraftAction): State {
  switch (action.kind) {
    case "pin": {
      const id = 1 + Math.max(0, ...state.draft.map((pin) => pin.id));
      const pin: Pin = { id, view: state.view, title: action.title, prose: "" };
      return stepped(state, { draft: [...state.draft, pin] });
    }
    case "editPin":
      return stepped(state, { draft: state.draft.map((pin) => (pin.id === action.id ? { ...pin, ...action.change } : pin)) });
    case "movePin":
      return stepped(state, { draft: moved(state.draft, action.id, action.by) });
    case "unpin":
      return stepped(state, { draft: state.draft.filter((pin) => pin.id !== action.id) });
    case "draftTitle":
      return stepped(state, { draftTitle: action.title });
    case "preview":
      return { ...state, preview: action.html };
  }
}

function moved(draft: readonly Pin[], id: number, by: -1 | 1): readonly Pin[] {
  const at = draft.findIndex((pin) => pin.id === id);
  const pin = draft[at];
  const to = at + by;
  if (!pin || to < 0 || to >= draft.length) return draft;
  const others = draft.filter((other) => other !== pin);
  return [...others.slice(0, to), pin, ...others.slice(to)];
}
