import * as browser from './ascii.browser.js';
import * as node from './ascii.js';

describe.each([
  ['of Node', node],
  ['of browsers', browser],
])('ASCII out of bytes %s', (_, { asciiText }) => {
  it('is what it says, and each other byte is one letter that is none of it', () => {
    const text = asciiText(Uint8Array.from({ length: 256 }, (__, byte) => byte));
    expect(text).toHaveLength(256);
    for (let byte = 0; byte < 128; byte += 1) expect(text.charCodeAt(byte)).toBe(byte);
    for (let byte = 128; byte < 256; byte += 1) expect(text.charCodeAt(byte)).toBeGreaterThan(127);
  });

  it('keeps JSON the JSON that it is', () => {
    const value = { name: '株式会社みほん製造 𠮷', position: '0000000000000001', leaf: 'ab+/=' };
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    const { position, leaf } = JSON.parse(asciiText(bytes.subarray(0))) as typeof value;
    expect({ position, leaf }).toEqual({ position: value.position, leaf: value.leaf });
    expect(() => JSON.parse(asciiText(bytes.subarray(0, -1))) as unknown).toThrow(SyntaxError);
  });
});
