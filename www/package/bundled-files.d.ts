/** The module as the bundler of this package puts it into a script: base64. */
declare module "*.wasm" {
  const base64: string;
  export default base64;
}

/** A style sheet as the bundler of this package puts it into a script: its text. */
declare module "*.css" {
  const text: string;
  export default text;
}
