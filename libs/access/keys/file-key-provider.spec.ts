import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileKeyProvider } from './file-key-provider.js';
import { keyProviderContract } from './testing/key-provider.contract.js';

let directory: string;
beforeEach(async () => (directory = join(await mkdtemp(join(tmpdir(), 'kiroku-keys-')), 'keys')));
afterEach(() => rm(join(directory, '..'), { recursive: true }));

const dataKey = Buffer.alloc(32, 7);

describe('the file key provider', () => {
  keyProviderContract(async () => {
    const own = await mkdtemp(join(tmpdir(), 'kiroku-keys-'));
    return { open: () => new FileKeyProvider(join(own, 'keys'), 0), close: () => rm(own, { recursive: true }) };
  });

  it('makes no other key where the one that wrapped something is gone', async () => {
    const wrapped = await new FileKeyProvider(join(directory, '..', 'lost')).wrap(
      'kumiai-a',
      Buffer.alloc(32, 7),
      'k1',
    );
    const provider = new FileKeyProvider(directory);
    for (let tries = 0; tries < 2; tries += 1)
      await expect(provider.unwrap('kumiai-a', wrapped, 'k1')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(readdir(directory)).rejects.toThrow('ENOENT');
  });

  it('makes one key for an association that two processes ask for at once', async () => {
    const providers = Array.from({ length: 8 }, () => new FileKeyProvider(directory));
    const macs = await Promise.all(providers.map((provider) => provider.mac('kumiai-a', 'index', 'text')));
    expect(new Set(macs.map((mac) => mac.toString('hex'))).size).toBe(1);
    expect(await readdir(directory)).toEqual(['kumiai-a.json']);
  });

  it('lets the service alone read its files', async () => {
    await new FileKeyProvider(directory).mac('kumiai-a', 'index', 'text');
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    expect([await modeOf(directory), await modeOf(join(directory, 'kumiai-a.json'))]).toEqual([0o700, 0o600]);
  });

  it('does not unwrap for another association even where both have the same key', async () => {
    const provider = new FileKeyProvider(directory);
    const wrapped = await provider.wrap('kumiai-a', dataKey, 'k1');
    await writeFile(join(directory, 'kumiai-b.json'), await readFile(join(directory, 'kumiai-a.json')));
    await expect(provider.unwrap('kumiai-b', wrapped, 'k1')).rejects.toThrow();
  });

  it('goes on unwrapping what was wrapped before versions were named', async () => {
    const provider = new FileKeyProvider(directory);
    await provider.mac('kumiai-a', 'index', 'text');
    const { wrap } = JSON.parse(await readFile(join(directory, 'kumiai-a.json'), 'utf8')) as { wrap: string };
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(wrap, 'base64'), nonce).setAAD(Buffer.from('kumiai-a|k1'));
    const before = Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
    expect(provider.versionOf(before)).toBe(1);
    await provider.rotate('kumiai-a', 2);
    expect((await provider.unwrap('kumiai-a', before, 'k1')).equals(dataKey)).toBe(true);
    const anew = await provider.rewrap('kumiai-a', before, 'k1');
    expect(provider.versionOf(anew)).toBe(2);
  });

  it('notices a version of another process within the time that it says, and unwraps by it at once', async () => {
    const [mine, other] = [new FileKeyProvider(directory, 60_000), new FileKeyProvider(directory)];
    await mine.mac('kumiai-a', 'index', 'text');
    await other.rotate('kumiai-a', 2);
    expect(mine.versionOf(await mine.wrap('kumiai-a', dataKey, 'k1'))).toBe(1);
    const wrapped = await other.wrap('kumiai-a', dataKey, 'k1');
    expect((await mine.unwrap('kumiai-a', wrapped, 'k1')).equals(dataKey)).toBe(true);
  });

  it('makes no other keys where those that it knows are not there for a while', async () => {
    const provider = new FileKeyProvider(directory, 0);
    const mac = await provider.mac('kumiai-a', 'index', 'text');
    await unlink(join(directory, 'kumiai-a.json'));
    expect(await provider.mac('kumiai-a', 'index', 'text')).toEqual(mac);
    expect(await readdir(directory)).toEqual([]);
  });

  it('leaves no draft behind', async () => {
    const provider = new FileKeyProvider(directory);
    await provider.rotate('kumiai-a', 2);
    await provider.retire('kumiai-a', 1);
    expect(await readdir(directory)).toEqual(['kumiai-a.json']);
    expect((await stat(join(directory, 'kumiai-a.json'))).mode & 0o777).toBe(0o600);
  });

  it.each(['', '..', '../keys', 'a/b', 'A', '組合', 'a.json', 'a\u0000', 'a'.repeat(65)])(
    'refuses %j as an id',
    async (id) => {
      await expect(new FileKeyProvider(directory).mac(id, 'index', 'text')).rejects.toThrow('An association id is');
      await expect(readdir(directory)).rejects.toThrow('ENOENT');
    },
  );

  it('refuses a damaged file rather than hash with a short key, and reads it again once it is mended', async () => {
    const provider = new FileKeyProvider(directory);
    await provider.mac('kumiai-a', 'index', 'text');
    const path = join(directory, 'kumiai-a.json');
    const whole = await readFile(path, 'utf8');
    await writeFile(path, JSON.stringify({ ...JSON.parse(whole), index: '' }));
    const restarted = new FileKeyProvider(directory);
    await expect(restarted.mac('kumiai-a', 'index', 'text')).rejects.toThrow('A key file is damaged.');
    await writeFile(path, whole);
    expect(await restarted.mac('kumiai-a', 'index', 'text')).toEqual(await provider.mac('kumiai-a', 'index', 'text'));
  });
});
