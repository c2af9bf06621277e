import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import * as browser from './inflate.browser.js';
import * as node from './inflate.js';

const PIECE = 100_000;
const DATA = Buffer.concat([randomBytes(1_000_000), Buffer.alloc(3_000_000, '見本')]);
const PACKED = deflateRawSync(DATA);

async function* inPieces(bytes: Uint8Array, fails = false): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
  if (fails) throw new Error('the disk is gone');
}

// Where a page unpacks what a command does, both must say the same.
describe.each([
  ['Node', node.inflate],
  ['a browser', browser.inflate],
])('unpacking as %s does', (_who, inflate) => {
  const all = async (packed: AsyncIterable<Uint8Array>) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of inflate(packed)) pieces.push(piece);
    return Buffer.concat(pieces);
  };

  it('gives what was packed', async () => {
    expect((await all(inPieces(PACKED))).equals(DATA)).toBe(true);
    expect((await all(inPieces(deflateRawSync(Buffer.alloc(0))))).length).toBe(0);
  });

  it.each<[string, AsyncIterable<Uint8Array>]>([
    ['bytes that are none', inPieces(randomBytes(500_000).fill(0xff, 0, 10))],
    ['bytes that end too early', inPieces(PACKED.subarray(0, -5))],
    ['bytes behind the end', inPieces(Buffer.concat([PACKED, Buffer.from('more')]))],
    ['much behind the end', inPieces(Buffer.concat([PACKED, randomBytes(1_000_000)]))],
    ['a source that fails', inPieces(PACKED, true)],
  ])('fails for %s', async (_what, packed) => {
    await expect(all(packed)).rejects.toThrow();
  });

  it('ends its source where nobody wants more', async () => {
    const ended: string[] = [];
    async function* source() {
      try {
        yield* inPieces(PACKED);
      } finally {
        ended.push('yes');
      }
    }
    for await (const piece of inflate(source())) if (piece.length > 0) break;
    expect(ended).toEqual(['yes']);
  });
});
