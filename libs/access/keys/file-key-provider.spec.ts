import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileKeyProvider } from './file-key-provider.js';

let directory: string;
beforeEach(async () => (directory = join(await mkdtemp(join(tmpdir(), 'kiroku-keys-')), 'keys')));
afterEach(() => rm(join(directory, '..'), { recursive: true }));

const dataKey = Buffer.alloc(32, 7);

describe('the file key provider', () => {
  it('unwraps what it wrapped, also after a restart', async () => {
    const wrapped = await new FileKeyProvider(directory).wrap('kumiai-a', dataKey, 'k1');
    expect((await new FileKeyProvider(directory).unwrap('kumiai-a', wrapped, 'k1')).equals(dataKey)).toBe(true);
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

  it('does not unwrap for another association, nor in another context', async () => {
    const provider = new FileKeyProvider(directory);
    const wrapped = await provider.wrap('kumiai-a', dataKey, 'k1');
    await expect(provider.unwrap('kumiai-b', wrapped, 'k1')).rejects.toThrow();
    await expect(provider.unwrap('kumiai-a', wrapped, 'k2')).rejects.toThrow();
  });

  it('does not unwrap for another association even where both have the same key', async () => {
    const provider = new FileKeyProvider(directory);
    const wrapped = await provider.wrap('kumiai-a', dataKey, 'k1');
    await writeFile(join(directory, 'kumiai-b.json'), await readFile(join(directory, 'kumiai-a.json')));
    await expect(provider.unwrap('kumiai-b', wrapped, 'k1')).rejects.toThrow();
  });

  it('hashes the same text apart for each purpose and each association', async () => {
    const provider = new FileKeyProvider(directory);
    const macs = [
      await provider.mac('kumiai-a', 'index', 'text'),
      await provider.mac('kumiai-a', 'digest', 'text'),
      await provider.mac('kumiai-a', 'actor', 'text'),
      await provider.mac('kumiai-b', 'index', 'text'),
    ];
    expect(new Set(macs.map((mac) => mac.toString('hex'))).size).toBe(4);
    expect(macs.every((mac) => mac.length === 32)).toBe(true);
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
