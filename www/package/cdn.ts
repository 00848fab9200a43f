/** All of Chosa for a page's `<script type="module">`: one file, with its engine beside it. */
export * from "./index.js";
export * from "./element.js";
