import { databaseUrl, socketDirectory } from './cluster-address.js';

describe('the socket of a cluster', () => {
  it('lies in its folder, so that only its owner reaches it', () => {
    expect(socketDirectory('/var/lib/kiroku/postgres', 5432)).toBe('/var/lib/kiroku/postgres');
  });

  it.each([
    ['is longer than an address may be', `/${'x'.repeat(93)}`],
    ['holds what would part it in the settings', '/var/lib/a,b'],
    ['holds a quote', `/var/lib/o'brien`],
  ])('is left out where the folder %s', (_what, folder) => {
    expect(socketDirectory(folder, 5432)).toBe('');
  });

  it('may have an address of 107 bytes', () => {
    expect(socketDirectory(`/${'x'.repeat(92)}`, 5432)).toHaveLength(93);
  });

  it('is not named where nobody can reach it', () => {
    expect(databaseUrl({ clusterDir: '/nowhere', password: 'p', port: 5432 })).toBe(
      'postgres://kiroku:p@127.0.0.1:5432/kiroku',
    );
  });
});
