import { ChosaError } from "./error.js";
import { SCALE, withOwnColours } from "./png.js";
import type { PngOptions } from "./types.js";

/**
 * A family of the system that has Japanese letters, bold ones too. Of those that a chart names resvg looks at the first alone, and
 * takes what its own choice lacks from other fonts as they come.
 */
const FAMILIES: { readonly [platform: string]: string } = { darwin: "Hiragino Sans", win32: "Yu Gothic UI" };

/**
 * The picture of a chart as a PNG, twice as fine as the chart unless told. It is drawn by
 * `@resvg/resvg-js`, which must be installed beside `chosa`, with the fonts of the system.
 */
export async function svgToPng(svg: string, options: PngOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { Resvg } = await import("@resvg/resvg-js").catch((cause: unknown) => {
    const [message, hint] =
      options.language === "ja"
        ? ["PNGを描くパッケージ @resvg/resvg-js がありません。", "npm install @resvg/resvg-js を実行してください。"]
        : ["The package that draws a PNG, @resvg/resvg-js, is not installed.", "Run npm install @resvg/resvg-js."];
    throw new ChosaError("rasterizer_missing", message, hint, {}, cause);
  });
  const font = { defaultFontFamily: FAMILIES[process.platform] ?? "Noto Sans CJK JP" };
  const fitTo = { mode: "zoom", value: options.scale ?? SCALE } as const;
  return new Uint8Array(new Resvg(withOwnColours(svg), { fitTo, font }).render().asPng());
}
