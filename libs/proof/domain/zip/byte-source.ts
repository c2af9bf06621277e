/** Bytes that can be read from any place: a file of a disk, or one that a person chose in a browser. */
export interface ByteSource {
  readonly size: number;
  /** Exactly these bytes; the reader asks for none behind the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A file as browsers have it, and as `openAsBlob` of Node gives it: nothing of it is in memory until it is read. */
export function sourceOfBlob(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

/** Bytes that are in memory already. */
export function sourceOfBytes(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)) };
}
