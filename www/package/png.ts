import { fetchError } from "./error.js";
import type { Language, PngOptions } from "./types.js";

/** How many pixels of the picture a pixel of the chart becomes. */
export const SCALE = 2;

/**
 * The picture of a chart as a PNG, twice as fine as the chart unless told. The page's
 * `Content-Security-Policy` must allow `img-src blob:`.
 */
export async function svgToPng(svg: string, options: PngOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const address = URL.createObjectURL(new Blob([scaled(svg, options.scale)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error(`${canvas.width} × ${canvas.height}`);
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw fetchError({ code: "no_picture" }, "", options.language ?? pageLanguage(), cause);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The chart with its own colours: outside the page its custom properties mean nothing. */
export function withOwnColours(svg: string): string {
  return svg.replace(/var\(--chosa-[\w-]+, (#\w+)\)/g, "$1");
}

/** An image scaled by its own size is sharp in every browser, one scaled on the canvas is not. */
function scaled(svg: string, scale: number = SCALE): string {
  return withOwnColours(svg).replace(
    / width="([\d.]+)" height="([\d.]+)"/,
    (_, width: string, height: string) => ` width="${Number(width) * scale}" height="${Number(height) * scale}"`,
  );
}

function pageLanguage(): Language {
  return document.documentElement.lang.startsWith("ja") ? "ja" : "en";
}
