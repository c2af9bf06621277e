import { createHash } from 'node:crypto';
import { addLink, chainOf, EMPTY_CHAIN } from './member-chain.js';
import { bitOf, EMPTY_MAP, mapLeaf, mapNode, mapProof, mapRoot, provenValue, type MapEntry } from './sparse-map.js';

const hash = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());
const entryOf = (name: string): MapEntry => ({ key: hash(name), value: Buffer.from(`value of ${name}`) });
const named = (count: number) => Array.from({ length: count }, (_, index) => entryOf(`m${index}`));

describe('a sparse map', () => {
  it.each([0, 1, 2, 3, 10, 257])('of %i entries proves each of them, and that others are absent', (count) => {
    const entries = named(count);
    const root = mapRoot(entries);
    for (const { key, value } of entries) expect(provenValue(root, key, mapProof(entries, key))).toEqual(value);
    for (let index = 0; index < 50; index += 1) {
      const key = hash(`absent ${index}`);
      expect(provenValue(root, key, mapProof(entries, key))).toBe('absent');
    }
  });

  it('has one root, whatever the order of its entries', () => {
    const entries = named(40);
    expect(mapRoot(entries.toReversed())).toEqual(mapRoot(entries));
    expect(mapRoot([])).toEqual(EMPTY_MAP);
    expect(mapRoot([entries[0]!])).toEqual(mapLeaf(entries[0]!));
    expect(() => mapRoot([entries[0]!, entries[0]!])).toThrow('twice');
  });

  it('never lets one that is there be shown as absent, or with another value', () => {
    const entries = named(30);
    const root = mapRoot(entries);
    const { key } = entries[7]!;
    const proof = mapProof(entries, key);
    const neighbour = entries.find((entry) => bitOf(entry.key, 0) !== bitOf(key, 0))!;
    const lies = [
      { ...proof, leaf: null },
      { ...proof, leaf: { key, value: Buffer.from('other') } },
      { ...proof, leaf: neighbour },
      { siblings: proof.siblings.slice(1), leaf: proof.leaf },
      { siblings: proof.siblings.slice(0, -1), leaf: null },
      { siblings: [...proof.siblings, EMPTY_MAP], leaf: proof.leaf },
      { siblings: proof.siblings.toReversed(), leaf: proof.leaf },
      mapProof(entries, neighbour.key),
      mapProof(
        entries.filter((entry) => entry.key !== key),
        key,
      ),
      { siblings: proof.siblings.map((sibling) => sibling.subarray(0, 31)), leaf: proof.leaf },
      { siblings: Array.from({ length: 257 }, () => EMPTY_MAP), leaf: null },
    ];
    for (const lie of lies) expect(provenValue(root, key, lie)).toBeNull();
    expect(provenValue(root, key.subarray(0, 31), proof)).toBeNull();
  });

  it('keeps keys apart that differ in their last bit only', () => {
    const one = { key: new Uint8Array(32), value: Buffer.from('one') };
    const other = { key: Uint8Array.from(one.key, (_, at) => (at === 31 ? 1 : 0)), value: Buffer.from('other') };
    const root = mapRoot([one, other]);
    const proof = mapProof([one, other], one.key);
    expect(proof.siblings).toHaveLength(256);
    expect(provenValue(root, one.key, proof)).toEqual(one.value);
    expect(provenValue(root, other.key, mapProof([one], other.key))).toBeNull();
  });

  it('takes no leaf for a node, and no empty half for something', () => {
    const [one, other] = named(2);
    expect(mapNode(mapLeaf(one!), EMPTY_MAP)).not.toEqual(mapLeaf(one!));
    expect(mapNode(EMPTY_MAP, EMPTY_MAP)).toEqual(EMPTY_MAP);
    expect(mapNode(mapLeaf(one!), mapLeaf(other!))).not.toEqual(mapNode(mapLeaf(other!), mapLeaf(one!)));
  });
});

describe('the chain of a member', () => {
  const links = [3, 8, 9].map((index) => ({ index, leaf: hash(`leaf ${index}`) }));
  const whole = chainOf(links);

  it('grows from where it was', () => {
    expect(chainOf(links.slice(2), chainOf(links.slice(0, 2)))).toEqual(whole);
    expect(links.reduce(addLink, EMPTY_CHAIN)).toEqual(whole);
    expect([whole.count, chainOf([]).count]).toEqual([3, 0]);
  });

  it.each([
    ['left out', [links[0]!, links[2]!]],
    ['left out at the end', links.slice(0, 2)],
    ['put in', [links[0]!, { index: 5, leaf: hash('other') }, ...links.slice(1)]],
    ['changed', [links[0]!, { ...links[1]!, leaf: hash('other') }, links[2]!]],
    ['moved to another place of the log', [links[0]!, { ...links[1]!, index: 7 }, links[2]!]],
  ])('has another head when a line is %s', (_, changed) => {
    expect(chainOf(changed).hash).not.toEqual(whole.hash);
  });

  it('refuses lines out of order, or one twice', () => {
    expect(() => chainOf(links.toReversed())).toThrow(RangeError);
    expect(() => chainOf([links[0]!, links[0]!])).toThrow(RangeError);
    expect(() => chainOf([links[0]!], whole, 9)).toThrow(RangeError);
  });
});
