/**
 * Bytes as a text of which only what is ASCII counts: each other byte becomes a letter that is none of it. JSON of UTF-8
 * stays the JSON that it is, and is read in less time than its real text. A browser build swaps this file.
 */
export function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
