import type { DataKeys, Directory, DirectoryRows, MemberFacts } from '#access';

/** Who knows what is behind references: the keys that open commitments, the directory, and the events of one member. */
export interface IdentitySources {
  readonly keys: Pick<DataKeys, 'open'>;
  readonly directory: Pick<Directory, 'read'>;
  readonly rows: Pick<DirectoryRows, 'all' | 'indexesOf' | 'withoutEntry'>;
  readonly facts: Pick<MemberFacts, 'read'>;
}
