import canonicalize from 'canonicalize';

const utf8 = new TextEncoder();

/**
 * The one byte form of a JSON value: RFC 8785 (JCS), UTF-8. Strings are kept code point for code point, so a name
 * registered with a variant character stays itself. Refuses what JSON cannot hold.
 */
export function canonicalBytes(value: unknown): Uint8Array {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This value has no JSON form.');
  return utf8.encode(text);
}
