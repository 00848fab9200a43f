/** Reads what src/wasm/tape.rs writes. */
import type { Cell } from "./types.js";

/** A value in three pieces: what comes after what, all numbers (as their bytes), and all texts. */
export type Tape<Value> = readonly [marks: Uint8Array<ArrayBuffer>, numbers: Uint8Array<ArrayBuffer>, text: string] & Of<Value>;

/** Tells the compiler what is on a tape. There is no such entry. */
interface Of<Value> {
  readonly value?: Value;
}

const enum Mark { Null, False, True, Number, Text, List, Object, End, Name, NewName, Cell, SameText, FirstName }

/** The value on a tape. */
export function readTape<Value>([marks, bytes, text]: Tape<Value>): Value {
  const numbers = new Float64Array(bytes.buffer);
  const names: string[] = [];
  let [mark, number, letter] = [0, 0, 0];
  const nextText = () => text.slice(letter, (letter += numbers[number++]!));
  const nextName = (kind: number) => {
    if (kind >= Mark.FirstName) return names[kind - Mark.FirstName]!;
    const name = nextText();
    if (kind === Mark.NewName) names.push(name);
    return name;
  };
  const withEntries = (object: object) => {
    for (let kind = marks[mark++]!; kind !== Mark.End; kind = marks[mark++]!) {
      const name = nextName(kind);
      // Set like the others it would be no entry, but what the object descends from.
      if (name === "__proto__") Object.defineProperty(object, name, { value: next(), configurable: true, enumerable: true, writable: true });
      else (object as { [name: string]: unknown })[name] = next();
    }
    return object;
  };
  const next = (): unknown => {
    switch (marks[mark++]) {
      case Mark.Number:
        return numbers[number++];
      case Mark.Cell:
        return withEntries(nextCell());
      case Mark.Text:
        return nextText();
      case Mark.SameText: {
        const from = numbers[number++]!;
        return text.slice(from, from + numbers[number++]!);
      }
      case Mark.Object:
        return withEntries({});
      case Mark.List: {
        const items: unknown[] = [];
        while (marks[mark] !== Mark.End) items.push(next());
        mark += 1;
        return items;
      }
      case Mark.True:
        return true;
      case Mark.False:
        return false;
      default:
        return null;
    }
  };
  const nextNumber = () => {
    const value = numbers[number++]!;
    return value === value ? value : null;
  };
  // Written out: to set an entry by a name that is only known then takes ten times as long.
  const nextCell = () => ({
    n: nextNumber(),
    weighted: nextNumber(),
    baseN: nextNumber(),
    baseWeighted: nextNumber(),
    estimate: nextNumber(),
    se: nextNumber(),
    df: nextNumber(),
    low: nextNumber(),
    high: nextNumber(),
    deff: nextNumber(),
    effectiveN: nextNumber(),
    flag: next(),
  }) as Cell;
  return next() as Value;
}
