import { canonicalBytes, decodeEnvelope, encodeEnvelope, leafHash, merkleRoot, type Envelope } from '../index.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const entry = (text: string) => Buffer.from(text, 'hex');

// The eight entries and the roots published with the certificate-transparency test data of RFC 6962.
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree of a log (RFC 6962)', () => {
  it.each(ROOTS.map((root, index) => [index + 1, root] as const))(
    'has the published root for %i entries',
    (size, root) => {
      expect(hex(merkleRoot(ENTRIES.slice(0, size).map((text) => leafHash(entry(text)))))).toBe(root);
    },
  );

  it('has the hash of nothing as the root of no entries', () => {
    expect(hex(merkleRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

describe('canonical bytes (RFC 8785)', () => {
  it('orders names and writes numbers as the RFC does', () => {
    const value = { numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27], b: 1, a: '\u20ac$\n', '\u00e9': null };
    expect(Buffer.from(canonicalBytes(value)).toString()).toBe(
      '{"a":"€$\\n","b":1,"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"é":null}',
    );
  });

  it('keeps variant characters as they were registered', () => {
    const name = '髙﨑 𠮷\u{FA19}';
    expect(JSON.parse(Buffer.from(canonicalBytes({ name })).toString()).name).toBe(name);
  });

  it('are the same whether names came in order or not, however deep, and leave the value as it was', () => {
    const inOrder = { a: [{ b: 1, c: { d: [], e: undefined } }, 'x'], f: null, g: { H: 1, h: 2 } };
    const inNone = { g: { h: 2, H: 1 }, f: null, a: [{ c: { e: undefined, d: [] }, b: 1 }, 'x'] };
    const mixed = { a: [{ c: { d: [] }, b: 1 }, 'x'], f: null, g: { H: 1, h: 2 } };
    const text = '{"a":[{"b":1,"c":{"d":[]}},"x"],"f":null,"g":{"H":1,"h":2}}';
    for (const value of [inOrder, inNone, mixed]) expect(Buffer.from(canonicalBytes(value)).toString()).toBe(text);
    expect(Object.keys(inNone)).toEqual(['g', 'f', 'a']);
    class Pair {
      b = 1;
      a = [new Date(0)];
    }
    expect(Buffer.from(canonicalBytes(new Pair())).toString()).toBe('{"a":["1970-01-01T00:00:00.000Z"],"b":1}');
  });

  it('refuses what has no JSON form', () => {
    expect(() => canonicalBytes(undefined)).toThrow('no JSON form');
  });
});

describe('an envelope', () => {
  const envelope: Envelope = {
    id: '5f0c2a39-9c5b-4a53-8f9a-3b6f4f6d2a10',
    type: 'MemberLineRecorded',
    schemaVersion: 1,
    association: 'mihon',
    stream: 'transfer-1',
    revision: 1,
    occurredAt: null,
    recordedAt: '2026-05-11T01:30:00.000Z',
    actor: { role: 'integrator', id: 'a1' },
    causation: null,
    subject: null,
    ruleset: null,
    knowledgeAt: null,
    salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    data: {},
    keyId: null,
    sealed: null,
  };

  it('comes back from its bytes', () => {
    expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(envelope);
  });

  it('changes its leaf hash with its salt alone', () => {
    const other = { ...envelope, salt: 'BAAAAAAAAAAAAAAAAAAAAA' };
    expect(hex(leafHash(encodeEnvelope(other)))).not.toBe(hex(leafHash(encodeEnvelope(envelope))));
  });

  it('is refused when it is longer than a log entry may be', () => {
    expect(() => encodeEnvelope({ ...envelope, data: 'x'.repeat(65_535) })).toThrow(RangeError);
  });
});
