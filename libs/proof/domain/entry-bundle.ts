import { concatBytes } from './bytes.js';

const LENGTH_BYTES = 2;

/** Entries of a log one after another, each after its length in two bytes: https://c2sp.org/tlog-tiles. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...entries.flatMap((entry) => {
      const length = new Uint8Array(LENGTH_BYTES);
      if (entry.length > 0xffff) throw new RangeError('An entry may take 65,535 bytes.');
      new DataView(length.buffer).setUint16(0, entry.length);
      return [length, entry];
    }),
  );
}

/** The entries of a bundle. Throws a RangeError where the bytes end within one. */
export function decodeEntries(bundle: Uint8Array): Uint8Array[] {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length;) {
    const from = at + LENGTH_BYTES;
    const to = from > bundle.length ? Number.NaN : from + view.getUint16(at);
    if (!(to <= bundle.length)) throw new RangeError('The bundle ends within an entry.');
    entries.push(bundle.subarray(from, to));
    at = to;
  }
  return entries;
}
