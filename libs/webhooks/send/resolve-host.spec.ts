import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import type { AddressInfo } from 'node:net';
import { resolveHost } from './resolve-host.js';

const HOST = 'hooks.example';
const [A, AAAA] = [1, 28];
const HEADER_BYTES = 12;

let server: Socket;
let asked: number;
let answer: (query: Buffer) => Buffer | null;
beforeEach(async () => {
  asked = 0;
  server = createSocket('udp4');
  server.on('message', (query, { port, address }) => {
    asked += 1;
    const reply = answer(query);
    if (reply) server.send(reply, port, address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

const terms = () => ({ servers: [`127.0.0.1:${(server.address() as AddressInfo).port}`], tries: 1 });
const never = () => null;
const unending = new AbortController().signal;

/** What a name server says: the question, and an address where it has one of this type. */
function answered(query: Buffer, records: ReadonlyMap<number, Buffer>): Buffer {
  const end = query.indexOf(0, HEADER_BYTES) + 5;
  const type = query.readUInt16BE(end - 4);
  const address = records.get(type);
  const head = Buffer.from(query.subarray(0, HEADER_BYTES));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(address ? 1 : 0, 6);
  head.writeUInt32BE(0, 8);
  const question = query.subarray(HEADER_BYTES, end);
  if (!address) return Buffer.concat([head, question]);
  const record = Buffer.from([0xc0, HEADER_BYTES, 0, type, 0, 1, 0, 0, 0, 60, 0, address.length]);
  return Buffer.concat([head, question, record, address]);
}

describe('the addresses of a name', () => {
  it('are all that name servers know, of both kinds', async () => {
    const six = Buffer.alloc(16);
    six[15] = 7;
    const records = new Map([
      [A!, Buffer.from([192, 0, 2, 1])],
      [AAAA!, six],
    ]);
    answer = (query) => answered(query, records);
    expect(await resolveHost(HOST, unending, terms())).toEqual([
      { address: '192.0.2.1', family: 4 },
      { address: '::7', family: 6 },
    ]);
  });

  it('are none where nobody knows the name', async () => {
    answer = (query) => answered(query, new Map());
    expect(await resolveHost(HOST, unending, terms())).toEqual([]);
  });

  it('are none where nobody answers in time', async () => {
    answer = never;
    expect(await resolveHost(HOST, unending, { ...terms(), timeoutMilliseconds: 100 })).toEqual([]);
    expect(asked).toBeGreaterThan(0);
  });

  it('are asked for no longer once the message is ended, and hold up no other look-up meanwhile', async () => {
    answer = never;
    const ending = new AbortController();
    const hanging = Array.from({ length: 8 }, () =>
      resolveHost(HOST, ending.signal, { ...terms(), timeoutMilliseconds: 60_000 }).catch((error: unknown) => error),
    );
    expect(await lookup('127.0.0.1')).toMatchObject({ family: 4 });
    expect(await lookup('localhost')).toBeTruthy();
    const why = new Error('ended');
    ending.abort(why);
    expect(new Set(await Promise.all(hanging))).toEqual(new Set([why]));
  });

  it('of this machine are its own, whatever name servers say', async () => {
    answer = never;
    expect(await resolveHost('localhost', unending, terms())).toEqual([
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
    expect(asked).toBe(0);
  });
});
