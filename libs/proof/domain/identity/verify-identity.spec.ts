import { ALog } from '../../testing/a-log.js';
import { toBase64 } from '../bytes.js';
import { encodeEnvelope, type Envelope } from '../envelope.js';
import { wordsOf } from '../report-words.js';
import { verifyDocument } from '../verify-document.js';
import { identityCommitment, type CommittedIdentity } from './identity-commitment.js';
import { IDENTITY_FORMAT, type IdentityDocument, type OpenedReference } from './identity-document.js';
import { verifyIdentity } from './verify-identity.js';

const ASSOCIATION = 'mihon';
const [FIRST, SECOND] = ['1', '2'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`) as [string, string];
const SALT = toBase64(new Uint8Array(32).fill(7));
const IDENTITY: CommittedIdentity = {
  insurerNumber: '06990014',
  number: '123',
  name: '髙﨑 見本',
  kana: 'タカサキ ミホン',
  birthDate: '1980-04-01',
};

function entryOf(reference: string, over: Partial<Envelope> = {}): Uint8Array {
  const made = identityCommitment({ association: ASSOCIATION, reference }, { salt: SALT, identity: IDENTITY })!;
  return encodeEnvelope({
    id: reference,
    type: 'MemberRegistered',
    schemaVersion: 2,
    association: ASSOCIATION,
    stream: `member-${reference}`,
    revision: 0,
    occurredAt: null,
    recordedAt: '2026-11-29T00:00:00.000Z',
    actor: { role: 'officer', id: 'x' },
    causation: null,
    subject: reference,
    ruleset: null,
    knowledgeAt: null,
    salt: 'x',
    data: { commitment: toBase64(made) },
    keyId: null,
    sealed: null,
    ...over,
  });
}

const log = new ALog([
  entryOf(FIRST),
  entryOf(SECOND),
  entryOf(FIRST, { association: 'other' }),
  entryOf(FIRST, { data: null }),
  new TextEncoder().encode('null'),
]);
const keys = [log.signer.key];

async function opened(reference: string, index: number): Promise<OpenedReference> {
  const [entry, proof] = [toBase64(log.entries[index]!), await log.acknowledgement(index)];
  return { reference, salt: SALT, identity: IDENTITY, entry, proof };
}

const documentOf = (...openings: OpenedReference[]): IdentityDocument => ({
  format: IDENTITY_FORMAT,
  association: ASSOCIATION,
  openings,
});
const failuresOf = async (document: unknown) =>
  (await verifyIdentity(document, keys)).failures.map(({ what, where }) => [what, where]);

describe('an opening of what a log commits to', () => {
  it('shows to whom the log is held under each reference, and since where', async () => {
    const document = documentOf(await opened(FIRST, 0), await opened(SECOND, 1));
    const bytes = new TextEncoder().encode(JSON.stringify(document));
    const report = await verifyDocument(bytes, { keys });
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toContainEqual({ what: 'identity-commitment', count: 2 });
    expect(report.notPromised).toEqual(expect.arrayContaining(['other-references', 'newer-identity', 'truth']));
    const words = wordsOf(report, 'ja').join('\n');
    for (const text of ['髙﨑 見本（タカサキ ミホン）', '06990014 / – / 123 / –', FIRST, '0000000000000002'])
      expect(words).toContain(text);
  });

  it.each<[string, Partial<OpenedReference>]>([
    ['another name', { identity: { ...IDENTITY, name: '高崎 見本' } }],
    ['less than was committed to', { identity: { number: '123', name: '髙﨑 見本' } }],
    ['another salt', { salt: toBase64(new Uint8Array(32)) }],
    ['the reference of somebody else', { reference: SECOND }],
  ])('is broken with %s', async (_, over) => {
    const opening = { ...(await opened(FIRST, 0)), ...over };
    expect(await failuresOf(documentOf(opening))).toEqual([['commitment-opens-other', opening.reference]]);
  });

  it('is broken where the entry is not in the log, of another log, or commits to nothing', async () => {
    const elsewhere = { ...(await opened(FIRST, 0)), proof: await log.acknowledgement(1) };
    expect(await failuresOf(documentOf(elsewhere))).toEqual([['not-included', FIRST]]);
    expect(await failuresOf(documentOf(await opened(FIRST, 2)))).toEqual([['other-log', FIRST]]);
    expect(await failuresOf(documentOf(await opened(FIRST, 3)))).toEqual([['commitment-opens-other', FIRST]]);
    expect(await failuresOf(documentOf(await opened(FIRST, 4)))).toEqual([['other-log', FIRST]]);
    const twice = documentOf(await opened(FIRST, 0), await opened(FIRST, 0));
    expect(await failuresOf(twice)).toEqual([['document-wrong', FIRST]]);
  });

  it('shows nothing where one of its references cannot be shown', async () => {
    const wrong = { ...(await opened(SECOND, 1)), salt: toBase64(new Uint8Array(32)) };
    expect((await verifyIdentity(documentOf(await opened(FIRST, 0), wrong), keys)).ok).toBe('broken');
    expect((await verifyIdentity(documentOf(await opened(FIRST, 0)), [])).ok).toBe('cannot-check');
  });

  it('cannot be read where anything is of another kind, or is said that is no part of it', async () => {
    const good = await opened(FIRST, 0);
    const unread = [
      { ...documentOf(good), association: 3 },
      documentOf(),
      { ...documentOf(), openings: null },
      documentOf({ ...good, salt: 'AAAA' }),
      documentOf({ ...good, entry: 'no base 64' }),
      documentOf({ ...good, reference: 'a b' }),
      documentOf({ ...good, identity: { ...IDENTITY, sex: '女' } as CommittedIdentity }),
      documentOf({ ...good, identity: { number: '123' } as CommittedIdentity }),
      documentOf({ ...good, identity: { ...IDENTITY, name: '\ud800' } }),
      documentOf({ ...good, identity: { ...IDENTITY, kana: 3 } as unknown as CommittedIdentity }),
    ];
    for (const document of unread) expect(await failuresOf(document)).toEqual([['unreadable', IDENTITY_FORMAT]]);
  });
});
