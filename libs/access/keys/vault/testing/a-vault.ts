import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

type Json = Readonly<Record<string, unknown>>;

interface TransitKey {
  readonly type: string;
  readonly derived: boolean;
  readonly versions: Map<number, Buffer>;
  latest: number;
  minDecryption: number;
  minEncryption: number;
  minAvailable: number;
}

export interface Asked {
  readonly path: string;
  readonly token: string | undefined;
  readonly namespace: string | undefined;
  readonly items: number;
}

/**
 * The part of Vault's HTTP API that the provider speaks, as its documentation describes it: the transit engine with
 * derived keys, batches, versions, their configuration and trimming; keys of the type ed25519, which sign; tokens, and
 * logins by AppRole.
 */
export class AVault {
  readonly asked: Asked[] = [];
  readonly keys = new Map<string, TransitKey>();
  readonly tokens = new Set<string>(['root-token']);
  isSealed = false;
  /** Answers that are given in the place of what is asked, one after the other; `hang` is none at all. */
  readonly instead: (number | 'hang')[] = [];
  leaseSeconds = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(): Promise<AVault> {
    const vault = new AVault();
    await new Promise<void>((resolve) => vault.#server.listen(0, '127.0.0.1', resolve));
    return vault;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as { readonly port: number }).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const path = (request.url ?? '').slice('/v1/'.length);
    const header = (name: string) => request.headers[name] as string | undefined;
    const items = Array.isArray(body['batch_input']) ? body['batch_input'].length : 0;
    this.asked.push({ path, token: header('x-vault-token'), namespace: header('x-vault-namespace'), items });
    const instead = this.instead.shift();
    if (instead === 'hang') return;
    const [status, answer] =
      instead !== undefined
        ? [instead, { errors: ['as it was told'] }]
        : this.#answer(request.method ?? '', path, body, header('x-vault-token'));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(answer === null ? '' : JSON.stringify(answer));
  }

  #answer(method: string, path: string, body: Json, token: string | undefined): [number, Json | null] {
    if (this.isSealed) return [503, { errors: ['Vault is sealed'] }];
    if (path === 'auth/approle/login') return this.#logIn(body);
    if (token === undefined || !this.tokens.has(token)) return [403, { errors: ['permission denied'] }];
    const [mount, what, name, more] = path.split('/') as [string, string, string, string | undefined];
    if (mount !== 'transit') return [404, { errors: [] }];
    const key = this.keys.get(name);
    if (what === 'keys') return this.#keep(method, { name, more, key }, body);
    if (!key) return [400, { errors: ['encryption key not found'] }];
    if (what === 'hmac' && more !== 'sha2-256') return [400, { errors: ['unsupported algorithm'] }];
    return what === 'sign' ? signOne(key, body) : this.#run(what, key, body);
  }

  #logIn({ role_id: role, secret_id: secret }: Json): [number, Json] {
    if (role !== 'role' || secret !== 'secret') return [400, { errors: ['invalid role or secret ID'] }];
    const token = `approle-${randomBytes(4).toString('hex')}`;
    this.tokens.add(token);
    return [200, { auth: { client_token: token, lease_duration: this.leaseSeconds, renewable: true } }];
  }

  #keep(
    method: string,
    {
      name,
      more,
      key,
    }: { readonly name: string; readonly more: string | undefined; readonly key: TransitKey | undefined },
    body: Json,
  ): [number, Json | null] {
    if (more === undefined && method === 'POST') {
      if (!key) this.keys.set(name, newKey(String(body['type']), body['derived'] === true));
      return [200, { data: {} }];
    }
    if (!key) return [404, { errors: [] }];
    if (more === undefined) return [200, { data: described(name, key) }];
    if (more === 'rotate') key.versions.set((key.latest += 1), newSecret(key.type));
    else if (more === 'config') {
      key.minDecryption = Number(body['min_decryption_version'] ?? key.minDecryption);
      key.minEncryption = Number(body['min_encryption_version'] ?? key.minEncryption);
    } else {
      const least = Number(body['min_available_version']);
      const isAllowed = key.minEncryption > 0 && least <= Math.min(key.minDecryption, key.minEncryption);
      if (!isAllowed) return [400, { errors: ['cannot set min available version'] }];
      key.minAvailable = least;
      for (const version of key.versions.keys()) if (version < least) key.versions.delete(version);
    }
    return [204, null];
  }

  #run(what: string, key: TransitKey, body: Json): [number, Json] {
    const results = (body['batch_input'] as Json[]).map((item): Json => {
      try {
        return runOne(what, key, item, body);
      } catch (error) {
        return { error: (error as Error).message };
      }
    });
    return [results.some((result) => 'error' in result) ? 400 : 200, { data: { batch_results: results } }];
  }
}

function newSecret(type: string): Buffer {
  if (type !== 'ed25519') return randomBytes(32);
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
}

function newKey(type: string, derived: boolean): TransitKey {
  const versions = new Map([[1, newSecret(type)]]);
  return { type, derived, versions, latest: 1, minDecryption: 1, minEncryption: 0, minAvailable: 0 };
}

function described(name: string, key: TransitKey): Json {
  const shown = [...key.versions.keys()].filter((version) => version >= key.minDecryption);
  return {
    name,
    type: key.type,
    derived: key.derived,
    keys: Object.fromEntries(shown.map((version) => [version, shownVersion(key, version)])),
    latest_version: key.latest,
    min_decryption_version: key.minDecryption,
    min_encryption_version: key.minEncryption,
    min_available_version: key.minAvailable,
  };
}

// Of a symmetric key the time alone; of one that signs its public half besides.
function shownVersion(key: TransitKey, version: number): unknown {
  if (key.type !== 'ed25519') return 1_764_000_000 + version;
  const secret = createPrivateKey({ key: key.versions.get(version)!, format: 'der', type: 'pkcs8' });
  const jwk = createPublicKey(secret).export({ format: 'jwk' });
  const publicKey = Buffer.from(jwk.x!, 'base64url').toString('base64');
  return { creation_time: '2026-06-01T00:00:00Z', name: 'ed25519', public_key: publicKey };
}

function signOne(key: TransitKey, { input, key_version: version }: Json): [number, Json] {
  const number = Number(version ?? key.latest);
  const secret = key.versions.get(number);
  if (key.type !== 'ed25519' || !secret) return [400, { errors: ['cannot sign: no such version, or the key cannot'] }];
  const signature = sign(null, bytesOf(input), { key: secret, format: 'der', type: 'pkcs8' });
  return [200, { data: { signature: `vault:v${number}:${signature.toString('base64')}`, key_version: number } }];
}

function runOne(what: string, key: TransitKey, item: Json, { key_version: version }: Json): Json {
  if (what === 'hmac') {
    const number = Number(version ?? key.latest);
    const hmac = createHmac('sha256', key.versions.get(number)!).update(bytesOf(item['input'])).digest('base64');
    return { hmac: `vault:v${number}:${hmac}` };
  }
  if (what === 'encrypt') return { ciphertext: seal(key, bytesOf(item['plaintext']), item) };
  const plain = unseal(key, String(item['ciphertext']), item);
  return what === 'decrypt' ? { plaintext: plain.toString('base64') } : { ciphertext: seal(key, plain, item) };
}

function seal(key: TransitKey, plain: Buffer, item: Json): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derive(key, key.latest, item), nonce);
  const bytes = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `vault:v${key.latest}:${bytes.toString('base64')}`;
}

function unseal(key: TransitKey, text: string, item: Json): Buffer {
  const [, number, base64] = /^vault:v(\d+):(.+)$/.exec(text) ?? [];
  if (number === undefined || Number(number) < key.minDecryption)
    throw new Error('ciphertext or signature version is disallowed by policy (too old)');
  const bytes = Buffer.from(base64!, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', derive(key, Number(number), item), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}

function derive(key: TransitKey, version: number, { context }: Json): Buffer {
  const secret = key.versions.get(version);
  if (!secret) throw new Error('no existing key version');
  if (!key.derived) return secret;
  const bytes = bytesOf(context);
  if (bytes.length === 0)
    throw new Error("missing 'context' for key derivation; the key was created using a derived key");
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), bytes, 32));
}

function bytesOf(text: unknown): Buffer {
  return Buffer.from(String(text ?? ''), 'base64');
}

async function bodyOf(request: IncomingMessage): Promise<Json> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return pieces.length === 0 ? {} : (JSON.parse(Buffer.concat(pieces).toString()) as Json);
}
