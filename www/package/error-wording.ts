import type { Language } from "./types.js";

/** What can go wrong before the engine sees any input. */
export type FetchProblem =
  | { code: "not_found" }
  | { code: "http_status"; status: number }
  | { code: "network" }
  | { code: "web_page" }
  | { code: "aborted" }
  | { code: "not_json" }
  | { code: "not_utf8" }
  | { code: "bad_encoding"; encoding: string }
  | { code: "no_zstd" }
  | { code: "unsafe_path" }
  | { code: "engine_unavailable" }
  | { code: "worker_unavailable" }
  | { code: "old_browser" }
  | { code: "no_picture" }
  | { code: "engine_stopped" }
  | { code: "disposed" };

interface Wording {
  message: string;
  hint: string;
}

/** The sentences of a problem. */
export function fetchWording(problem: FetchProblem, language: Language): Wording {
  return language === "ja" ? japanese(problem) : english(problem);
}

// One arm a problem: a table of sentences.
function japanese(problem: FetchProblem): Wording {
  switch (problem.code) {
    case "not_found":
      return {
        message: "ファイルが見つかりません（404）。",
        hint: "アドレスの綴りと、ファイルが公開先に置かれているかを確かめてください。",
      };
    case "http_status":
      return {
        message: `サーバーがファイルを返しませんでした（${problem.status}）。`,
        hint: "ブラウザーで同じアドレスを開き、公開の設定を確かめてください。",
      };
    case "network":
      return {
        message: "ファイルを受け取れませんでした。",
        hint: "通信の状態を確かめてください。別のサイトのファイルなら、そのサーバーがCORSを許可している必要があります。",
      };
    case "web_page":
      return {
        message: "データの代わりにウェブページ（HTML）が届きました。",
        hint: "アドレスがファイルそのものを指しているか、ログイン画面などに転送されていないかを確かめてください。",
      };
    case "aborted":
      return {
        message: "読み込みは途中で中止されました。",
        hint: "もう一度開いてください。",
      };
    case "not_json":
      return {
        message: "JSONとして読めません。",
        hint: "コンマの過不足と、閉じていない括弧や引用符を確かめてください。",
      };
    case "not_utf8":
      return {
        message: "UTF-8として読めません。",
        hint: "ファイルをUTF-8で保存し直してください。",
      };
    case "bad_encoding":
      return {
        message: `${problem.encoding}として読めません。`,
        hint: "記述（encoding）と指定した文字コードを確かめるか、ファイルをUTF-8で保存し直してください。",
      };
    case "no_zstd":
      return {
        message: "この環境ではzstdのファイルを展開できません。",
        hint: "gzipか、圧縮しないファイルで公開してください。",
      };
    case "unsafe_path":
      return {
        message: "記述にあるファイルの場所が、パッケージの外を指しています。",
        hint: "datapackage.jsonからの相対パスで、「..」を使わずに書いてください。",
      };
    case "engine_unavailable":
      return {
        message: "計算エンジン（chosa_bg.wasm）を読み込めませんでした。",
        hint: "ファイルがスクリプトの隣にあるか、CSPが 'wasm-unsafe-eval' を許しているかを確かめてください。",
      };
    case "worker_unavailable":
      return {
        message: "Worker（worker-script.js）を起動できませんでした。",
        hint: "workerUrlにこのサイトのアドレスを渡すか、CSPの worker-src に blob: を加えてください。",
      };
    case "old_browser":
      return {
        message: "このブラウザーは古く、計算に要る命令（WebAssemblyのSIMD）がありません。",
        hint: "Chrome 91、Firefox 89、Safari 16.4か、それより新しいブラウザーで開いてください。",
      };
    case "no_picture":
      return {
        message: "図をPNGにできませんでした。",
        hint: "ページのCSPが img-src に blob: を許しているかを確かめてください。",
      };
    case "engine_stopped":
      return {
        message: "計算エンジンが不具合で止まり、開いていた調査は失われました。",
        hint: "Survey.openで開き直してください。同じ操作で再び起きるなら、その手順を添えて開発元に知らせてください。",
      };
    case "disposed":
      return {
        message: "この調査はすでに閉じられています。",
        hint: "Survey.openで開き直してください。",
      };
  }
}

function english(problem: FetchProblem): Wording {
  switch (problem.code) {
    case "not_found":
      return {
        message: "The file was not found (404).",
        hint: "Check the spelling of the address, and that the file has been published.",
      };
    case "http_status":
      return {
        message: `The server did not give the file (${problem.status}).`,
        hint: "Open the same address in a browser, and check how the folder is published.",
      };
    case "network":
      return {
        message: "The file could not be fetched.",
        hint: "Check the connection. For a file on another site, that server must allow CORS.",
      };
    case "web_page":
      return {
        message: "A web page (HTML) came in place of the data.",
        hint: "Check that the address leads to the file itself, and not to a login or error page.",
      };
    case "aborted":
      return {
        message: "Loading was called off.",
        hint: "Open it again.",
      };
    case "not_json":
      return {
        message: "This is not valid JSON.",
        hint: "Look for a comma too many or too few, and for a bracket or quote that is not closed.",
      };
    case "not_utf8":
      return {
        message: "This is not valid UTF-8.",
        hint: "Save the file as UTF-8.",
      };
    case "bad_encoding":
      return {
        message: `This can't be read as ${problem.encoding}.`,
        hint: "Check the encoding that the descriptor or the call states, or save the file as UTF-8.",
      };
    case "no_zstd":
      return {
        message: "Nothing here can unpack zstd.",
        hint: "Publish the file as gzip, or as it is.",
      };
    case "unsafe_path":
      return {
        message: "The descriptor names a file outside its package.",
        hint: "Write the path relative to datapackage.json and without “..”.",
      };
    case "engine_unavailable":
      return {
        message: "The engine (chosa_bg.wasm) could not be loaded.",
        hint: "Check that the file stands beside the script, and that the page's CSP allows 'wasm-unsafe-eval'.",
      };
    case "worker_unavailable":
      return {
        message: "The Worker (worker-script.js) could not be started.",
        hint: "Give workerUrl an address of the page's own site, or allow blob: in the CSP's worker-src.",
      };
    case "old_browser":
      return {
        message: "This browser is too old: it lacks the instructions (SIMD of WebAssembly) that figures are computed with.",
        hint: "Open the page in Chrome 91, Firefox 89, Safari 16.4 or later.",
      };
    case "no_picture":
      return {
        message: "The chart could not be made a PNG.",
        hint: "Check that the page's CSP allows blob: in img-src.",
      };
    case "engine_stopped":
      return {
        message: "A fault stopped the engine, and the surveys that were open are lost.",
        hint: "Open them again with Survey.open. If it happens again, please report what led to it.",
      };
    case "disposed":
      return {
        message: "This survey has been disposed of.",
        hint: "Open it again with Survey.open.",
      };
  }
}
