/** Unpacks (RFC 1951) as browsers do. */
export async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw');
  const feeding = feed(packed, stream.writable.getWriter());
  // It is awaited below; until then nobody would hear of its end.
  feeding.catch(() => {});
  const reader = stream.readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value as Uint8Array;
    }
    await feeding;
  } finally {
    await reader.cancel().catch(() => {});
    await feeding.catch(() => {});
  }
}

interface Writer {
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(reason?: unknown): Promise<void>;
}

async function feed(packed: AsyncIterable<Uint8Array>, writer: Writer): Promise<void> {
  try {
    for await (const piece of packed) await writer.write(piece as Uint8Array<ArrayBuffer>);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    throw error;
  }
}
