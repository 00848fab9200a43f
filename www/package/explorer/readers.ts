/** What kinds of files can be read, and which will be. */

/** How a file is read, by what its name ends in. */
export interface Reader {
  readonly name: string;
  readonly endings: readonly string[];
  readonly state: "reads" | "later";
}

/** A new format is one entry here and its reader in the engine. */
const READERS: readonly Reader[] = [
  { name: "CSV", endings: ["csv", "txt", "csv.gz"], state: "reads" },
  { name: "TSV", endings: ["tsv", "tab"], state: "reads" },
  { name: "SPSS (.sav)", endings: ["sav", "zsav"], state: "later" },
  { name: "Excel (.xlsx)", endings: ["xlsx", "xls"], state: "later" },
];

/** The names of the formats that are to come. */
export function laterFormats(): readonly string[] {
  return READERS.filter(({ state }) => state === "later").map(({ name }) => name);
}

/** The reader of a file by its name; nothing for one that none has claimed, which may yet be a table. */
export function readerOf(name: string): Reader | undefined {
  const small = name.toLowerCase();
  return READERS.find(({ endings }) => endings.some((ending) => small.endsWith(`.${ending}`)));
}

/** Whether the first bytes of a file are of no text in any encoding that is read: pictures, archives, programs. */
export function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return !isUtf16 && !isZipped && bytes.includes(0);
}
