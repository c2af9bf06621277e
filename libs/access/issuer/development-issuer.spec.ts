import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokenVerifier } from '../tokens/token-verifier.js';
import { DevelopmentIssuer } from './development-issuer.js';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-issuer-'));
  path = join(directory, 'made-on-use', 'issuer.json');
});
afterEach(() => rm(directory, { recursive: true }));

const verifierOf = (issuer: DevelopmentIssuer) => new TokenVerifier(issuer.tokenOptions());

describe('the development issuer', () => {
  it('issues tokens that verify, with what was wished for', async () => {
    const issuer = (await DevelopmentIssuer.open(path, true))!;
    const token = await issuer.issue({ role: 'officer', association: 'mihon-seizo', member: null });
    expect(await verifierOf(issuer).verify(token)).toEqual({
      role: 'officer',
      subject: 'development-officer',
      association: 'mihon-seizo',
      member: null,
      issuedAt: expect.any(Number) as number,
    });
  });

  it('issues tokens of the greatest age, and none that is a second older, whenever the clock moves on', async () => {
    const issuer = (await DevelopmentIssuer.open(path, true))!;
    const { Date: clock } = globalThis;
    let ticks = 0;
    class Ticking extends clock {
      constructor(...said: [] | [number]) {
        super(said[0] ?? Ticking.now());
      }
      static override now = () => clock.now() + 1_000 * ticks++;
    }
    globalThis.Date = Ticking as DateConstructor;
    const token = await issuer
      .issue({ role: 'officer', association: 'mihon-seizo', member: null })
      .finally(() => (globalThis.Date = clock));
    expect(ticks).toBeGreaterThan(0);
    expect(await verifierOf(issuer).verify(token)).toMatchObject({ role: 'officer' });
  });

  it('has one key when two processes open it at once', async () => {
    const issuers = await Promise.all(Array.from({ length: 6 }, () => DevelopmentIssuer.open(path, true)));
    const ids = issuers.map((issuer) => issuer!.publicKeys().keys[0]!.kid);
    expect(new Set(ids).size).toBe(1);
    expect(await readdir(join(directory, 'made-on-use'))).toEqual(['issuer.json']);
  });

  it('keeps its key over a restart, readable by its owner alone', async () => {
    const before = (await DevelopmentIssuer.open(path, true))!;
    const after = (await DevelopmentIssuer.open(path, false))!;
    const token = await before.issue({ role: 'operator', association: null, member: null });
    expect(await verifierOf(after).verify(token)).toMatchObject({ role: 'operator' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is nobody where it was never made', async () => {
    expect(await DevelopmentIssuer.open(path, false)).toBeNull();
  });

  it('hands out the public half alone', async () => {
    const [key] = (await DevelopmentIssuer.open(path, true))!.publicKeys().keys;
    expect(Object.keys(key!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('does not verify what another issuer signed', async () => {
    const [own, other] = [
      await DevelopmentIssuer.open(path, true),
      await DevelopmentIssuer.open(`${path}.other`, true),
    ];
    const token = await other!.issue({ role: 'operator', association: null, member: null });
    await expect(verifierOf(own!).verify(token)).rejects.toThrow();
  });
});
