/** As large as what is compressed at once; a longer line has a buffer of its own. */
const GATHERED_BYTES = 128 * 1024;
/** A unit of UTF-16 takes no more in UTF-8. */
const UNIT_BYTES_MAX = 3;

/** JSON of values, one a line, as bytes in pieces: of a page as one text there would be three copies at once. */
export function* gatherLines(values: Iterable<object>): Generator<Uint8Array> {
  let buffer = Buffer.allocUnsafe(GATHERED_BYTES);
  let filled = 0;
  for (const value of values) {
    const line = `${JSON.stringify(value)}\n`;
    if (filled + line.length * UNIT_BYTES_MAX > buffer.length) {
      if (filled > 0) yield buffer.subarray(0, filled);
      buffer = Buffer.allocUnsafe(Math.max(GATHERED_BYTES, line.length * UNIT_BYTES_MAX));
      filled = 0;
    }
    filled += buffer.write(line, filled);
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}
