import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendMessage, type SendTerms } from './send-message.js';

const HOST = 'hooks.example';
const OUTGOING = { headers: { 'webhook-id': 'msg_1' }, body: '{"type":"x"}' };
const HERE = [{ address: '127.0.0.1', family: 4 }];

let directory: string;
let ca: string;
let key: string;
const servers: TcpServer[] = [];
const sockets = new Set<Socket>();

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kiroku-hooks-'));
  const made = ['-keyout', join(directory, 'key.pem'), '-out', join(directory, 'cert.pem'), '-days', '2'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const name = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  execFileSync('openssl', ['req', '-x509', ...kind, ...made, ...name], { stdio: 'ignore' });
  [ca, key] = ['cert.pem', 'key.pem'].map((file) => readFileSync(join(directory, file), 'utf8')) as [string, string];
});
afterEach(closeAll);
afterAll(() => rmSync(directory, { recursive: true }));

interface Endpoint {
  readonly port: number;
  readonly requests: { url: string; body: string; headers: Record<string, unknown> }[];
  connections: number;
}

async function closeAll(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
}

async function open(server: TcpServer): Promise<Endpoint> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint: Endpoint = { port: (server.address() as AddressInfo).port, requests: [], connections: 0 };
  server.on('connection', (socket: Socket) => {
    endpoint.connections += 1;
    sockets.add(socket);
  });
  return endpoint;
}

async function anEndpoint(answer: RequestListener = (_, reply) => reply.end(), isSecure = true): Promise<Endpoint> {
  let endpoint: Endpoint | null = null;
  const listener: RequestListener = (request, reply) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      endpoint!.requests.push({ url: request.url!, body, headers: request.headers });
      answer(request, reply);
    });
  };
  endpoint = await open(isSecure ? createHttpsServer({ cert: ca, key }, listener) : createHttpServer(listener));
  return endpoint;
}

/** As it is in use, save that the name leads here and that this machine may be reached by it. */
const reaching = ({ port }: Endpoint, over: Partial<SendTerms> = {}): SendTerms => ({
  rules: { ports: [port], allowsLoopback: false },
  lookup: async () => HERE,
  isReachable: (address) => address === '127.0.0.1',
  ca,
  ...over,
});
const to = ({ port }: Endpoint, path = '/hook') => ({ ...OUTGOING, url: `https://${HOST}:${port}${path}` });

describe('a message that is sent', () => {
  it('arrives over TLS, at the name that it was sent to', async () => {
    const endpoint = await anEndpoint();
    const outcome = await sendMessage(to(endpoint), reaching(endpoint));
    expect(outcome).toMatchObject({ status: 200, fault: null });
    expect(endpoint.requests).toMatchObject([
      {
        url: '/hook',
        body: OUTGOING.body,
        headers: {
          host: `${HOST}:${endpoint.port}`,
          'webhook-id': 'msg_1',
          'content-type': 'application/json; charset=utf-8',
        },
      },
    ]);
  });

  it.each([204, 400, 410, 500])('comes back with the status: %p', async (status) => {
    const endpoint = await anEndpoint((_, reply) => reply.writeHead(status).end('a body that nobody keeps'));
    const outcome = await sendMessage(to(endpoint), reaching(endpoint));
    expect(outcome).toEqual({ status, fault: status < 300 ? null : 'status', milliseconds: expect.any(Number) });
  });

  it('goes to the one address that was looked at, however the name is answered next', async () => {
    const endpoint = await anEndpoint();
    const answers = [HERE, [{ address: '127.0.0.2', family: 4 }]];
    const lookup = async () => answers.shift()!;
    expect(await sendMessage(to(endpoint), reaching(endpoint, { lookup }))).toMatchObject({ status: 200 });
    expect(answers).toHaveLength(1);
  });

  it('follows no redirection', async () => {
    const other = await anEndpoint();
    const endpoint = await anEndpoint((_, reply) =>
      reply.writeHead(302, { location: `https://${HOST}:${other.port}/` }).end(),
    );
    expect(await sendMessage(to(endpoint), reaching(endpoint))).toMatchObject({ status: 302, fault: 'redirect' });
    expect(other.connections).toBe(0);
  });

  it('reads no more than a little of the answer', async () => {
    let written = 0;
    const endpoint = await anEndpoint((_, reply) => {
      const more = () => {
        written += 1_024;
        reply.write(Buffer.alloc(1_024), (error) => (error ? undefined : setImmediate(more)));
      };
      more();
    });
    expect(await sendMessage(to(endpoint), reaching(endpoint))).toMatchObject({ status: 200, fault: null });
    const soon = written;
    expect(soon).toBeLessThan(8 * 1_024 * 1_024);
  });

  it('takes the status of an answer that never ends, once it is late', async () => {
    const endpoint = await anEndpoint((_, reply) => void reply.writeHead(200).write('.'));
    const outcome = await sendMessage(to(endpoint), reaching(endpoint, { totalMillisecondsMax: 300 }));
    expect(outcome).toMatchObject({ status: 200, fault: null });
  });
});

describe('a receiver that cannot be reached', () => {
  it('is late where it never answers', async () => {
    const endpoint = await anEndpoint(() => {});
    const outcome = await sendMessage(to(endpoint), reaching(endpoint, { totalMillisecondsMax: 300 }));
    expect(outcome).toMatchObject({ status: null, fault: 'timeout' });
  });

  it('is late where it takes a connection and says nothing', async () => {
    const endpoint = await open(createTcpServer(() => {}));
    const outcome = await sendMessage(to(endpoint), reaching(endpoint, { connectMillisecondsMax: 200 }));
    expect(outcome).toMatchObject({ status: null, fault: 'timeout' });
  });

  it('is late where its name is answered by nobody', async () => {
    const endpoint = await anEndpoint();
    const never = () => new Promise<never>(() => {});
    const terms = reaching(endpoint, { lookup: never, totalMillisecondsMax: 200 });
    expect(await sendMessage(to(endpoint), terms)).toMatchObject({ status: null, fault: 'timeout' });
  });

  it('is let go of where the process stops', async () => {
    const endpoint = await anEndpoint(() => {});
    const stopping = new AbortController();
    const sent = sendMessage(to(endpoint), reaching(endpoint, { stopping: stopping.signal }));
    stopping.abort();
    expect(await sent).toMatchObject({ status: null, fault: 'stopped' });
  });

  it('has a certificate of its name, that somebody vouches for', async () => {
    const endpoint = await anEndpoint();
    const { ca: _trusted, ...untrusting } = reaching(endpoint);
    expect(await sendMessage(to(endpoint), untrusting)).toMatchObject({ fault: 'tls' });
    const elsewhere = { ...to(endpoint), url: `https://other.example:${endpoint.port}/` };
    expect(await sendMessage(elsewhere, reaching(endpoint))).toMatchObject({ fault: 'tls' });
    expect(endpoint.requests).toEqual([]);
  });

  it('is not there', async () => {
    const endpoint = await anEndpoint();
    await closeAll();
    expect(await sendMessage(to(endpoint), reaching(endpoint))).toMatchObject({ fault: 'connection' });
    const unknown = { ...OUTGOING, url: 'https://nobody.invalid/' };
    const strict = { rules: { ports: [443], allowsLoopback: false } };
    expect(await sendMessage(unknown, strict)).toMatchObject({ fault: 'name-unknown' });
  });
});

describe('what is inside', () => {
  const strict = ({ port }: Endpoint, over: Partial<SendTerms> = {}): SendTerms => ({
    rules: { ports: [port], allowsLoopback: false },
    ca,
    ...over,
  });

  it.each([
    '127.0.0.1',
    '[::1]',
    'localhost',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '10.0.0.1',
  ])('is not reached by its address: %s', async (host) => {
    const endpoint = await anEndpoint();
    const outcome = await sendMessage({ ...OUTGOING, url: `https://${host}:${endpoint.port}/` }, strict(endpoint));
    expect(outcome).toMatchObject({ status: null, fault: 'address-refused' });
    expect(endpoint.connections).toBe(0);
  });

  it('is not reached by a name, nor by one that leads to a public address as well', async () => {
    const endpoint = await anEndpoint();
    for (const found of [HERE, [{ address: '1.1.1.1', family: 4 }, ...HERE]]) {
      const outcome = await sendMessage(to(endpoint), strict(endpoint, { lookup: async () => found }));
      expect(outcome).toMatchObject({ fault: 'address-refused' });
    }
    expect(endpoint.connections).toBe(0);
  });

  it('is not reached at another port, nor in clear', async () => {
    const endpoint = await anEndpoint(undefined, false);
    const closed = reaching(endpoint, { rules: { ports: [443], allowsLoopback: false } });
    expect(await sendMessage(to(endpoint), closed)).toMatchObject({ fault: 'address-refused' });
    const clear = { ...OUTGOING, url: `http://${HOST}:${endpoint.port}/` };
    expect(await sendMessage(clear, reaching(endpoint))).toMatchObject({ fault: 'address-refused' });
    expect(endpoint.connections).toBe(0);
  });

  it('is reached where that is allowed for trying out, by its own name alone', async () => {
    const endpoint = await anEndpoint(undefined, false);
    const trying: SendTerms = { rules: { ports: [443], allowsLoopback: true } };
    const url = `http://127.0.0.1:${endpoint.port}/`;
    expect(await sendMessage({ ...OUTGOING, url }, trying)).toMatchObject({ status: 200 });
    const named = { ...OUTGOING, url: `https://${HOST}/` };
    expect(await sendMessage(named, { ...trying, lookup: async () => HERE })).toMatchObject({
      fault: 'address-refused',
    });
  });
});
