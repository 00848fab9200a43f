/** Opens every `<details>` of a root while the page is printed, until the signal ends it. */
export function openForPrint(root: ShadowRoot, signal: AbortSignal): void {
  let closed: HTMLDetailsElement[] = [];
  const before = () => {
    closed = [...root.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const details of closed) details.open = true;
  };
  const after = () => {
    for (const details of closed) details.open = false;
    closed = [];
  };
  addEventListener("beforeprint", before, { signal });
  addEventListener("afterprint", after, { signal });
}
