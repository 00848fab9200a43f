/** What an engine can be loaded from. */
export type EngineSource = string | URL | Response | BufferSource | WebAssembly.Module;

/** The module, compiled while it comes where the server calls it what it is. */
export async function compiledModule(source: EngineSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  const isAddress = typeof source === "string" || source instanceof URL;
  const given = isAddress ? await fetch(source) : source;
  if (!(given instanceof Response)) return WebAssembly.compile(given);
  // A server's error page must not reach the compiler, whose words would hide the cause.
  if (!given.ok) throw new Error(`${given.status} ${given.url}`);
  const type = given.headers.get("content-type");
  return type === "application/wasm" ? WebAssembly.compileStreaming(given) : WebAssembly.compile(await given.arrayBuffer());
}
