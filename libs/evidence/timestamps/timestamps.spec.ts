import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { formatNote, verifyTimestamp, type TimestampTerms } from '#proof';
import { askForTimestamp, type Stamped } from './ask-for-timestamp.js';
import type { KeptTimestamps } from './kept-timestamps.js';
import { AnAuthority } from '../../../test/harness/an-authority.js';
import { TimestampKeeper } from './timestamp-keeper.js';
import { timestampSettings, type TimestampSettings } from './timestamp-settings.js';

const TEXT = 'kiroku.localhost/log/kenpo\n4\nAAAA\n';
const bytes = (text: string) => new TextEncoder().encode(text);
const certificate = (path: string) => new Uint8Array(new X509Certificate(readFileSync(path)).raw);

let authority: AnAuthority;

beforeAll(async () => {
  authority = new AnAuthority();
  await authority.open();
});

afterAll(async () => {
  await authority.close();
});

beforeEach(() => {
  authority.instead = null;
});

function settings(more: Record<string, string> = {}): TimestampSettings {
  const env = { KIROKU_TSA_URL: authority.url, KIROKU_TSA_CERTIFICATE: authority.path('ca.pem'), ...more };
  return timestampSettings(env)!;
}

describe('a timestamp', () => {
  it('of openssl is believed, and openssl believes what was asked for', async () => {
    const stamped = await askForTimestamp(bytes(TEXT), settings());
    expect(stamped.policy).toBe('1.2.3.4.1');
    expect(Math.abs(stamped.time.getTime() - Date.now())).toBeLessThan(60_000);
    expect(authority.verify(stamped.reply, TEXT)).toContain('Verification: OK');
  });

  it('is believed by the certificate of the authority itself, and with the policy that was asked for', async () => {
    const asked = settings({ KIROKU_TSA_POLICY: '1.2.3.4.5', KIROKU_TSA_CERTIFICATE: authority.path('tsa.pem') });
    expect((await askForTimestamp(bytes(TEXT), asked)).policy).toBe('1.2.3.4.5');
    await expect(askForTimestamp(bytes(TEXT), settings({ KIROKU_TSA_POLICY: '1.2.3.4.9' }))).rejects.toThrow(
      'not-granted',
    );
  });

  it('by RSA is believed as well', async () => {
    const rsa = new AnAuthority('rsa');
    const trusted = [certificate(rsa.path('ca.pem'))];
    const found = await verifyTimestamp(rsa.replyOn(TEXT), { data: bytes(TEXT), trusted });
    expect(found.serial).not.toBe('');
    await rsa.close();
  });

  it.each([
    ['about other bytes', 'other-data', { data: bytes('another text') }],
    ['with another nonce', 'other-nonce', { nonce: new Uint8Array(8).fill(9) }],
    ['under another policy', 'other-policy', { policy: '1.2.3.4.5' }],
    ['of somebody who is not trusted', 'not-trusted', { trusted: [] }],
  ] as const)('%s is not believed', async (_, fault, terms: Partial<TimestampTerms>) => {
    const trusted = [certificate(authority.path('ca.pem'))];
    const reply = authority.replyOn(TEXT);
    await expect(verifyTimestamp(reply, { data: bytes(TEXT), trusted, ...terms })).rejects.toMatchObject({ fault });
  });

  it('by another authority of the same name is not believed', async () => {
    const namesake = new AnAuthority();
    const trusted = [certificate(authority.path('ca.pem'))];
    const reply = namesake.replyOn(TEXT);
    await expect(verifyTimestamp(reply, { data: bytes(TEXT), trusted })).rejects.toMatchObject({
      fault: 'not-trusted',
    });
    await namesake.close();
  });

  it.each(['web', 'ended'] as const)('by a certificate that is not for this (%s) is not believed', async (name) => {
    const trusted = [certificate(authority.path('ca.pem'))];
    const reply = authority.signedAs(name, authority.replyOn(TEXT));
    await expect(verifyTimestamp(reply, { data: bytes(TEXT), trusted })).rejects.toMatchObject({
      fault: 'not-for-time',
    });
  });

  it('of which any byte was changed is not believed, or says the same', async () => {
    const trusted = [certificate(authority.path('ca.pem'))];
    const reply = new Uint8Array(authority.replyOn(TEXT));
    const truth = await verifyTimestamp(reply, { data: bytes(TEXT), trusted });
    for (let at = 0; at < reply.length; at += 29) {
      const changed = Uint8Array.from(reply, (byte, index) => (index === at ? byte ^ 0x01 : byte));
      const found = await verifyTimestamp(changed, { data: bytes(TEXT), trusted }).catch(() => truth);
      expect({ at, ...found }).toEqual({ at, ...truth });
    }
  });
});

describe('the settings of a time-stamping authority', () => {
  it('are none where no address is said', () => expect(timestampSettings({})).toBeNull());

  it.each([
    [{ KIROKU_TSA_URL: 'ftp://tsa.example' }, 'KIROKU_TSA_URL'],
    [{ KIROKU_TSA_CERTIFICATE: '' }, 'KIROKU_TSA_CERTIFICATE'],
    [{ KIROKU_TSA_CERTIFICATE: '/nowhere.pem' }, 'KIROKU_TSA_CERTIFICATE'],
    [{ KIROKU_TSA_POLICY: 'a policy' }, 'KIROKU_TSA_POLICY'],
    [{ KIROKU_TSA_MINUTES: '0' }, 'KIROKU_TSA_MINUTES'],
  ])('%j are refused', (more, name) => expect(() => settings(more)).toThrow(name));
});

describe('the keeper of timestamps', () => {
  const minute = 60_000;
  let size: number;
  let clock: number;
  let kept: Map<number, Stamped>;
  let said: string[];
  let keeper: TimestampKeeper;

  beforeEach(() => {
    [size, clock, kept, said] = [4, Date.now(), new Map(), []];
    const note = () => formatNote({ text: TEXT, signatures: [] });
    const timestamps = {
      newest: async () => {
        const [last] = [...kept].sort(([one], [two]) => two - one);
        return last ? { size: last[0], time: last[1].time } : null;
      },
      keep: async (_: string, at: number, stamped: Stamped) => void kept.set(at, stamped),
    };
    keeper = new TimestampKeeper(
      settings({ KIROKU_TSA_MINUTES: '2' }),
      { newest: async () => ({ size, note: `${note()}— log.example AAAAAAAAAAAA\n` }) },
      timestamps as unknown as KeptTimestamps,
      { failed: () => said.push('failed'), recovered: () => said.push('recovered') },
      () => new Date(clock),
    );
  });

  it('has a head stamped once, and the next when it grew and the time has come', async () => {
    await keeper.round(['kenpo']);
    await keeper.round(['kenpo']);
    expect([...kept.keys()]).toEqual([4]);
    size = 5;
    await keeper.round(['kenpo']);
    expect([...kept.keys()]).toEqual([4]);
    clock += 3 * minute;
    await keeper.round(['kenpo']);
    expect([...kept.keys()]).toEqual([4, 5]);
  });

  it('leaves an authority that fails alone for a while, longer each time, and goes on when it answers', async () => {
    authority.instead = { status: 503, body: new Uint8Array(0) };
    const before = authority.asked;
    const asked = () => authority.asked - before;
    await keeper.round(['kenpo', 'kyosai']);
    await keeper.round(['kenpo']);
    expect([asked(), said]).toEqual([1, ['failed']]);
    clock += 16_000;
    await keeper.round(['kenpo']);
    clock += 16_000;
    await keeper.round(['kenpo']);
    expect(asked()).toBe(2);
    authority.instead = null;
    clock += minute;
    await keeper.round(['kenpo']);
    expect([kept.size, said]).toEqual([1, ['failed', 'recovered']]);
  });

  it.each([
    ['nonsense', bytes('nonsense')],
    ['too much', new Uint8Array(100_000)],
  ])('keeps nothing of an authority that answers %s', async (_, body) => {
    authority.instead = { status: 200, body };
    await keeper.round(['kenpo']);
    expect([kept.size, said]).toEqual([0, ['failed']]);
  });

  it('does not believe an authority whose clock is far from ours', async () => {
    clock += 60 * minute;
    await keeper.round(['kenpo']);
    expect([kept.size, said]).toEqual([0, ['failed']]);
  });
});
