/** What the explorer takes from other entries of the package, which the build leaves outside of its script. */
export { Survey } from "./worker.js";

/** The elements, whose script holds the look of reports. */
export const elements = () => import("./element.js");

/** What makes pictures, among the rest of the main entry. */
export const pictures = () => import("./index.js");
