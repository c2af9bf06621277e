import { ALog } from '../testing/a-log.js';
import { toBase64 } from './bytes.js';
import { CONSISTENCY_FORMAT, verifyConsistency, type ConsistencyDocument } from './verify-consistency.js';

const log = ALog.of(20);
const keys = [log.signer.key];

async function documentOf(old: ALog, oldSize: number, now: ALog, size: number): Promise<ConsistencyDocument> {
  const proof = oldSize <= size ? now.consistency(oldSize, size).map(toBase64) : [];
  return { format: CONSISTENCY_FORMAT, old: await old.checkpoint(oldSize), new: await now.checkpoint(size), proof };
}

describe('two checkpoints', () => {
  it.each([
    [1, 20],
    [8, 20],
    [13, 20],
    [20, 20],
  ])('of sizes %i and %i are verified to be of one log', async (oldSize, size) => {
    const report = await verifyConsistency(await documentOf(log, oldSize, log, size), keys);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toContainEqual({ what: 'consistency', count: 1 });
  });

  const forked = ALog.of(20, 'other', log.signer);

  it.each([
    ['a log that was rewritten', forked, 8, 20, 'not-consistent'],
    ['two roots of one size', forked, 20, 20, 'two-roots'],
    ['a log that went back', log, 20, 12, 'size-went-back'],
  ])('tell %s', async (_, old, oldSize, size, what) => {
    const report = await verifyConsistency(await documentOf(old, oldSize, log, size), keys);
    expect(report).toMatchObject({ ok: 'broken', failures: [{ what }] });
    expect(report.failures[0]!.expected).not.toBe(report.failures[0]!.found);
  });

  it('are not read where a hash is none', async () => {
    const document = { ...(await documentOf(log, 8, log, 20)), proof: ['AAAA'] };
    expect((await verifyConsistency(document, keys)).failures).toMatchObject([{ what: 'unreadable' }]);
  });
});
