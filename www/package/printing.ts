/** Opens every `<details>` of a root while the page is printed. Returns what ends that. */
export function openForPrint(root: ShadowRoot): () => void {
  let closed: HTMLDetailsElement[] = [];
  const before = () => {
    closed = [...root.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const details of closed) details.open = true;
  };
  const after = () => {
    for (const details of closed) details.open = false;
    closed = [];
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
