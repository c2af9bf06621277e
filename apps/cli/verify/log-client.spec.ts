import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BUNDLE_FILES } from '#proof';
import { KEY, madeUpFiles } from '../../../test/harness/made-up-bundle.js';
import { LogClient } from './log-client.js';
import { verifyLogAt } from './verify-log-at.js';

const servers: Server[] = [];
afterAll(() => Promise.all(servers.map((one) => new Promise((resolve) => one.close(resolve)))));

async function serve(answer: RequestListener): Promise<{ readonly address: URL; readonly asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: new URL(`http://127.0.0.1:${port}/v1/log/mihon`), asked };
}

describe('a log that is verified from outside', () => {
  it('is not followed to another place', async () => {
    const other = await serve((_, response) => response.end('other'));
    const { address } = await serve((_, response) => response.writeHead(302, { location: other.address.href }).end());
    const client = new LogClient(address, 'secret');
    await expect(client.checkpoint()).rejects.toMatchObject({ failure: { what: 'no-answer' } });
    expect(other.asked).toEqual([]);
  }, 20_000);

  it('is not listened to without end', async () => {
    const piece = Buffer.alloc(1_048_576);
    const { address } = await serve((_, response) => {
      const go = (): void => {
        while (!response.destroyed) if (!response.write(piece)) return void response.once('drain', go);
      };
      go();
    });
    await expect(new LogClient(address).checkpoint()).rejects.toMatchObject({ failure: { what: 'unreadable' } });
  }, 60_000);

  it('is given no token before it was known by its key', async () => {
    const checkpoint = (await madeUpFiles(3))[BUNDLE_FILES.checkpoint]!;
    const { address, asked } = await serve((_, response) => response.end(checkpoint));
    const publicKey = new Uint8Array(32).fill(7);
    const options = { keys: [{ ...KEY, publicKey }], token: 'secret', because: 'a look' };
    expect((await verifyLogAt(address, options)).ok).toBe('cannot-check');
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
