import fc from 'fast-check';
import { aPdf, anIssuedDocument, type IssuedTerms } from '../../../../test/harness/an-issued-document.js';
import { aSigningKey } from '../../testing/a-log.js';
import { canonicalBytes } from '../canonical.js';
import type { FailureCode } from '../report.js';
import { splitPdf, withProof } from './pdf-update.js';
import { verifyIssued } from './verify-issued.js';

const SIGNER = aSigningKey('kiroku.test/log/mihon');
const KEYS = [SIGNER.key];
let pdf: Uint8Array;
beforeAll(async () => (pdf = await aPdf('開示する記録')));

const issued = (terms: IssuedTerms = {}, file: Uint8Array | null = pdf) =>
  anIssuedDocument(file, { signer: SIGNER, ...terms });

async function told(file: Uint8Array, beside: unknown = null, keys = KEYS): Promise<[FailureCode, string?][]> {
  const { ok, failures } = await verifyIssued(file, beside, keys);
  expect(ok === 'ok').toBe(failures.length === 0);
  return failures.map(({ what, where }) => (where === undefined ? [what] : [what, where]));
}

/** What the verifier tells of a document whose log says, or which itself says, something else. */
async function toldOf(terms: IssuedTerms, change: object = {}): Promise<[FailureCode, string?][]> {
  const { proof } = await issued(terms);
  return told(withProof(pdf, { ...proof, ...change }));
}

describe('verifying a document that was issued', () => {
  it('tells of which issue it is, what was checked and what is not promised', async () => {
    const { proof, code } = await issued();
    const report = await verifyIssued(withProof(pdf, proof), null, KEYS);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    const counts = Object.fromEntries(report.checked.map(({ what, count }) => [what, count]));
    expect(counts).toMatchObject({ document: 1, 'document-data': 1, 'document-record': 2, inclusion: 1, link: 2 });
    expect(report.about).toEqual(
      expect.arrayContaining([
        { what: 'association', value: 'mihon' },
        { what: 'document-code', value: code },
        { what: 'issued-on', value: '2026-06-01' },
        { what: 'issued-position', value: '0000000000000005' },
        { what: 'reference', value: 'member-a' },
        { what: 'records-told', value: '2' },
        { what: 'links-not-told', value: '0' },
      ]),
    );
    const promises = ['visible-text', 'replaced-later', 'never-posted', 'restricted-lines', 'time', 'one-view'];
    expect(report.notPromised).toEqual(expect.arrayContaining(promises));
    expect(report.notPromised).not.toContain('links-not-told');
  });

  it('takes the proof beside files that cannot hold one, and a PDF as it was before', async () => {
    const csv = new TextEncoder().encode('日付,相手方\n');
    const { proof } = await issued({ format: 'CSV' }, csv);
    expect(await told(csv, proof)).toEqual([]);
    expect(await told(csv)).toEqual([['document-proof-missing']]);
    expect(await told(Buffer.from('日付,相手方\n\n'), proof)).toEqual([['document-changed', 'entry.data.sha256']]);
    const json = await issued({ format: 'JSON' }, null);
    expect(await told(json.file, json.proof)).toEqual([]);
    const plain = await issued();
    expect(await told(pdf, plain.proof)).toEqual([]);
    expect(await told(pdf)).toEqual([['document-proof-missing']]);
    const doubled = await told(withProof(pdf, plain.proof), plain.proof);
    expect(doubled).toEqual([['document-proof-doubled', 'kiroku-proof.json']]);
  });

  it('needs no proof of completeness where a document discloses no records, and says so', async () => {
    const terms = { kind: 'DECISION_NOTICE', data: { references: undefined, records: undefined } };
    const { proof, completeness } = await issued(terms);
    const report = await verifyIssued(withProof(pdf, proof), null, KEYS);
    expect([report.ok, report.notPromised.includes('no-completeness')]).toEqual(['ok', true]);
    expect(await told(withProof(pdf, { ...proof, completeness }))).toEqual([
      ['document-completeness-differs', 'data.references'],
    ]);
  });

  it('tells how many lines of the chain it does not tell', async () => {
    const { completeness } = await issued();
    const [first] = completeness.heads[0]!.links;
    const { proof } = await issued({ data: { records: [first] } });
    const report = await verifyIssued(withProof(pdf, proof), null, KEYS);
    expect(report.about).toContainEqual({ what: 'links-not-told', value: '1' });
    expect(report.notPromised).toContain('links-not-told');
  });
});

describe('a document that was changed', () => {
  it('is refused whatever byte of it was', async () => {
    const { proof } = await issued();
    const file = withProof(pdf, proof);
    const place = fc.oneof(fc.nat(file.length - 1), fc.integer({ min: pdf.length, max: file.length - 1 }));
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(file);
        changed[at]! ^= by;
        expect(await told(changed)).not.toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it('is told where it is the part that was issued', async () => {
    const { proof } = await issued();
    const file = withProof(pdf, proof);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: pdf.length - 1 }), async (at) => {
        const changed = Uint8Array.from(file);
        changed[at]! ^= 1;
        expect(await told(changed)).toEqual([['document-changed', 'entry.data.sha256']]);
      }),
      { numRuns: 25 },
    );
  });

  it('is refused with anything appended or put before it, another update above all', async () => {
    const { proof } = await issued();
    const file = withProof(pdf, proof);
    const other = await anIssuedDocument(pdf);
    const update = withProof(pdf, other.proof).subarray(pdf.length);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (bytes) => {
        expect(await told(Buffer.concat([file, bytes]))).toEqual([['document-update-differs', 'kiroku-proof.json']]);
        expect(await told(Buffer.concat([bytes, file]))).not.toEqual([]);
        expect(await told(Buffer.concat([pdf, bytes, file.subarray(pdf.length)]))).not.toEqual([]);
      }),
      { numRuns: 25 },
    );
    const usual = Buffer.from(
      '\n9 0 obj\n<<\n>>\nendobj\nxref\n9 1\n0000000001 00000 n \ntrailer\n<<\n/Size 90\n>>\nstartxref\n99\n%%EOF\n',
    );
    expect(await told(Buffer.concat([file, usual]))).toEqual([['document-update-differs', 'kiroku-proof.json']]);
    for (const twice of [Buffer.concat([file, update]), Buffer.concat([file, file.subarray(pdf.length)])])
      expect(await told(twice)).not.toEqual([]);
  });

  it('is refused where the update holds the proof in another form, or points elsewhere', async () => {
    const { proof } = await issued();
    const file = withProof(pdf, proof);
    const text = Buffer.from(file).toString('latin1');
    const update = (from: string, to: string) =>
      Buffer.from(text.slice(0, pdf.length) + text.slice(pdf.length).replace(from, to), 'latin1');
    const root = /\/Pages (\d+) 0 R/.exec(text.slice(pdf.length))![1]!;
    const shadows = [
      update(`/Pages ${root} 0 R`, `/Pages ${String(Number(root) + 1).padEnd(root.length)} 0 R`.replace('  ', ' ')),
      update('/AFRelationship /Data', '/AFRelationship /Dada'),
      update('/UF (kiroku-proof.json)', '/UF (kiroku-proof.jsno)'),
      // The same said twice is read in two ways, and a space more is another form.
      update('{"association":"mihon",', '{"association":"x","association":"mihon",'),
      update('{"association"', '{ "association"'),
    ];
    for (const shadow of shadows)
      expect(await told(shadow)).toContainEqual(['document-update-differs', 'kiroku-proof.json']);
  });

  it('is refused with the proof of another document', async () => {
    const other = await aPdf('別の文書');
    const [one, two] = [await issued(), await issued({ code: 4 }, other)];
    for (const file of [withProof(pdf, two.proof), withProof(other, one.proof)])
      expect(await told(file)).toEqual([['document-changed', 'entry.data.sha256']]);
  });
});

describe('a proof that does not fit', () => {
  it('is that of another log, or of a key that nobody gave', async () => {
    const { proof } = await issued();
    const file = withProof(pdf, proof);
    expect(await told(file, null, [aSigningKey('kiroku.test/log/other').key])).toEqual([['other-log', 'entry']]);
    expect(await told(file, null, [aSigningKey('kiroku.test/log/mihon').key])).toMatchObject([
      ['no-known-key', expect.anything()],
    ]);
    expect(await told(file, null, [])).toEqual([['no-key', 'entry']]);
    expect(await toldOf({}, { association: 'other' })).toEqual([['other-log', 'entry.association']]);
    // Whoever has the keys of two logs takes the entry of neither about the other.
    const other = aSigningKey('kiroku.test/log/other-mihon');
    const { proof: elsewhere } = await issued({ signer: other });
    const both = [SIGNER.key, other.key];
    expect(await told(withProof(pdf, elsewhere), null, both)).toEqual([['other-log', 'entry.association']]);
  });

  it('has an entry that is not in the log', async () => {
    const [one, two] = [await issued(), await issued({ entry: { issuedOn: '2026-06-02' } })];
    expect(await told(withProof(pdf, { ...one.proof, entry: two.proof.entry }))).toEqual([['not-included', 'entry']]);
  });

  it('has an entry of the log that is no event', async () => {
    const { proof, log } = await issued();
    log.entries.push(new TextEncoder().encode('no event'));
    const entry = await log.proven(log.entries.length - 1);
    expect(await told(withProof(pdf, { ...proof, ...entry }))).toEqual([['bytes-unreadable', 'entry']]);
  });

  it.each([
    [{ envelope: { type: 'TransferRecorded' } }, 'document-entry-wrong', 'entry.type'],
    [{ envelope: { schemaVersion: 2 } }, 'unknown-event', 'entry.schemaVersion'],
    [{ envelope: { stream: 'document-other' } }, 'document-entry-wrong', 'entry.stream'],
    [{ entry: { codeSha256: null } }, 'document-entry-wrong', 'entry.data.codeSha256'],
    [{ entry: { bytes: '9' } }, 'document-entry-wrong', 'entry.data.bytes'],
    [{ entry: { format: 'JSON' } }, 'document-entry-wrong', 'entry.data.sha256'],
    [{ entry: { bytes: 9 } }, 'document-changed', 'entry.data.bytes'],
    [{ entry: { kind: 'REGISTER' } }, 'document-head-differs', 'entry.data.kind'],
    [{ entry: { language: 'en' } }, 'document-head-differs', 'entry.data.language'],
    [{ entry: { issuedOn: '2026-06-02' } }, 'document-head-differs', 'entry.data.issuedOn'],
    [{ entry: { codeSha256: '0'.repeat(64) } }, 'document-head-differs', 'entry.data.codeSha256'],
    [{ data: { documentId: 'other' } }, 'document-head-differs', 'entry.data.documentId'],
    [{ data: { association: 'other' } }, 'document-head-differs', 'entry.association'],
    [{ data: { format: 'kiroku.document/2' } }, 'unknown-format', 'data'],
    [{ data: { salt: 3 } }, 'unknown-format', 'data'],
    [{ data: { references: {} } }, 'unknown-format', 'data'],
  ] as const)('says something else than the log: %j', async (terms, what, where) => {
    expect(await toldOf(terms)).toEqual([[what, where]]);
  });

  it.each([
    ['a day', '2026-06-01', '2026-06-03'],
    ['a record', /,\{"position":"0000000000000003"[^}]+\}/, ''],
    ['a name of the prototype', '{', '{"__proto__":{"references":[]},'],
  ] as const)('has data in which %s was changed', async (_, from, to) => {
    const { proof } = await issued();
    const data = proof.data.replace(from, to);
    expect(data).not.toBe(proof.data);
    expect(await told(withProof(pdf, { ...proof, data }))).toEqual([
      ['document-data-differs', 'entry.data.dataSha256'],
    ]);
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['another format', { format: 'kiroku.document-proof/2' }],
    ['no entry', { entry: 3 }],
    ['no base 64', { entry: '====' }],
    ['half a character', { data: '\ud800' }],
    ['something that nobody looks at', { more: 1 }],
    ['something without end', { completeness: Array.from({ length: 20 }).reduce<unknown>((inner) => [inner], 1) }],
  ])('is none: %s', async (_, change) => {
    const { proof } = await issued();
    const beside = change && !Array.isArray(change) ? { ...proof, ...change } : (change ?? 'null');
    expect(await told(pdf, beside)).toEqual([['unreadable', 'kiroku.document-proof/1']]);
  });

  it('is too large', async () => {
    const large = new Uint8Array(64 * 1_024 * 1_024 + 1);
    expect(await told(large)).toEqual([['document-too-large']]);
    const { proof } = await issued();
    expect(() => withProof(pdf, { ...proof, data: 'x'.repeat(large.length) })).toThrow(RangeError);
  });
});

describe('the records of a document', () => {
  it('are held to its own proof of completeness', async () => {
    const { proof, log } = await issued();
    const other = await issued({ reference: 'member-b' });
    const newer = await log
      .line('member-a')
      .commit()
      .document([{ subject: 'member-a', chain: 'open' }]);
    const { completeness: _, ...without } = proof;
    expect(await told(withProof(pdf, without))).toEqual([['document-completeness-missing', 'completeness']]);
    expect(await told(withProof(pdf, { ...proof, completeness: newer }))).toEqual([
      ['document-completeness-differs', 'data.completenessSha256'],
    ]);
    const replaced = await told(withProof(pdf, { ...proof, completeness: other.completeness }));
    expect(replaced).toContainEqual(['document-completeness-differs', 'data.references']);
    const broken = { ...proof.completeness!, heads: [{ ...proof.completeness!.heads[0]!, links: [] }] };
    expect(await told(withProof(pdf, { ...proof, completeness: broken }))).toEqual([['link-missing', 'open member-a']]);
  });

  it('are of the references that it names, on the open chain alone', async () => {
    const both = { references: ['member-a', 'member-b'], completenessSha256: undefined };
    expect(await toldOf({ data: both })).toEqual([['document-completeness-differs', 'data.references']]);
    const { proof, log } = await issued({ data: { completenessSha256: undefined } });
    const restricted = await log.document([
      { subject: 'member-a', chain: 'open' },
      { subject: 'member-a', chain: 'restricted' },
    ]);
    expect(await told(withProof(pdf, { ...proof, completeness: restricted }))).toEqual([
      ['document-completeness-differs', 'completeness.heads'],
    ]);
  });

  it('are of the association that issued it', async () => {
    const { proof, log } = await issued({ data: { completenessSha256: undefined } });
    log.commit({ association: 'other' });
    const elsewhere = { ...(await log.document([{ subject: 'member-a', chain: 'open' }])), association: 'other' };
    expect(await told(withProof(pdf, { ...proof, completeness: elsewhere }))).toEqual([
      ['document-completeness-differs', 'completeness.association'],
    ]);
  });

  it('are links of the chain, each once', async () => {
    const { completeness } = await issued();
    const [one, two] = completeness.heads[0]!.links as [
      { position: string; leaf: string },
      { position: string; leaf: string },
    ];
    expect(await toldOf({ data: { records: [one, one] } })).toEqual([['document-record-doubled', 'data.records[1]']]);
    const unproven = (records: unknown[]) => toldOf({ data: { records } });
    expect(await unproven([one, { ...two, leaf: one.leaf }])).toEqual([
      ['document-record-unproven', 'data.records[1]'],
    ]);
    expect(await unproven([{ ...one, position: '0000000000000002' }])).toEqual([
      ['document-record-unproven', 'data.records[0]'],
    ]);
    expect(await unproven([{ ...one, leaf: 'AA==' }])).toEqual([['unknown-format', 'data']]);
  });

  it('are proven by what stands in the file, byte for byte', async () => {
    const { proof } = await issued();
    expect(Buffer.from(splitPdf(withProof(pdf, proof))!.proof)).toEqual(Buffer.from(canonicalBytes(proof)));
  });
});
