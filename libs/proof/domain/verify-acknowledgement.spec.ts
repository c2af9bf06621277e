import { ALog, aSigningKey } from '../testing/a-log.js';
import { cosign } from './cosignature.js';
import { formatInclusionFile, parseInclusionFile } from './inclusion-file.js';
import { ED25519_COSIGNATURE, formatNote, parseNote } from './note.js';
import { verifyAcknowledgement } from './verify-acknowledgement.js';

const log = ALog.of(7);
const keys = [log.signer.key];
const bytes = log.entries[4]!;

/** As logs publish it: with a second line of their key, which has the time. */
async function timed(alter: (signed: Uint8Array) => Uint8Array = (signed) => signed): Promise<string> {
  const { checkpoint, ...proof } = parseInclusionFile(await log.acknowledgement(4));
  const note = parseNote(checkpoint);
  const key = { ...keys[0]!, type: ED25519_COSIGNATURE };
  const line = await cosign(note.text, Date.UTC(2026, 10, 29) / 1_000, key, log.signer.sign);
  const signatures = [...note.signatures, { ...line, bytes: alter(line.bytes) }];
  return formatInclusionFile({ ...proof, checkpoint: formatNote({ ...note, signatures }) });
}

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
    const given = await verifyAcknowledgement(await log.acknowledgement(4, 7, log.leaves[4]!), keys, { bytes });
    expect(given.notPromised).not.toContain('own-leaf');
  });

  it.each([
    ['another leaf hash', log.leaves[5]!],
    ['something else', new Uint8Array(31)],
  ])('is broken where it brings %s along than that of the entry that was given', async (_, extra) => {
    const file = await log.acknowledgement(4, 7, extra);
    for (const entry of [{ bytes }, { leaf: log.leaves[4]! }]) {
      const report = await verifyAcknowledgement(file, keys, entry);
      expect(report).toMatchObject({
        ok: 'broken',
        failures: [{ what: 'extra-differs', position: '0000000000000005' }],
      });
    }
  });

  it('says where in which tree the entry is, and when the log signed', async () => {
    const file = await timed();
    const { ok, about } = await verifyAcknowledgement(file, keys, { bytes });
    expect([ok, about]).toEqual([
      'ok',
      [
        { what: 'log', value: 'example.com/log' },
        { what: 'position', value: '0000000000000005' },
        { what: 'tree-size', value: '7' },
        { what: 'signed-at', value: '2026-11-29T00:00:00.000Z' },
      ],
    ]);
  });

  it.each(['time', 'signature'])(
    'is broken where the %s of the second line of the log’s key was altered',
    async (what) => {
      const file = await timed((signed) => {
        const at = what === 'time' ? 7 : 40;
        return signed.map((byte, place) => (place === at ? byte ^ 1 : byte));
      });
      const report = await verifyAcknowledgement(file, keys, { bytes });
      expect(report).toMatchObject({ ok: 'broken', failures: [{ what: 'signature-wrong' }] });
    },
  );

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
