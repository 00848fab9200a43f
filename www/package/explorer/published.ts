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

/** What a page calls the survey at an address, which may not be among those it offers. */
export function titleAt(published: readonly Published[], address: string): string {
  return published.find((one) => one.address === address)?.title ?? address;
}

/** An address as short as it can be said on this page. */
export function shortAddress(address: string, base: string): string {
  const [target, page] = [new URL(address, base), new URL(base)];
  if (target.origin !== page.origin) return target.href;
  const folder = page.pathname.slice(0, page.pathname.lastIndexOf("/") + 1);
  const isBelow = target.pathname.startsWith(folder);
  return (isBelow ? target.pathname.slice(folder.length) : target.pathname) + target.search;
}

/** An address as a file beside `base` says it, so that both can move with their folders. */
export function relativeAddress(address: string, base: string): string {
  const [target, own] = [new URL(address), new URL(base)];
  if (target.origin !== own.origin) return target.href;
  const folders = own.pathname.split("/").slice(0, -1);
  const [file = "", ...path] = target.pathname.split("/").reverse();
  const parts = path.reverse();
  const apart = folders.findIndex((folder, at) => folder !== parts[at]);
  const shared = apart < 0 ? folders.length : apart;
  return `${"../".repeat(folders.length - shared)}${[...parts.slice(shared), file].join("/")}${target.search}`;
}
