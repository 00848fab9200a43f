/** What the module tells while it works: the one function of JavaScript that it calls. */

type Hearer = (share: number, json: string) => void;

let hearer: Hearer = () => undefined;

/** Has somebody hear what is told from now on. The module tells nothing but while it is asked, and answers at once. */
export function hear(next: Hearer): void {
  hearer = next;
}

/** Which share of the work is done, from 0 to 1, or, where there is a text, what came of it. */
export function tell(share: number, json: string): void {
  hearer(share, json);
}
