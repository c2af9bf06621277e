// The name that browsers know the encoding by; theirs has a letter for each byte as well.
const decoder = new TextDecoder('latin1');

/** The same as `ascii.ts` has it, by what browsers have. */
export function asciiText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
