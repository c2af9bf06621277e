import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource, createPool, migrate } from '#platform';
import { DirectoryChanges } from '../directory/directory-changes.js';
import { Directory, type DirectoryEntry } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import { DataKeys } from '../keys/data-keys.js';
import { FileKeyProvider } from '../keys/file-key-provider.js';
import { Access1760000001000 } from '../migrations/1760000001000-access.js';
import { MemberChanges1760000051000 } from '../migrations/1760000051000-member-changes.js';
import { MemberSearch1760000065000 } from '../migrations/1760000065000-member-search.js';
import { Erasures1760000069000 } from '../migrations/1760000069000-erasures.js';
import { OperatorEndings1760000084100 } from '../migrations/1760000084100-operator-endings.js';
import { IndexWithoutForeignKeys1760000086000 } from '../migrations/1760000086000-index-without-foreign-keys.js';

/** Keys and directory over a database that is empty but for this lib's tables. */
export async function aDirectory(url: string) {
  const source = await createDataSource({
    url,
    migrations: [
      Access1760000001000,
      MemberChanges1760000051000,
      MemberSearch1760000065000,
      Erasures1760000069000,
      OperatorEndings1760000084100,
      IndexWithoutForeignKeys1760000086000,
    ],
  }).initialize();
  await migrate(source);
  await source.destroy();
  const keyDirectory = await mkdtemp(join(tmpdir(), 'kiroku-keys-'));
  const pool = createPool(url);
  const provider = new FileKeyProvider(keyDirectory);
  const keys = new DataKeys(pool, provider);
  const close = async () => {
    await pool.end();
    await rm(keyDirectory, { recursive: true });
  };
  const empty = () => pool.query('TRUNCATE access.member, access.member_index, access.member_search');
  const directory = new Directory(pool, keys, provider);
  const changes = new DirectoryChanges(pool, keys, provider, directory);
  return { pool, provider, keys, directory, changes, persons: new Persons(pool), empty, close };
}

/** A person of the sample association. */
export function anEntry(own: Partial<DirectoryEntry> = {}): DirectoryEntry {
  return {
    insurerNumber: '06990014',
    symbol: '10',
    number: '123',
    branch: '01',
    name: '髙﨑 見本',
    kana: 'タカサキ ミホン',
    birthDate: '1980-04-01',
    sex: '女',
    relation: '本人',
    household: null,
    ...own,
  };
}
