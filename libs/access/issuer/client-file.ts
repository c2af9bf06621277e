import type { JWK } from 'jose';
import { scopesOf, type Scope } from '../domain/permissions.js';

/** An integrating system that signs in with a key of its own: RFC 7523, `private_key_jwt`. */
export interface DevelopmentClient {
  readonly id: string;
  readonly association: string;
  readonly arrangements: readonly string[];
  readonly scopes: readonly Scope[];
  /** Private; its public half is what the issuer knows it by. */
  readonly key: JWK;
}

/** A file of a client that cannot be read as one; its message says which, what is wrong, and what to do. */
export class ClientFileError extends Error {
  override readonly name = 'ClientFileError';
}

type Fields = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isText);

/** Reads the file of a client. A scope that is none would give nothing and say nothing: it is told here. */
export function clientOf(text: string, path: string, id: string): DevelopmentClient {
  const refuse = (what: string): never => {
    throw new ClientFileError(`${path} ${what}. Mend the file, or take it away, and start Kiroku again.`);
  };
  const fields = fieldsOf(text) ?? refuse('is no JSON object');
  const { association, arrangements, scopes, key } = fields;
  if (fields['id'] !== id)
    refuse(`names the client ${JSON.stringify(fields['id'])} and not ${id}, as the file is called`);
  if (!isText(association)) return refuse('names no association: "association": "mihon-seizo"');
  if (!areTexts(arrangements)) return refuse('names no arrangements: a list of ids, or "arrangements": ["*"] for all');
  if (!areTexts(scopes)) return refuse('names no scopes: a list of names');
  const [unknown] = scopes.filter((scope) => !(scopesOf('integrator') as readonly string[]).includes(scope));
  if (unknown)
    refuse(`names a scope that no client can have, ${unknown}. There are: ${scopesOf('integrator').join(', ')}`);
  if (!isSigningKey(key)) return refuse('has no key: a private JWK of Ed25519 with its kid');
  return { id, association, arrangements, scopes: scopes as readonly Scope[], key };
}

function fieldsOf(text: string): Fields | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Fields) : null;
  } catch {
    return null;
  }
}

function isSigningKey(key: unknown): key is DevelopmentClient['key'] {
  const { kty, crv, x, d, kid } = (key ?? {}) as Fields;
  return kty === 'OKP' && crv === 'Ed25519' && [x, d, kid].every(isText);
}
