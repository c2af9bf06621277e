import { consistencyRanges, grow, EMPTY_FRONTIER, leafHash, rangeHashes, rootOf, checkpointText } from '#proof';
import { sourceOfBytes, timestampClaims, TIMESTAMP_FILES, toBase64, verifyBundle, type StampFailure } from '#proof';
import { AnAuthority } from '../../../test/harness/an-authority.js';
import { entryAt, KEY, madeUpFiles, ORIGIN, signed, zipped, type Files } from '../../../test/harness/made-up-bundle.js';
import { stampFailureBy } from './stamp-failure.js';

const SIZE = 700;
const STAMPED = 300;
const leaves = Array.from({ length: SIZE }, (_, index) => leafHash(Buffer.from(entryAt(index))));
const rootAt = (size: number) => rootOf(grow(EMPTY_FRONTIER, leaves.slice(0, size)));
const TEXT = checkpointText({ origin: ORIGIN, size: STAMPED, root: rootAt(STAMPED) });

let authority: AnAuthority;
let other: AnAuthority;
let files: Files;

beforeAll(async () => {
  [authority, other] = [new AnAuthority(), new AnAuthority('rsa')];
  files = { ...(await madeUpFiles(SIZE)), ...(await stampOn(TEXT)) };
});

afterAll(async () => {
  await authority.close();
  await other.close();
});

async function stampOn(text: string, size = STAMPED): Promise<Files> {
  const hashes = await rangeHashes(consistencyRanges(size, SIZE), async ({ level, index }) =>
    rootOf(grow(EMPTY_FRONTIER, leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))),
  );
  return {
    [TIMESTAMP_FILES.replyOf(size)]: authority.replyOn(text),
    [TIMESTAMP_FILES.textOf(size)]: Buffer.from(text),
    [TIMESTAMP_FILES.proofOf(size)]: Buffer.from(hashes.map((hash) => `${toBase64(hash)}\n`).join('')),
  };
}

async function verify(given: Files, stampFailure?: StampFailure) {
  const zip = await zipped(await signed(given, SIZE));
  return verifyBundle(sourceOfBytes(zip), [KEY], stampFailure && { stampFailure });
}

describe('a timestamp in a bundle', () => {
  it('is held to its checkpoint and to the log, and that nobody looked at its authority is said', async () => {
    const report = await verify(files);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toContainEqual({ what: 'timestamp', count: 1 });
    expect(report.notPromised).toContain('authority');
  });

  it('is held to the certificate of its authority where the reader has it', async () => {
    const report = await verify(files, await stampFailureBy(authority.path('ca.pem')));
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.notPromised).not.toContain('authority');
  });

  it('of another authority is not believed, and nothing is concluded', async () => {
    const report = await verify(files, await stampFailureBy(other.path('ca.pem')));
    expect(report).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'authority-unknown' }] });
  });

  it('whose signature was changed is wrong', async () => {
    const name = TIMESTAMP_FILES.replyOf(STAMPED);
    const changed = Buffer.from(files[name]!);
    changed[changed.length - 3]! ^= 1;
    const given = { ...files, [name]: changed };
    expect(await verify(given)).toMatchObject({ ok: 'ok' });
    const report = await verify(given, await stampFailureBy(authority.path('ca.pem')));
    expect(report).toMatchObject({ ok: 'broken', failures: [{ what: 'timestamp-wrong', where: name }] });
  });

  it('on another text, of another log, of another tree or of nothing is named', async () => {
    const reply = TIMESTAMP_FILES.replyOf(STAMPED);
    const failuresOf = async (over: Files) => (await verify({ ...files, ...over })).failures.map(({ what }) => what);
    expect(await failuresOf({ [reply]: authority.replyOn('another text') })).toEqual(['timestamp-wrong']);
    expect(await failuresOf({ [reply]: Buffer.from('no reply') })).toEqual(['unreadable']);
    const elsewhere = checkpointText({ origin: `${ORIGIN}-2`, size: STAMPED, root: rootAt(STAMPED) });
    expect(await failuresOf(await stampOn(elsewhere))).toEqual(['other-log']);
    const forked = checkpointText({ origin: ORIGIN, size: STAMPED, root: rootAt(STAMPED + 1) });
    expect(await failuresOf(await stampOn(forked))).toEqual(['not-consistent']);
    const smaller = checkpointText({ origin: ORIGIN, size: 299, root: rootAt(299) });
    expect(await failuresOf(await stampOn(smaller))).toEqual(['timestamp-wrong']);
    const { [TIMESTAMP_FILES.textOf(STAMPED)]: _text, ...without } = files;
    expect((await verify(without)).failures.map(({ what }) => what)).toEqual(['timestamp-wrong']);
  });
});

describe('what a reply says', () => {
  it('is read without a library, and nothing is read out of pieces of it', () => {
    const reply = authority.replyOn(TEXT);
    const claims = timestampClaims(reply)!;
    expect(Math.abs(claims.time.getTime() - Date.now())).toBeLessThan(60_000);
    for (let length = 0; length < 120; length += 1) expect(timestampClaims(reply.subarray(0, length))).toBeNull();
    for (let at = 0; at < reply.length; at += 1) {
      const changed = Uint8Array.from(reply, (byte, index) => (index === at ? byte ^ 0xff : byte));
      expect(() => timestampClaims(changed)).not.toThrow();
    }
  });
});
