import { createInflateRaw, type InflateRaw } from 'node:zlib';

/** As large as what is read at once; of pieces of the usual 16 KiB each one's way through the streams costs more than it. */
const PIECE_BYTES = 262_144;

/** Unpacks (RFC 1951). The one place that knows the platform's way; a browser build swaps this file. */
export async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = createInflateRaw({ chunkSize: PIECE_BYTES });
  const feeding = feed(packed, unpacked);
  try {
    yield* unpacked as AsyncIterable<Uint8Array>;
    if (unpacked.bytesWritten !== (await feeding)) throw new Error('More bytes stand behind the packed ones.');
  } finally {
    unpacked.destroy();
    await feeding;
  }
}

/** How many bytes were given. A failure is that of whoever reads what is unpacked. */
async function feed(packed: AsyncIterable<Uint8Array>, unpacked: InflateRaw): Promise<number> {
  let given = 0;
  try {
    for await (const piece of packed) {
      if (unpacked.destroyed) break;
      given += piece.length;
      if (!unpacked.write(piece)) await takenBy(unpacked);
    }
    unpacked.end();
  } catch (error) {
    unpacked.destroy(error as Error);
  }
  return given;
}

/** Waits until there is room, or nobody takes anything any more. */
function takenBy(unpacked: InflateRaw): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'end', 'close']) unpacked.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'end', 'close']) unpacked.once(event, done);
    if (unpacked.destroyed || unpacked.readableEnded) done();
  });
}
