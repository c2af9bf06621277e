/** KurrentDB keeps the metadata of a stream in a stream of this prefix and its name. */
const METADATA = '$$';

/**
 * Names of KurrentDB streams: a ledger's own prefix, then association and stream. Both are escaped, so that the `/`
 * between them is the only one and two places never have one name; and no name begins with `$`, as the server's do.
 */
export class StreamNames {
  /** What every stream of the ledger begins with. */
  readonly prefix: string;

  constructor(ledger: string) {
    this.prefix = `kiroku-${ledger}/`;
  }

  of(association: string, stream: string): string {
    return this.ofAssociation(association) + encodeURIComponent(stream);
  }

  /** What every stream of one association begins with. */
  ofAssociation(association: string): string {
    return `${this.prefix}${encodeURIComponent(association)}/`;
  }

  /** What the streams of the ledger and of their metadata begin with, for a filter. */
  get prefixes(): string[] {
    return [this.prefix, this.metadataPrefix];
  }

  get metadataPrefix(): string {
    return METADATA + this.prefix;
  }

  /** The stream whose metadata a stream holds; null where it holds events. */
  describedBy(name: string): string | null {
    return name.startsWith(METADATA) ? name.slice(METADATA.length) : null;
  }
}
