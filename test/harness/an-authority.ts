import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONFIG = `
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = Invented authority
[ ca ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[ time ]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping
[ web ]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping, serverAuth
[ tsa ]
default_tsa = stamp
[ stamp ]
serial = DIR/serial
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
signer_digest = sha256
`;

export type KeyKind = 'ec' | 'rsa';

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** A time-stamping authority by `openssl ts`, behind a small server; it can be made to fail. */
export class AnAuthority {
  readonly directory = mkdtempSync(join(tmpdir(), 'kiroku-tsa-'));
  /** What it answers instead, with which status. */
  instead: { readonly status: number; readonly body: Uint8Array } | null = null;
  asked = 0;
  #server: Server | null = null;

  constructor(kind: KeyKind = 'ec') {
    writeFileSync(join(this.directory, 'openssl.cnf'), CONFIG.replaceAll('DIR', this.directory));
    writeFileSync(join(this.directory, 'serial'), '01\n');
    const key = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['rsa:2048'];
    const request = ['req', '-config', 'openssl.cnf', '-nodes', '-newkey', ...key];
    this.#openssl([...request, '-x509', '-days', '30', '-extensions', 'ca', '-keyout', 'ca.key', '-out', 'ca.pem']);
    this.#openssl([...request, '-subj', '/CN=Invented stamp', '-keyout', 'tsa.key', '-out', 'tsa.csr']);
    const sign = ['x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
    const certified = (usage: string, days: string) => ['-days', days, '-extfile', 'openssl.cnf', '-extensions', usage];
    this.#openssl([...sign, ...certified('time', '20'), '-out', 'tsa.pem']);
    this.#openssl([...sign, ...certified('web', '20'), '-out', 'web.pem']);
    this.#openssl([...sign, ...certified('time', '-1'), '-out', 'ended.pem']);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}/tsa`;
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  async open(): Promise<void> {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        this.asked += 1;
        const answer = this.instead ?? { status: 200, body: this.reply(Buffer.concat(pieces)) };
        response.writeHead(answer.status, { 'content-type': 'application/timestamp-reply' }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => this.#server!.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    if (this.#server) await new Promise((resolve) => this.#server!.close(resolve));
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** What `openssl ts` replies to a query. */
  reply(query: Uint8Array): Buffer {
    writeFileSync(this.path('query'), query);
    const by = ['-signer', 'tsa.pem', '-inkey', 'tsa.key'];
    this.#openssl(['ts', '-reply', '-config', 'openssl.cnf', '-queryfile', 'query', ...by, '-out', 'reply']);
    return readFileSync(this.path('reply'));
  }

  /** A reply on a text, asked for by openssl itself. */
  replyOn(text: string): Buffer {
    writeFileSync(this.path('data'), text);
    this.#openssl(['ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'asked']);
    return this.reply(readFileSync(this.path('asked')));
  }

  /** A reply with the same contents, signed by the same key under another certificate: openssl itself would not. */
  signedAs(certificate: 'web' | 'ended', reply: Uint8Array): Buffer {
    writeFileSync(this.path('granted'), reply);
    this.#openssl(['ts', '-reply', '-in', 'granted', '-token_out', '-out', 'token']);
    this.#openssl(['cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token', '-out', 'info']);
    const content = ['-binary', '-nodetach', '-econtent_type', TST_INFO, '-in', 'info'];
    const by = ['-signer', `${certificate}.pem`, '-inkey', 'tsa.key', '-cades'];
    this.#openssl(['cms', '-sign', ...content, ...by, '-outform', 'DER', '-out', 'signed']);
    const [granted, token] = [Buffer.of(0x30, 3, 2, 1, 0), readFileSync(this.path('signed'))];
    const header = Buffer.of(0x30, 0x82, 0, 0);
    header.writeUInt16BE(granted.length + token.length, 2);
    return Buffer.concat([header, granted, token]);
  }

  /** Whether openssl believes a reply on a text. Throws where it does not. */
  verify(reply: Uint8Array, text: string): string {
    writeFileSync(this.path('verified'), reply);
    writeFileSync(this.path('data'), text);
    return this.#openssl(['ts', '-verify', '-data', 'data', '-in', 'verified', '-CAfile', 'ca.pem']);
  }

  #openssl(args: string[]): string {
    return execFileSync('openssl', args, { cwd: this.directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }
}
