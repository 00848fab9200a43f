/** The surveys that a page offers: the links inside the element. */

export interface Published {
  readonly title: string;
  readonly address: string;
}

/** The links among an element's children. */
export function publishedIn(element: Element): readonly Published[] {
  const links = [...element.querySelectorAll<HTMLAnchorElement>("a[href]")];
  return links.map((link) => ({ title: link.textContent?.trim() ?? "", address: link.href }));
}

/** An address as short as it can be said on this page. */
export function shortAddress(address: string, base: string): string {
  const [target, page] = [new URL(address, base), new URL(base)];
  if (target.origin !== page.origin) return target.href;
  const folder = page.pathname.slice(0, page.pathname.lastIndexOf("/") + 1);
  const isBelow = target.pathname.startsWith(folder);
  return (isBelow ? target.pathname.slice(folder.length) : target.pathname) + target.search;
}
