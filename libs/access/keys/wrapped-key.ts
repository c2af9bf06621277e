/** What wrapped bytes begin with, where they name their version: a mark, the algorithm, and the version. */
const MARK = 0x57;
const HEADER_BYTES = 6;

/** How a data key was wrapped. A new way gets a new number; the old ones go on being read. */
export const WRAPPED_BY = { 'aes-256-gcm': 0x01, 'vault-transit': 0x02 } as const;
export type WrappedBy = keyof typeof WRAPPED_BY;

/** Nonce, key and tag, as they were kept before a version was named: the first version, by AES-256-GCM. */
const UNMARKED_BYTES = 12 + 32 + 16;

/** A wrapped data key taken apart. */
export interface WrappedKey {
  readonly by: WrappedBy;
  readonly version: number;
  /** Empty where the bytes name no version; authenticated with the ciphertext otherwise. */
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

export function headerOf(by: WrappedBy, version: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = MARK;
  header[1] = WRAPPED_BY[by];
  header.writeUInt32BE(version, 2);
  return header;
}

export function readWrapped(wrapped: Uint8Array): WrappedKey {
  if (wrapped.length === UNMARKED_BYTES)
    return { by: 'aes-256-gcm', version: 1, header: new Uint8Array(), body: wrapped };
  const by = (Object.keys(WRAPPED_BY) as WrappedBy[]).find((name) => WRAPPED_BY[name] === wrapped[1]);
  if (wrapped[0] !== MARK || by === undefined || wrapped.length < HEADER_BYTES)
    throw new Error('A wrapped key is damaged, or was wrapped in a way that is not known here.');
  const header = wrapped.subarray(0, HEADER_BYTES);
  const version = Buffer.from(header).readUInt32BE(2);
  return { by, version, header, body: wrapped.subarray(HEADER_BYTES) };
}
