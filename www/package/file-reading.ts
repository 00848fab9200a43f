/**
 * What the guess at a bare file shares with the engine's scripts, which hold it for every page: read from them as an
 * entry of their group, it is neither loaded twice nor laid out in more pieces. The same class of error is thrown by both.
 */
export { ChosaError, svgToPng } from "./index.js";
export { compiledModule } from "./compiled-module.js";
export { piecesOf, wholeOf } from "./byte-source.js";
export { asUtf8, GUESSES, unzipped, type Refused } from "./encodings.js";
export { asChosaError, fetchError } from "./error.js";
export { heldFiles } from "./held-files.js";
