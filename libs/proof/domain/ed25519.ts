/** Ed25519 (RFC 8032) by the Web Cryptography of Node and browsers: the same code verifies in both. */
const ALGORITHM = { name: 'Ed25519' };

/** Whether the signature of 64 bytes is that of the key of 32 bytes. A key that is none has no signatures. */
export async function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), ALGORITHM, false, ['verify']);
    return await crypto.subtle.verify(ALGORITHM, key, new Uint8Array(signature), new Uint8Array(message));
  } catch (error) {
    // Where a platform does not know the algorithm the answer is not "no".
    if (error instanceof DOMException && error.name === 'NotSupportedError') throw error;
    return false;
  }
}
