// Responses that come in another encoding than UTF-8, or compressed: found out, stated, told otherwise.
import assert from "node:assert/strict";
import { test } from "node:test";
import zlib, { gzipSync } from "node:zlib";
import { ChosaError, Survey } from "../../pkg/node.js";

const TEXT = "施設,導入\r\n病院,はい\r\n病院,いいえ\r\n診療所,はい\r\n";
/** The same table in the encodings that Node itself can't write, from their tables of characters. */
const BYTES = {
  "utf-8": [...Buffer.from(TEXT)],
  "utf-16le": [0xff, 0xfe, ...Buffer.from(TEXT, "utf16le")],
  "utf-16be": [0xfe, 0xff, ...Buffer.from(TEXT, "utf16le").swap16()],
  shift_jis: encoded("shift_jis"),
  "euc-jp": encoded("euc-jp"),
};

/** Encodes by asking the decoder for each two bytes which character they are. */
function encoded(encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const pairs = new Map();
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) {
      try {
        const text = decoder.decode(new Uint8Array([first, second]));
        if (text.length === 1 && !pairs.has(text)) pairs.set(text, [first, second]);
      } catch {
        continue;
      }
    }
  }
  return [...TEXT].flatMap((character) => pairs.get(character) ?? character.charCodeAt(0));
}

const csv = (encoding) => ({ "responses.csv": new Uint8Array(BYTES[encoding]) });
const values = (survey) => survey.tabulate({ rows: "導入" }).groups[0].rows.map(({ value, cells }) => [value, cells[0].n]);
const EXPECTED = [["はい", 2], ["いいえ", 1]];

/** A descriptor that states an encoding. */
const stating = (encoding) => ({
  name: "clinics",
  resources: [{ name: "responses", path: "responses.csv", encoding, schema: { fields: [{ name: "施設", type: "string", categories: ["病院", "診療所"] }, { name: "導入", type: "string", categories: ["はい", "いいえ"] }] } }],
});

for (const encoding of Object.keys(BYTES)) {
  test(`${encoding} is found out, and told where it is not UTF-8`, async () => {
    const told = [];
    const survey = await Survey.from(stating(undefined), csv(encoding), { onProgress: (progress) => told.push(progress) });
    assert.deepEqual(values(survey), EXPECTED);
    const { length } = BYTES[encoding];
    const expected = { file: "responses.csv", loaded: length, total: length, rows: 3, encoding };
    assert.deepEqual(told, encoding === "utf-8" ? [] : [expected]);
  });

  test(`${encoding} can be stated by the descriptor or by the call`, async () => {
    assert.deepEqual(values(await Survey.from(stating(encoding), csv(encoding))), EXPECTED);
    assert.deepEqual(values(await Survey.from(stating("utf-8"), csv(encoding), { encoding })), EXPECTED);
  });
}

test("bytes that are not in the encoding stated, or in one that nobody knows, are told with the file", async () => {
  for (const [encoding, file] of [["euc-jp", "shift_jis"], ["klingon", "utf-8"]]) {
    await assert.rejects(Survey.from(stating(encoding), csv(file), { language: "ja" }), (error) => {
      assert.ok(error instanceof ChosaError);
      assert.deepEqual([error.code, error.file], ["bad_encoding", "responses.csv"]);
      assert.ok(error.message.includes(encoding) && error.hint.includes("UTF-8"));
      return true;
    });
  }
});

test("bytes in no encoding at all are told by the engine, with their place", async () => {
  await assert.rejects(Survey.from(stating(undefined), { "responses.csv": new Uint8Array([0x61, 0x0a, 0xff, 0xff, 0x0a]) }), { code: "not_utf8", file: "responses.csv" });
});

test("gzip is unpacked, whatever stands in it, and a torn one is told", async () => {
  for (const encoding of ["utf-8", "shift_jis"]) {
    const packed = gzipSync(new Uint8Array(BYTES[encoding]));
    assert.deepEqual(values(await Survey.from(stating(undefined), { "responses.csv": packed })), EXPECTED);
    await assert.rejects(Survey.from(stating(undefined), { "responses.csv": packed.subarray(0, 30) }), { code: "bad_encoding", file: "responses.csv" });
  }
});

/** A zstd frame with one block that is stored as it is. */
function zstd(bytes) {
  const header = (bytes.length << 3) | 1;
  return new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0x20, bytes.length, header & 0xff, header >> 8, 0, ...bytes]);
}

test("zstd is unpacked where the platform can, and refused in words where it can't", async () => {
  const packed = zstd(BYTES["utf-8"]);
  const open = () => Survey.from(stating(undefined), { "responses.csv": packed }, { language: "ja" });
  const own = process.getBuiltinModule;
  try {
    process.getBuiltinModule = () => ({ zstdDecompressSync: (given) => given.subarray(9) });
    assert.deepEqual(values(await open()), EXPECTED);
    process.getBuiltinModule = () => ({ zstdDecompressSync: () => { throw new Error("torn"); } });
    await assert.rejects(open(), { code: "bad_encoding", file: "responses.csv" });
    process.getBuiltinModule = undefined;
    await assert.rejects(open(), (error) => {
      assert.deepEqual([error.name, error.code, error.file], ["ChosaError", "no_zstd", "responses.csv"]);
      assert.match(error.message + error.hint, /zstd.*gzip/);
      return true;
    });
  } finally {
    process.getBuiltinModule = own;
  }
});

test("this platform's own way with zstd is the one that is taken", { skip: zlib.zstdDecompressSync ? false : "this Node has none" }, async () => {
  const packed = zlib.zstdCompressSync(new Uint8Array(BYTES["utf-8"]));
  assert.deepEqual(values(await Survey.from(stating(undefined), { "responses.csv": packed })), EXPECTED);
});
