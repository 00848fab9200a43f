import { resources } from "./encodings.js";
import { lastPart } from "./package-files.js";
import type { ReportBlock } from "./types.js";

/**
 * What others need to find the same numbers: the title, the survey, the data's name, version and
 * day, the SHA-256 of its files where the page is secure enough to compute one, and the address
 * with the day of the reader's own clock. What isn't known is left out.
 */
export async function citation({ title, table }: ReportBlock, data: string, address: string, accessed: string): Promise<string> {
  const { title: survey, publisher, fieldwork } = table?.source ?? {};
  const { descriptor, files } = await cited(data);
  const { name, version, created } = descriptor;
  const today = new Date();
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return [
    line(title),
    line(survey, publisher, fieldwork),
    line(name, version, created),
    ...files,
    `${address} (${accessed} ${day})`,
  ].filter(Boolean).join("\n");
}

function line(...parts: unknown[]): string {
  return parts.filter(Boolean).join(", ");
}

/** The files as the browser still holds them from the load, where it does. */
async function cited(data: string): Promise<{ descriptor: { [name: string]: unknown }; files: string[] }> {
  const { subtle } = globalThis.crypto;
  const files: string[] = [];
  let text = "{}";
  const add = async (address: string) => {
    const response = await fetch(address, { cache: "force-cache" });
    const bytes = await response.arrayBuffer();
    if (subtle && response.ok) files.push(`${lastPart(address)} SHA-256: ${hex(await subtle.digest("SHA-256", bytes))}`);
    return bytes;
  };
  try {
    const bytes = await add(data);
    if (lastPart(data).endsWith(".json")) text = new TextDecoder().decode(bytes);
    const paths = resources(text).flatMap(({ path }) => path);
    for (const path of paths) await add(new URL(path, data).href);
  } catch {
    // Without a connection the citation goes without what is not at hand.
  }
  return { descriptor: JSON.parse(text) as { [name: string]: unknown }, files };
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
