// A server of the built pages that can be told to go wrong.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../www/dist/", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
};

const PEERS = fileURLToPath(new URL("../bench/peers/", import.meta.url));
const MODULES = fileURLToPath(new URL("../bench/node_modules/", import.meta.url));
const MADE = fileURLToPath(new URL("../../target/bench/", import.meta.url));
const TESTS = fileURLToPath(new URL("./", import.meta.url));

const NOT_FOUND = { status: 404, type: "text/plain; charset=utf-8", body: "Not found" };

/** A folder on a free port of this machine, and what is to be answered in its place. */
export class SiteServer {
  /** The paths that were asked for, in order. */
  requests = [];
  #instead = new Map();
  #expected = new Map();
  /** Folders by the beginning of the paths that they answer. */
  #folders;
  #headers;
  #server = createServer((request, response) => void this.#reply(request, response));

  constructor(root, headers) {
    this.#folders = [["/bench/", PEERS], ["/modules/", MODULES], ["/made/", MADE], ["/tests/", TESTS], ["/", root]];
    this.#headers = headers;
  }

  /** Starts a server: of the built pages, unless told of another folder. */
  static async start({ root = DIST, headers = {} } = {}) {
    const server = new SiteServer(root, headers);
    await new Promise((listening) => server.#server.listen(0, "127.0.0.1", listening));
    return server;
  }

  get origin() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** From now on answers `path` with this; `body` alone keeps the type of the path's ending. */
  answer(path, { status = 200, type, body = "" }) {
    this.#instead.set(path, { status, type: type ?? TYPES[extname(path)], body });
  }

  /** From now on answers `path` with 404. */
  lose(path) {
    this.#instead.set(path, NOT_FOUND);
  }

  /** Lets whoever asks for `path` wait until the function that this returns is called. */
  hold(path) {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    this.#instead.set(path, { released });
    return release;
  }

  /** What a page will send to `path`, from its JSON. */
  sentTo(path) {
    return new Promise((sent) => this.#expected.set(path, sent));
  }

  /** Answers as it should again, and forgets what was asked. */
  mend() {
    this.#instead.clear();
    this.requests.length = 0;
  }

  /** How often a path was asked for. */
  count(path) {
    return this.requests.filter((asked) => asked === path).length;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((stopped) => this.#server.close(stopped));
  }

  async #reply(request, response) {
    const path = new URL(request.url, "http://localhost").pathname;
    this.requests.push(path);
    if (request.method === "POST") this.#expected.get(path)?.(await json(request));
    const instead = this.#instead.get(path);
    await instead?.released;
    const { status, type, body } = instead?.status ? instead : await this.#fileAt(path);
    response.writeHead(status, { ...this.#headers, "content-type": type, "cache-control": "no-store" });
    response.end(body);
  }

  async #fileAt(path) {
    const name = path.endsWith("/") ? `${path}index.html` : path;
    const [prefix, folder] = this.#folders.find(([prefix]) => name.startsWith(prefix));
    try {
      const body = await readFile(join(folder, name.slice(prefix.length)));
      return { status: 200, type: TYPES[extname(name)] ?? "application/octet-stream", body };
    } catch {
      return NOT_FOUND;
    }
  }
}

async function json(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
}
