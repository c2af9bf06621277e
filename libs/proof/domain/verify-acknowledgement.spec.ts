import { ALog, aSigningKey } from '../testing/a-log.js';
import { verifyAcknowledgement } from './verify-acknowledgement.js';

const log = ALog.of(7);
const keys = [log.signer.key];
const bytes = log.entries[4]!;

describe('an acknowledgement', () => {
  it('is verified by the bytes of its entry, or by its leaf hash', async () => {
    const file = await log.acknowledgement(4);
    const report = await verifyAcknowledgement(file, keys, { bytes });
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked.map(({ what }) => what)).toEqual(['checkpoint', 'entry', 'inclusion']);
    expect(report.notPromised).toContain('one-view');
    expect((await verifyAcknowledgement(file, keys, { leaf: log.leaves[4]! })).ok).toBe('ok');
  });

  it('names the position of an entry that is not in the log', async () => {
    const report = await verifyAcknowledgement(await log.acknowledgement(4), keys, { bytes: log.entries[5]! });
    expect(report.ok).toBe('broken');
    expect(report.failures).toEqual([expect.objectContaining({ what: 'not-included', position: '0000000000000005' })]);
  });

  it('proves nothing without its entry', async () => {
    const report = await verifyAcknowledgement(await log.acknowledgement(4), keys);
    expect(report).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'no-entry' }] });
  });

  it('is verified by the leaf hash that it brings along, and says that nobody else vouches for that', async () => {
    const own = await verifyAcknowledgement(await log.acknowledgement(4, 7, log.leaves[4]!), keys);
    expect(own).toMatchObject({ ok: 'ok', notPromised: ['own-leaf', 'truth', 'one-view', 'time'] });
    const other = await verifyAcknowledgement(await log.acknowledgement(4, 7, log.leaves[5]!), keys);
    expect(other).toMatchObject({ ok: 'broken', failures: [{ what: 'not-included' }] });
    const noHash = await verifyAcknowledgement(await log.acknowledgement(4, 7, new Uint8Array(31)), keys);
    expect(noHash).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'no-entry' }] });
    const given = await verifyAcknowledgement(await log.acknowledgement(4, 7, log.leaves[5]!), keys, { bytes });
    expect(given.notPromised).not.toContain('own-leaf');
  });

  it.each([
    ['no key', [], 'cannot-check', 'no-key'],
    ['another key of its log', [aSigningKey('example.com/log').key], 'cannot-check', 'no-known-key'],
    ['the key of another log', [aSigningKey('example.com/other').key], 'broken', 'other-log'],
  ])('is not believed by %s', async (_, others, ok, what) => {
    const report = await verifyAcknowledgement(await log.acknowledgement(4), others, { bytes });
    expect(report).toMatchObject({ ok, failures: [{ what }] });
  });

  it('is broken where somebody wrote another size under the signature', async () => {
    const file = (await log.acknowledgement(4)).replace('\nexample.com/log\n7\n', '\nexample.com/log\n8\n');
    expect(await verifyAcknowledgement(file, keys, { bytes })).toMatchObject({
      ok: 'broken',
      failures: [{ what: 'signature-wrong' }],
    });
  });

  it('that is cut off cannot be read', async () => {
    const file = await log.acknowledgement(4);
    for (const cut of [file.slice(0, 40), file.slice(0, -30), `x${file}`]) {
      expect((await verifyAcknowledgement(cut, keys, { bytes })).failures).toMatchObject([{ what: 'unreadable' }]);
    }
  });
});
