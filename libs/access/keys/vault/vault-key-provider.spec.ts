import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyProviderContract } from '../testing/key-provider.contract.js';
import { AVault } from './testing/a-vault.js';
import { VaultKeyProvider } from './vault-key-provider.js';
import type { VaultLogin, VaultSettings } from './vault-settings.js';

const A = 'kumiai-a';
const dataKey = randomBytes(32);
let directory: string;
let vault: AVault;
let opened: VaultKeyProvider[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-vault-'));
  for (const [name, text] of [
    ['token', 'root-token\n'],
    ['role', 'role\n'],
    ['secret', 'secret\n'],
  ] as const)
    await writeFile(join(directory, name), text);
  vault = await AVault.start();
  opened = [];
});
afterEach(async () => {
  for (const provider of opened) provider.close();
  await vault.stop();
  await rm(directory, { recursive: true });
});

const fromFile = (): VaultLogin => ({ kind: 'token', file: join(directory, 'token') });
const byRole = (): VaultLogin => ({
  kind: 'approle',
  roleIdFile: join(directory, 'role'),
  secretIdFile: join(directory, 'secret'),
});
function open(over: Partial<VaultSettings> = {}, millisecondsMax = 2_000): VaultKeyProvider {
  const settings = { address: vault.address, mount: 'transit', namespace: null, ca: null, login: fromFile() };
  const provider = new VaultKeyProvider({ ...settings, ...over }, millisecondsMax);
  opened.push(provider);
  return provider;
}
const paths = () => vault.asked.map(({ path }) => path);
const failing = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown as Error & { code?: string },
  );
  if (!error) throw new Error('It did not fail.');
  return error;
};

describe('the Vault key provider', () => {
  keyProviderContract(async () => ({ open: () => open(), close: async () => {} }));

  it('asks many at once in batches, and remembers what it unwrapped', async () => {
    const provider = open();
    const wrapped = await Promise.all(Array.from({ length: 600 }, (_, n) => provider.wrap(A, dataKey, `k${n}`)));
    expect(vault.asked.filter(({ path }) => path.startsWith('transit/encrypt')).map(({ items }) => items)).toEqual([
      500, 100,
    ]);
    await Promise.all(wrapped.map((one, n) => provider.unwrap(A, one, `k${n}`)));
    await Promise.all(wrapped.map((one, n) => provider.unwrap(A, one, `k${n}`)));
    expect(paths().filter((path) => path.startsWith('transit/decrypt'))).toHaveLength(2);
  });

  it('makes no key to unwrap by: where it is gone, another one would only hide it', async () => {
    const wrapped = await open().wrap(A, dataKey, 'k1');
    const before = paths().length;
    await open().unwrap(A, wrapped, 'k1');
    expect(paths().slice(before)).toEqual([expect.stringMatching(/^transit\/decrypt\//)]);
  });

  it('fails the one of a batch that cannot be unwrapped, and no other', async () => {
    const provider = open();
    const wrapped = await provider.wrap(A, dataKey, 'k1');
    const [good, bad] = await Promise.allSettled([
      provider.unwrap(A, wrapped, 'k1'),
      provider.unwrap(A, wrapped, 'k2'),
    ]);
    expect([good.status, bad.status]).toEqual(['fulfilled', 'rejected']);
  });

  it('makes a derived key for wrapping and one for each purpose, once, and none that can be taken out', async () => {
    const provider = open({ namespace: 'kenpo' });
    await Promise.all([provider.wrap(A, dataKey, 'k1'), provider.mac(A, 'index', 'x'), provider.mac(A, 'actor', 'x')]);
    await provider.mac(A, 'actor', 'x');
    expect([...vault.keys].map(([name, { derived }]) => [name, derived]).sort()).toEqual([
      ['kiroku-kumiai-a-actor', false],
      ['kiroku-kumiai-a-index', false],
      ['kiroku-kumiai-a-wrap', true],
    ]);
    expect(paths().filter((path) => path === 'transit/hmac/kiroku-kumiai-a-actor/sha2-256')).toHaveLength(1);
    expect(new Set(vault.asked.map(({ namespace }) => namespace))).toEqual(new Set(['kenpo']));
  });

  it('hashes as before although somebody rotated the key of a hash', async () => {
    const before = await open().mac(A, 'index', 'text');
    const key = vault.keys.get('kiroku-kumiai-a-index')!;
    key.versions.set((key.latest += 1), randomBytes(32));
    expect(await open().mac(A, 'index', 'text')).toEqual(before);
  });

  it('logs in by AppRole, and again when its token has ended', async () => {
    const provider = open({ login: byRole() });
    await provider.wrap(A, dataKey, 'k1');
    vault.tokens.clear();
    await provider.wrap(A, dataKey, 'k2');
    expect(paths().filter((path) => path === 'auth/approle/login')).toHaveLength(2);
    vault.leaseSeconds = 0.001;
    vault.tokens.clear();
    await provider.wrap(A, dataKey, 'k3');
    await provider.wrap(A, dataKey, 'k4');
    expect(paths().filter((path) => path === 'auth/approle/login').length).toBeGreaterThan(3);
  });

  it('takes the token that whoever keeps it fresh wrote meanwhile', async () => {
    const provider = open();
    await provider.wrap(A, dataKey, 'k1');
    vault.tokens.clear();
    vault.tokens.add('fresh-token');
    await writeFile(join(directory, 'token'), 'fresh-token');
    await provider.wrap(A, dataKey, 'k2');
    expect(vault.asked.at(-1)!.token).toBe('fresh-token');
  });
});

describe('where Vault fails', () => {
  it.each([
    ['is asked too often', [429]],
    ['is down for a moment', [500, 502]],
    ['does not answer for a moment', ['hang' as const]],
  ])('tries again while it %s', async (_what, instead) => {
    const provider = open({}, 300);
    await provider.mac(A, 'index', 'x');
    vault.instead.push(...instead);
    expect((await provider.mac(A, 'index', 'y')).length).toBe(32);
  });

  it.each([
    ['is sealed or down', () => (vault.isSealed = true)],
    ['does not let this process in', () => vault.tokens.clear()],
    ['is asked too often', () => vault.instead.push(429, 429, 429)],
    ['does not answer', () => vault.instead.push('hang', 'hang', 'hang')],
    ['answered 412', () => vault.instead.push(412)],
  ])('says that the keys cannot be used now, for it %s, and nothing of what was sent', async (why, fail) => {
    const provider = open({}, 300);
    const wrapped = await provider.wrap(A, dataKey, 'k1');
    fail();
    const error = await failing(provider.unwrap(A, wrapped, 'k1'));
    expect([error.name, error.code]).toEqual(['EventStoreError', 'unavailable']);
    expect(error.message).toBe(`The keys cannot be used now: Vault ${why}.`);
    expect(JSON.stringify(error)).not.toMatch(/root-token|vault:v1/);
  });

  it('says so where nothing listens, and where its token cannot be read or its login is refused', async () => {
    const nowhere = open({ address: 'http://127.0.0.1:1' });
    expect((await failing(nowhere.mac(A, 'index', 'x'))).message).toContain('does not answer');
    await writeFile(join(directory, 'secret'), 'wrong');
    const refused = await failing(open({ login: byRole() }).mac(A, 'index', 'x'));
    expect(refused.message).toBe('The keys cannot be used now: Vault answered the login with 400.');
    await rm(join(directory, 'token'));
    expect((await failing(open().mac(A, 'index', 'x'))).message).toContain('its file cannot be read');
  });

  it('goes on by itself once it is back', async () => {
    const provider = open();
    vault.isSealed = true;
    await failing(provider.wrap(A, dataKey, 'k1'));
    vault.isSealed = false;
    const wrapped = await provider.wrap(A, dataKey, 'k1');
    expect((await provider.unwrap(A, wrapped, 'k1')).equals(dataKey)).toBe(true);
  });

  it('refuses what it did not wrap, without a second try', async () => {
    const provider = open();
    const wrapped = await provider.wrap(A, dataKey, 'k1');
    vault.asked.length = 0;
    expect((await failing(provider.unwrap(A, wrapped, 'k2'))).name).toBe('KeyRefused');
    expect(paths()).toEqual(['transit/decrypt/kiroku-kumiai-a-wrap']);
  });
});
