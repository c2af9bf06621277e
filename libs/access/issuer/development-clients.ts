import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { scopesOf } from '../domain/permissions.js';
import { EVERY_ARRANGEMENT } from '../domain/caller.js';
import { ClientFileError, clientOf, type DevelopmentClient } from './client-file.js';
import { writeOnce } from './write-once.js';
import { KEY_ALGORITHM, newKey } from './signing-key.js';

export type { DevelopmentClient } from './client-file.js';

const CLIENT_ID = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;
const CLIENT_NAMES = 'Take up to 100 small letters, digits and hyphens, and .json behind them.';
const ASSERTION_SECONDS = 60;

export const clientIdOf = (association: string) => `core-system-${association}`;

/** Makes the client of each association where there is none yet: a file that its owner alone can read. */
export async function makeClients(directory: string, associations: readonly string[]): Promise<void> {
  for (const association of associations) {
    const id = clientIdOf(association);
    const client = { id, association, arrangements: [EVERY_ARRANGEMENT], scopes: scopesOf('integrator') };
    await writeOnce(fileOf(directory, id), async () => JSON.stringify({ ...client, key: await newKey() }, null, 2));
  }
}

/** All clients whose files are in a directory, those that somebody put there too. Throws of a file that is none. */
export async function readClients(directory: string): Promise<DevelopmentClient[]> {
  const files = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const ids = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  const clients = ids.sort().map(async (id) => {
    const client = await readClient(directory, id);
    if (!client) throw new ClientFileError(`${fileOf(directory, id)}: its name is none of a client. ${CLIENT_NAMES}`);
    return client;
  });
  return Promise.all(clients);
}

/** The client of that id; null where there is none. */
export async function readClient(directory: string, id: string): Promise<DevelopmentClient | null> {
  if (!CLIENT_ID.test(id)) return null;
  const text = await readFile(fileOf(directory, id), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : clientOf(text, fileOf(directory, id), id);
}

/** What a client sends to prove that it has its key, to the issuer that is named, once. */
export async function clientAssertion({ id, key }: DevelopmentClient, audience: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: KEY_ALGORITHM, kid: key.kid! })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ASSERTION_SECONDS}s`)
    .sign(await importJWK(key, KEY_ALGORITHM));
}

const fileOf = (directory: string, id: string) => join(directory, `${id}.json`);
