import { createHmac, randomBytes } from 'node:crypto';
import { concatBytes } from './bytes.js';
import { hmacSha256 } from './hmac.js';
import { blindedRoot, blindOf, mapKeys } from './map-key.js';
import { decodeMapTile, descend, encodeMapTile, NO_KEYS, subtreeOf, wholeOf } from './map-subtree.js';
import { EMPTY_MAP, mapProof, mapRoot, provenValue, type MapEntry } from './sparse-map.js';

const someEntries = (count: number): MapEntry[] =>
  Array.from({ length: count }, () => ({ key: randomBytes(32), value: randomBytes(32) }));

const tileOf = (entries: readonly MapEntry[]) =>
  Array.from({ length: 256 }, (_, first) =>
    subtreeOf(
      entries.filter(({ key }) => key[0] === first),
      8,
    ),
  );

describe('a tile of a map', () => {
  it.each([0, 1, 2, 3, 40, 256, 700])('has the root of %i entries, and the way to each', (count) => {
    const entries = someEntries(count);
    const tile = tileOf(entries);
    const root = mapRoot(entries);
    expect(wholeOf(tile).hash).toEqual(root);
    expect(decodeMapTile(encodeMapTile(tile))).toEqual(tile);
    for (const { key, value } of [...entries.slice(0, 20), ...someEntries(20)]) {
      const { siblings, end } = descend(tile, key[0]!);
      const of = (one: MapEntry) =>
        siblings.length === 0 || one.key[0]! >> (8 - siblings.length) === key[0]! >> (8 - siblings.length);
      const below =
        end.keys === 'more'
          ? mapProof(
              entries.filter((one) => one.key[0] === key[0]),
              key,
              8,
            )
          : { siblings: [], leaf: end.keys === 'none' ? null : entries.find(of)! };
      const proof = { siblings: [...siblings, ...below.siblings], leaf: below.leaf };
      expect(proof).toEqual(mapProof(entries, key));
      const isThere = entries.some((one) => one.key === key);
      expect(provenValue(root, key, proof)).toEqual(isThere ? value : 'absent');
    }
  });

  it('of no keys is empty', () => {
    expect(wholeOf(tileOf([]))).toEqual(NO_KEYS);
    expect(NO_KEYS.hash).toEqual(EMPTY_MAP);
  });
});

describe('what is keyed', () => {
  it.each([0, 1, 32, 64, 65, 200])('is HMAC-SHA-256, by a key of %i bytes', (length) => {
    const [key, message] = [randomBytes(length), randomBytes(100)];
    expect(Buffer.from(hmacSha256(key)(message))).toEqual(createHmac('sha256', key).update(message).digest());
  });

  it('tells chains, references and secrets apart', () => {
    const [one, other] = [mapKeys(randomBytes(32)), mapKeys(randomBytes(32))];
    const keys = [one('open', 'a'), one('restricted', 'a'), one('open', 'b'), other('open', 'a')];
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(4);
  });

  it('hides an unchanged root behind another hash at each place', () => {
    const secret = randomBytes(32);
    const at = (through: string) => blindedRoot(blindOf(secret, through), EMPTY_MAP);
    expect(at('0000000000000001')).not.toEqual(at('0000000000000002'));
    expect(at('0000000000000001')).not.toEqual(EMPTY_MAP);
    expect(concatBytes(at('0000000000000001'))).toHaveLength(32);
  });
});
