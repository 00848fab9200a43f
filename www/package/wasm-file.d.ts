/** The module as the bundler of this package puts it into a script: base64. */
declare module "*.wasm" {
  const base64: string;
  export default base64;
}
