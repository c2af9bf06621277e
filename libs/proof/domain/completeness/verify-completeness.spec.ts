import { toBase64 } from '../bytes.js';
import { aSigningKey } from '../../testing/a-log.js';
import { AMemberLog, ASSOCIATION, SECRET } from '../../testing/a-member-log.js';
import { verifyDocument } from '../verify-document.js';
import type { CompletenessDocument, CompletenessHead } from './completeness-document.js';
import { verifyCompleteness } from './verify-completeness.js';

const A = { subject: 'a', chain: 'open' } as const;
const B = { subject: 'b', chain: 'open' } as const;
const HIDDEN = { subject: 'a', chain: 'restricted' } as const;
const NOBODY = { subject: 'nobody', chain: 'open' } as const;

/** Lines of three members at positions 1 to 9, and the maps over them at position 10. */
function aLog(signer = aSigningKey('kiroku.test/log/mihon')): AMemberLog {
  const log = new AMemberLog(signer);
  for (const subject of ['a', 'b', 'a', 'c', 'a', 'b']) log.line(subject);
  log.line('a', 'restricted').line('b', 'restricted').line('a');
  return log.commit();
}

const log = aLog();
const { keys } = log;
type Change = (head: CompletenessHead) => Partial<CompletenessHead>;

/** The answer of whoever changes one head of it. */
async function changed(change: Change, asked: Parameters<AMemberLog['head']>[0] = A): Promise<CompletenessDocument> {
  const document = await log.document([asked]);
  return { ...document, heads: document.heads.map((head) => ({ ...head, ...change(head) })) };
}

const failuresOf = async (document: unknown, options = {}) => {
  const { ok, failures } = await verifyCompleteness(document, keys, options);
  expect(ok).toBe(failures.length === 0 ? 'ok' : 'broken');
  return failures;
};

describe('a complete answer', () => {
  it('is verified, and says of whom it is, up to where, and what it does not promise', async () => {
    const report = await verifyCompleteness(await log.document([A]), keys);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toEqual([
      { what: 'checkpoint', count: 1 },
      { what: 'commitment', count: 1 },
      { what: 'map-proof', count: 1 },
      { what: 'chain', count: 1 },
      { what: 'link', count: 4 },
    ]);
    expect(report.about?.slice(0, 2)).toEqual([
      { what: 'reference', value: 'a' },
      { what: 'chains', value: 'open' },
    ]);
    expect(report.about).toContainEqual({ what: 'through', value: '0000000000000009' });
    expect(report.about).toContainEqual({ what: 'behind', value: '0' });
    expect(report.notPromised).not.toContain('behind');
    for (const code of ['never-posted', 'restricted-lines', 'other-references', 'key-of-reference', 'map-by-log'])
      expect(report.notPromised).toContain(code);
  });

  it('of several references and both chains opens the restricted root, and no longer leaves those lines out', async () => {
    const both = [A, B, NOBODY].flatMap((one) => [one, { ...one, chain: 'restricted' as const }]);
    const report = await verifyCompleteness(await log.document(both), keys, { secret: SECRET });
    expect(report.failures).toEqual([]);
    expect(report.checked).toContainEqual({ what: 'link', count: 8 });
    expect(report.notPromised).not.toContain('restricted-lines');
    expect(report.notPromised).not.toContain('key-of-reference');
  });

  it('says of which reference it has which chain, and promises restricted lines only where it has them of all', async () => {
    const report = await verifyCompleteness(await log.document([A, B, HIDDEN]), keys);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.notPromised).toContain('restricted-lines');
    expect(report.about?.slice(0, 4).map(({ what, value }) => `${what} ${value}`)).toEqual([
      'reference a',
      'chains open, restricted',
      'reference b',
      'chains open',
    ]);
  });

  it('is told among documents of any kind', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(await log.document([A])));
    expect((await verifyDocument(bytes, { keys })).ok).toBe('ok');
  });

  it.each([
    ['others have', log],
    ['nobody has', new AMemberLog(log.signer).line('x', 'restricted').commit()],
  ])('is proven of whoever has no line where %s', async (_, one) => {
    const report = await verifyCompleteness(await one.document([NOBODY]), keys);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toContainEqual({ what: 'map-proof', count: 1 });
    expect(report.checked).not.toContainEqual(expect.objectContaining({ what: 'chain' }));
  });
});

describe('whoever answers and', () => {
  const at = (position: number) => String(position).padStart(16, '0');

  it.each<[string, Change]>([
    ['leaves out the first line', ({ links }) => ({ links: links.slice(1) })],
    ['leaves out one between', ({ links }) => ({ links: links.filter((_, n) => n !== 1) })],
    ['leaves out the last', ({ links }) => ({ links: links.slice(0, -1) })],
    ['adds a line of somebody else', ({ links }) => ({ links: [links[0]!, log.head(B).links[0]!, ...links.slice(1)] })],
    [
      'changes the hash of a line',
      ({ links }) => ({ links: [{ ...links[0]!, leaf: links[1]!.leaf }, ...links.slice(1)] }),
    ],
    [
      'puts a line at another place',
      ({ links }) => ({ links: [{ ...links[0]!, position: at(2) }, ...links.slice(1)] }),
    ],
  ])('%s is caught by the chain', async (_, change) => {
    expect(await failuresOf(await changed(change))).toEqual([
      expect.objectContaining({ what: 'chain-differs', where: 'open a' }),
    ]);
  });

  it('says that there is none where there is one is caught', async () => {
    expect(await failuresOf(await changed(() => ({ links: [] })))).toMatchObject([{ what: 'link-missing' }]);
    // Of nobody the map holds nothing, and the proof of that is about another path.
    const { map } = log.head(NOBODY);
    const absent = await failuresOf(await changed(() => ({ links: [], map })));
    expect(absent).toMatchObject([{ what: 'map-proof-wrong' }]);
  });

  it('says that there is one where there is none is caught', async () => {
    const { links } = log.head(B);
    expect(await failuresOf(await changed(() => ({ links }), NOBODY))).toMatchObject([{ what: 'link-surplus' }]);
  });

  it.each<[string, Change]>([
    ['reorders lines', ({ links }) => ({ links: [links[1]!, links[0]!, ...links.slice(2)] })],
    ['duplicates one', ({ links }) => ({ links: [links[0]!, links[0]!, ...links.slice(1)] })],
  ])('%s is caught at the line that is out of order', async (_, change) => {
    expect(await failuresOf(await changed(change))).toMatchObject([
      { what: 'chain-out-of-order', position: at(1), where: 'open a' },
    ]);
  });

  it('answers about a reference twice, once with other lines, is caught', async () => {
    const document = await log.document([A, NOBODY]);
    const [first, none] = document.heads;
    const doubled = { ...document, heads: [first!, { ...none!, reference: 'a' }] };
    expect(await failuresOf(doubled)).toMatchObject([{ what: 'document-wrong' }]);
    const sameKey = { ...document, heads: [first!, { ...first!, reference: 'z' }] };
    expect(await failuresOf(sameKey)).toMatchObject([{ what: 'document-wrong' }]);
  });

  it('answers about very many references is judged in a moment', async () => {
    const document = await log.document([A]);
    const [head] = document.heads;
    const heads = Array.from({ length: 20_000 }, (_, at) => ({
      ...head!,
      reference: `r${at}`,
      key: Buffer.from(String(at).padStart(32)).toString('base64'),
      links: [],
      map: { siblings: [], leaf: null },
    }));
    const startedAt = performance.now();
    await verifyCompleteness({ ...document, heads }, keys);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  }, 60_000);

  it('moves a chain to another person is caught by the secret, and otherwise the document says so', async () => {
    const others = await changed(() => ({ ...log.head(B), reference: 'a' }));
    const report = await verifyCompleteness(others, keys);
    expect(report.notPromised).toContain('key-of-reference');
    expect(await failuresOf(others, { secret: SECRET })).toMatchObject([{ what: 'key-differs', where: 'open a' }]);
    // Under the key of the person itself, the chain of somebody else does not stand.
    const { links } = log.head(B);
    expect(await failuresOf(await changed(() => ({ links })))).toMatchObject([{ what: 'chain-differs' }]);
  });

  it('passes the restricted chain for the open one is caught', async () => {
    const { key, map, links } = log.head(HIDDEN);
    expect(await failuresOf(await changed(() => ({ key, map, links })))).toMatchObject([{ what: 'map-proof-wrong' }]);
  });

  it('cuts the open chain out of an answer on both is caught, of whichever reference', async () => {
    const document = await log.document([A, HIDDEN, B]);
    const cut = (chain: string) => ({ ...document, heads: document.heads.filter((head) => head.chain === chain) });
    expect(await failuresOf(cut('restricted'))).toEqual([{ what: 'document-wrong', where: 'open a' }]);
    const one = {
      ...document,
      heads: document.heads.filter((head) => head.reference === 'b' || head.chain !== 'open'),
    };
    expect(await failuresOf(one)).toEqual([{ what: 'document-wrong', where: 'open a' }]);
    // What is left is an answer on the open chain, and says so.
    const open = await verifyCompleteness(cut('open'), keys);
    expect([open.ok, open.notPromised.includes('restricted-lines')]).toEqual(['ok', true]);
  });

  it('opens the restricted root with something else is caught', async () => {
    const document = await log.document([A, HIDDEN]);
    const [own] = document.heads;
    const zeros = toBase64(new Uint8Array(32));
    const empty = { ...log.head({ ...HIDDEN, subject: 'x' }), reference: 'a', map: { siblings: [], leaf: null } };
    const lies = { ...document, restricted: { ...document.restricted!, root: zeros }, heads: [own!, empty] };
    expect(await failuresOf(lies)).toMatchObject([{ what: 'commitment-differs', where: 'restricted' }]);
    const { restricted: _, ...unopened } = document;
    expect(await failuresOf(unopened)).toMatchObject([{ what: 'document-wrong', where: 'restricted' }]);
  });

  it('shows a line that is later than the commitment is caught', async () => {
    const longer = aLog(log.signer).line('a');
    const head = longer.head(A);
    const document = { ...(await longer.document([A])), heads: [head] };
    expect(await failuresOf(document)).toMatchObject([{ what: 'link-surplus', position: at(11) }]);
  });

  it('answers from a commitment that is none is caught', async () => {
    const forged = new AMemberLog(log.signer).line('a').line('b').commit({ stream: 'elsewhere' });
    expect(await failuresOf(await forged.document([A]))).toMatchObject([
      { what: 'commitment-differs', position: at(3) },
    ]);
    const future = new AMemberLog(log.signer).line('a').commit({ through: at(5) });
    expect(await failuresOf(await future.document([A]))).toMatchObject([{ what: 'commitment-differs' }]);
    const others = new AMemberLog(log.signer).line('a').commit({ association: 'another' });
    expect(await failuresOf(await others.document([A]))).toMatchObject([{ what: 'other-log', expected: ASSOCIATION }]);
  });

  it('changes the entry with the roots, or brings one of another log, is caught', async () => {
    const document = await log.document([A]);
    const text = new TextDecoder().decode(log.entries[9]);
    const entry = Buffer.from(text.replace(/"open":"./, '"open":"+')).toString('base64');
    const lie = { ...document, commitment: { ...document.commitment, entry } };
    expect(await failuresOf(lie)).toMatchObject([{ what: 'not-included', position: at(10) }]);
    const other = await aLog(aSigningKey('kiroku.test/log/other')).document([A]);
    expect(await failuresOf(other)).toMatchObject([{ what: 'other-log' }]);
  });

  it.each([
    ['no JSON object', null],
    ['without heads', { format: 'kiroku-completeness/v1', heads: [] }],
    ['of another format', { format: 'kiroku-completeness/v2' }],
  ])('answers with a document %s is told that it cannot be read', async (_, document) => {
    const report = await verifyCompleteness(document, keys);
    expect(report).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'unreadable' }] });
  });

  it('answers about something that is no reference, but more of a report, is told that it cannot be read', async () => {
    const lie = await changed(() => ({ reference: 'a\n  member reference: b' }));
    expect(await verifyCompleteness(lie, keys)).toMatchObject({
      ok: 'cannot-check',
      failures: [{ what: 'unreadable' }],
    });
  });

  it('answers with a value of another kind anywhere is never believed', async () => {
    const text = JSON.stringify(await log.document([A]));
    const values = [...text.matchAll(/"(?:[^"\\]|\\.)*"(?=[,}\]])/g)];
    expect(values.length).toBeGreaterThan(15);
    for (const { 0: value, index } of values) {
      // Where a reference stands is for the reader to compare; without the secret nothing else can.
      if (value === '"a"') continue;
      for (const other of ['null', '5', '""', '[]', '"AAAA"']) {
        const lie: unknown = JSON.parse(text.slice(0, index) + other + text.slice(index + value.length));
        expect((await verifyCompleteness(lie, keys)).ok).not.toBe('ok');
      }
    }
  });
});

describe('a head', () => {
  const signedAt = new Date('2026-06-01T12:00:00Z');
  const ageAt = (seconds: number) => ({
    age: { now: new Date(signedAt.getTime() + 1_000 * seconds), maxAgeSeconds: 60 },
  });

  it('is fresh while its log is signed anew, however old its commitment is', async () => {
    const document = await log.document([A], { signedAt });
    expect(await failuresOf(document, ageAt(60))).toEqual([]);
    expect(await failuresOf(document, ageAt(61))).toMatchObject([{ what: 'too-old', found: signedAt.toISOString() }]);
  });

  it('is asked of a checkpoint and of an acknowledgement too', async () => {
    const { entry, proof } = (await log.document([A], { signedAt })).commitment;
    const checkpoint = proof.slice(proof.indexOf('\n\n') + 2);
    const proven = { bytes: new Uint8Array(Buffer.from(entry, 'base64')) };
    for (const text of [checkpoint, proof]) {
      const verify = (seconds: number) =>
        verifyDocument(new TextEncoder().encode(text), { keys, entry: proven, ...ageAt(seconds) });
      expect(await verify(60)).toMatchObject({ ok: 'ok' });
      expect(await verify(61)).toMatchObject({ ok: 'broken', failures: [{ what: 'too-old' }] });
    }
  });

  it('is stale where an old commitment is proven under a fresh checkpoint', async () => {
    const longer = aLog(log.signer).line('a').commit({}, signedAt);
    expect(await failuresOf(await longer.document([A], { signedAt }), ageAt(0))).toEqual([]);
    const stale = await longer.document([A], { signedAt, nth: 0 });
    expect(await failuresOf(stale, ageAt(0))).toMatchObject([{ what: 'too-old', where: 'commitment' }]);
  });

  it('has no age where its commitment is new and its maps stood still, though the commitment is the last entry', async () => {
    // The chain as it was at that place: the roots of the first commitment, said again.
    const { open, restricted } = JSON.parse(new TextDecoder().decode(log.entries[9])).data as Record<string, string>;
    const again = aLog(log.signer).line('a');
    const data = { through: '0000000000000009', open, restricted };
    again.commit({ data }, signedAt).commitments[1] = { index: 11, lines: 9, through: data.through };
    const document = await again.document([A], { signedAt });
    const report = await verifyCompleteness(document, keys);
    expect(report).toMatchObject({ ok: 'ok' });
    expect(report.about).toContainEqual({ what: 'behind', value: '2' });
    expect(report.notPromised).toContain('behind');
    const asked = await verifyCompleteness(document, keys, ageAt(0));
    expect(asked).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'maps-behind', found: '2' }] });
  });

  it('whose commitment is recent may have something after it', async () => {
    const busy = aLog(log.signer).line('a').commit({}, signedAt).line('b');
    expect(await failuresOf(await busy.document([A], { signedAt }), ageAt(30))).toEqual([]);
  });

  it('that does not say its time has no age', async () => {
    const document = await log.document([A]);
    const proof = document.commitment.proof.trimEnd().split('\n').slice(0, -1).join('\n');
    const silent = { ...document, commitment: { ...document.commitment, proof: `${proof}\n` } };
    expect((await verifyCompleteness(silent, keys)).ok).toBe('ok');
    expect(await verifyCompleteness(silent, keys, ageAt(0))).toMatchObject({
      ok: 'cannot-check',
      failures: [{ what: 'no-time' }],
    });
  });
});
