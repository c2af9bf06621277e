import { Buffer } from 'node:buffer';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Connection } from './connection.js';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const asked = { method: 'GET', isLast: false, millisecondsMax: 5_000 };
const bytes = Buffer.from('GET / HTTP/1.1\r\n\r\n');

let server: Server;
let open: Socket[];
let onRequest: (socket: Socket) => void;
beforeEach(async () => {
  open = [];
  onRequest = (socket) => void socket.write(ANSWER);
  server = createServer((socket) => {
    open.push(socket);
    socket.on('data', () => onRequest(socket)).on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  for (const socket of open) socket.destroy();
  server.close();
});

const connection = () => new Connection(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

describe('a connection', () => {
  it('is kept, and opened anew where the other side ended it while nobody asked', async () => {
    const one = connection();
    expect([await one.ask(bytes, asked), await one.ask(bytes, asked)]).toMatchObject([{ body: 'ok' }, { body: 'ok' }]);
    expect(open).toHaveLength(1);
    open[0]!.end();
    await new Promise((resolve) => open[0]!.once('close', resolve));
    expect(await one.ask(bytes, asked)).toMatchObject({ status: 200 });
    expect(open).toHaveLength(2);
    one.close();
  });

  it('says whether nothing came, or nothing but its end', async () => {
    const one = connection();
    onRequest = (socket) => void socket.end();
    expect(await one.ask(bytes, asked)).toMatchObject({ status: 0, what: 'closed' });
    onRequest = () => {};
    expect(await one.ask(bytes, { ...asked, millisecondsMax: 50 })).toMatchObject({ status: 0, what: 'silent' });
    one.close();
  });
});
