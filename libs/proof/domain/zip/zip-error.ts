/** A zip that cannot be read, or one of another kind than bundles are. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}
