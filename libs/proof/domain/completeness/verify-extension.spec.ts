import { aSigningKey } from '../../testing/a-log.js';
import { AMemberLog } from '../../testing/a-member-log.js';
import { wordsOf } from '../report-words.js';
import { verifyDocument } from '../verify-document.js';
import type { CompletenessDocument } from './completeness-document.js';
import { verifyCompleteness } from './verify-completeness.js';
import { verifyExtension } from './verify-extension.js';

const A = { subject: 'a', chain: 'open' } as const;
const B = { subject: 'b', chain: 'open' } as const;
const signer = aSigningKey('kiroku.test/log/mihon');
const keys = [signer.key];

const first = () => new AMemberLog(signer).line('a').line('b').line('a').commit();
const older = await first().document([A]);
const at = (position: number) => String(position).padStart(16, '0');

async function found(newer: CompletenessDocument, consistency?: Uint8Array[], before = older) {
  const { ok, failures } = await verifyExtension(before, newer, keys, consistency ? { consistency } : {});
  expect(ok).toBe(failures.length === 0 ? 'ok' : 'broken');
  return failures;
}

describe('a newer answer', () => {
  it('goes on from an older one', async () => {
    const log = first().line('a').line('b').commit();
    const report = await verifyExtension(older, await log.document([A]), keys, { consistency: log.consistency(4, 7) });
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toContainEqual({ what: 'extension', count: 1 });
    expect(report.checked).toContainEqual({ what: 'consistency', count: 1 });
    expect(await found(older)).toEqual([]);
  });

  it('says which facts are of which document', async () => {
    const newer = await first().line('a').commit().document([A]);
    const report = await verifyExtension(older, newer, keys);
    const through = report.about!.filter(({ what }) => what === 'through');
    expect(through.map(({ of }) => of)).toEqual(['older', 'newer']);
    for (const [language, headings] of [
      ['ja', ['古い方:', '新しい方:']],
      ['en', ['The older document:', 'The newer document:']],
    ] as const) {
      const words = wordsOf(report, language);
      expect(words.filter((line) => (headings as readonly string[]).includes(line))).toEqual(headings);
    }
    expect(wordsOf(await verifyCompleteness(older, keys), 'en').join()).not.toContain('The older');
  });

  it('goes on from one that had no line', async () => {
    const none = { subject: 'x', chain: 'open' } as const;
    const log = first().line('x').commit();
    expect(await found(await log.document([none]), undefined, await first().document([none]))).toEqual([]);
  });

  it('that hides a line which was shown is caught at its position', async () => {
    // Another log under the same key, in which the second line never was: each answer alone is in order.
    const log = new AMemberLog(signer).line('a').line('b').line('b').line('a').commit();
    expect(await found(await log.document([A]))).toMatchObject([{ what: 'link-missing', position: at(3) }]);
  });

  it('with another line in the place of one that was shown is caught', async () => {
    const log = new AMemberLog(signer).line('a').line('b').commit().line('a').commit();
    expect(await found(await log.document([A]))).toMatchObject([{ what: 'link-missing', position: at(3) }]);
    const rewritten = new AMemberLog(signer).line('a', 'restricted').line('b').line('a').commit().line('b').commit();
    expect(await found(await rewritten.document([A]))).toMatchObject([{ what: 'link-missing', position: at(1) }]);
  });

  it('with a line that the older one had hidden is caught at its position', async () => {
    const log = new AMemberLog(signer).line('a').line('a').line('a').commit().line('a').commit();
    expect(await found(await log.document([A]))).toMatchObject([{ what: 'link-surplus', position: at(2) }]);
    // Left out at the end of the older one, by roots that were made without it.
    const honest = new AMemberLog(signer).line('a').line('b').line('a').line('a').commit();
    const [earlier, { open }] = [
      await first().document([A]),
      JSON.parse(new TextDecoder().decode(first().entries[3])).data as { open: string },
    ];
    const hiding = new AMemberLog(signer).line('a').line('b').line('a').line('a').commit({ open });
    const lie = { ...(await hiding.document([A])), heads: earlier.heads };
    const later = await honest.line('b').commit().document([A]);
    expect(await found(later, undefined, lie)).toMatchObject([{ what: 'link-surplus', position: at(4) }]);
  });

  it('from the chain of another person is caught by its key', async () => {
    const log = first().line('b').commit();
    const document = await log.document([B]);
    const others = { ...document, heads: document.heads.map((head) => ({ ...head, reference: 'a' })) };
    expect(await found(others)).toMatchObject([{ what: 'key-differs', where: 'open a' }]);
    expect(await found(document)).toMatchObject([{ what: 'link-missing', where: 'open a' }]);
  });

  it('from an earlier head is caught', async () => {
    const log = first().line('a').commit();
    const stale = await log.document([A], { nth: 0 });
    expect(await found(stale, undefined, await log.document([A]))).toMatchObject([{ what: 'size-went-back' }]);
  });

  it('of another view of the log is caught: of one size by its root, of another by consistency', async () => {
    const other = new AMemberLog(signer).line('a').line('c').line('a').commit();
    const [split] = await found(await other.document([A]));
    expect(split).toMatchObject({ what: 'two-roots' });
    const longer = other.line('b').commit();
    const document = await longer.document([A]);
    const failures = await found(document, longer.consistency(4, 6));
    expect(failures).toContainEqual(expect.objectContaining({ what: 'not-consistent' }));
    const alone = await verifyExtension(older, document, keys);
    expect(alone.notPromised).toContain('one-view');
  });

  it('is not compared where either document is not believed', async () => {
    const report = await verifyExtension({ ...older, heads: [] }, older, keys);
    expect(report).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'unreadable' }] });
    expect(report.checked).not.toContainEqual(expect.objectContaining({ what: 'extension' }));
  });

  it('is compared where an older one is given beside it', async () => {
    const bytesOf = (document: object) => new TextEncoder().encode(JSON.stringify(document));
    const newer = await first().line('a').commit().document([A]);
    expect((await verifyDocument(bytesOf(newer), { keys, older: bytesOf(older) })).ok).toBe('ok');
    const lost = await verifyDocument(bytesOf(older), { keys, older: bytesOf(newer) });
    expect(lost).toMatchObject({ ok: 'broken', failures: [{ what: 'size-went-back' }] });
    expect((await verifyDocument(bytesOf(newer), { keys, older: bytesOf([]) })).ok).toBe('cannot-check');
  });
});
