import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import {
  addLink,
  blindedRoot,
  blindOf,
  consistencyRanges,
  cosign,
  ED25519,
  ED25519_COSIGNATURE,
  EMPTY_CHAIN,
  encodeEntries,
  encodeEnvelope,
  formatNote,
  formatVerifierKey,
  grow,
  inclusionRanges,
  leafHash,
  mapRoot,
  parseNote,
  rangeHashes,
  rootOf,
  EMPTY_FRONTIER,
  signCheckpoint,
  tileOfPath,
  toBase64,
  type ChainHead,
  type Envelope,
  type Sign,
  type VerifierKey,
} from '#proof';

export interface LogKey {
  readonly verifier: VerifierKey;
  readonly sign: Sign;
}

export function aLogKey(origin: string): LogKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    verifier: { name: origin, type: ED25519, publicKey: new Uint8Array(raw) },
    sign: async (bytes) => new Uint8Array(signBytes(null, bytes, privateKey)),
  };
}

export const MAP_KEY = new Uint8Array(32).fill(7);
export const TOKEN = 'a-token-of-an-auditor';

/** A log as it is served to everybody, which can be made to lie. */
export class MadeUpLog {
  readonly origin = 'made-up.example/log/kenpo';
  readonly entries: Uint8Array[] = [];
  readonly signers: LogKey[] = [];
  readonly published: { key: string; announced: number; retired: number | null }[] = [];
  readonly posted: string[] = [];
  /** What is answered instead, by the end of the path. */
  readonly instead = new Map<string, (response: ServerResponse) => void>();
  signedAt = new Date();
  #server: Server | null = null;
  #note = '';

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}/v1/log/kenpo`;
  }

  async open(): Promise<void> {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.writeHead(500).end());
    });
    await new Promise<void>((resolve) => this.#server!.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  add(type: string, data: unknown, more: Partial<Envelope> & { readonly chain?: string } = {}): number {
    const index = this.entries.length;
    const envelope: Envelope = {
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      type,
      schemaVersion: 1,
      association: 'kenpo',
      stream: 'log',
      revision: index,
      occurredAt: null,
      recordedAt: this.signedAt.toISOString(),
      actor: { role: 'operator', id: 'made-up' },
      causation: null,
      subject: null,
      ruleset: null,
      knowledgeAt: null,
      salt: 'AAAAAAAAAAAAAAAAAAAAAA',
      data,
      keyId: null,
      sealed: null,
      ...more,
    };
    this.entries.push(encodeEnvelope(envelope));
    return index;
  }

  line(subject: string, chain: 'open' | 'restricted' = 'open'): number {
    return this.add('MemberLineRecorded', { line: this.entries.length }, { stream: 'transfer', subject, chain });
  }

  announce(key: LogKey, version: number): void {
    const text = formatVerifierKey(key.verifier);
    const announced = this.add('LogKeyAnnounced', { origin: this.origin, version, key: text }, { stream: 'log-keys' });
    this.published.push({ key: text, announced, retired: null });
    this.signers.push(key);
  }

  retire(version: number): void {
    this.published[version - 1]!.retired = this.add('LogKeyRetired', { version }, { stream: 'log-keys' });
    this.signers.shift();
  }

  /** Commits the maps over all lines so far, by recursion over all of them. */
  commitMaps(change: (data: Record<string, string>) => Record<string, string> = (data) => data): void {
    const through = String(this.entries.length).padStart(16, '0');
    const roots = { open: '', restricted: '' };
    for (const chain of ['open', 'restricted'] as const) {
      const heads = new Map<string, ChainHead>();
      for (const [index, entry] of this.entries.entries()) {
        const envelope = JSON.parse(new TextDecoder().decode(entry)) as Envelope & { chain?: string };
        if (envelope.chain !== chain) continue;
        const head = heads.get(envelope.subject!) ?? EMPTY_CHAIN;
        heads.set(envelope.subject!, addLink(head, { index, leaf: leafHash(entry) }));
      }
      const entries = [...heads].map(([subject, { hash }]) => ({
        key: new Uint8Array(createHmac('sha256', MAP_KEY).update(`${chain}:${subject}`).digest()),
        value: hash,
      }));
      const root = mapRoot(entries);
      roots[chain] = toBase64(chain === 'open' ? root : blindedRoot(blindOf(MAP_KEY, through), root));
    }
    this.add('MapRootCommitted', change({ through, ...roots }));
  }

  async publish(signers: readonly LogKey[] = this.signers): Promise<void> {
    this.#note = await this.noteOver(this.entries, signers);
  }

  async noteOver(entries: readonly Uint8Array[], signers: readonly LogKey[] = this.signers): Promise<string> {
    const frontier = grow(EMPTY_FRONTIER, entries.map(leafHash));
    const checkpoint = { origin: this.origin, size: frontier.size, root: rootOf(frontier) };
    const time = Math.floor(this.signedAt.getTime() / 1_000);
    const notes = await Promise.all(signers.map(({ verifier, sign }) => signCheckpoint(checkpoint, verifier, sign)));
    const { text } = parseNote(notes[0]!);
    const timed = signers.map(({ verifier, sign }) =>
      cosign(text, time, { ...verifier, type: ED25519_COSIGNATURE }, sign),
    );
    const signatures = [...notes.flatMap((note) => parseNote(note).signatures), ...(await Promise.all(timed))];
    return formatNote({ text, signatures });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://log');
    const path = url.pathname.replace('/v1/log/kenpo/', '');
    const instead = this.instead.get(path);
    if (instead) return instead(response);
    const number = (name: string) => Number(url.searchParams.get(name));
    if (path === 'checkpoint') response.end(this.#note);
    else if (path === 'keys')
      json(response, { origin: this.origin, keys: this.published.map((key) => this.#told(key)) });
    else if (path === 'consistency') json(response, await this.#proof(consistencyRanges(number('from'), number('to'))));
    else if (path === 'inclusion') json(response, await this.#proof(inclusionRanges(number('leaf'), number('size'))));
    else if (path === 'cosignatures') await this.#take(request, response);
    else if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end();
    else this.#tile(path, response);
  }

  #told({ key, announced, retired }: MadeUpLog['published'][number]) {
    const event = (index: number) => ({
      position: String(index + 1).padStart(16, '0'),
      entry: toBase64(this.entries[index]!),
    });
    return { key, announced: event(announced), retired: retired === null ? null : event(retired) };
  }

  async #proof(ranges: readonly { readonly from: number; readonly to: number }[]) {
    const hashes = await rangeHashes(ranges, async ({ level, index }) =>
      rootOf(grow(EMPTY_FRONTIER, this.entries.slice(index * 2 ** level, (index + 1) * 2 ** level).map(leafHash))),
    );
    return { hashes: hashes.map(toBase64) };
  }

  #tile(path: string, response: ServerResponse): void {
    const { index, width } = tileOfPath(path)!;
    response.end(encodeEntries(this.entries.slice(index * 256, index * 256 + width)));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    this.posted.push((JSON.parse(body) as { note: string }).note);
    response.writeHead(200).end('{}');
  }
}

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
