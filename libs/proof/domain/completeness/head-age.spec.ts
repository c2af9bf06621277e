import { toBase64 } from '../bytes.js';
import { cosign } from '../cosignature.js';
import { formatInclusionFile, parseInclusionFile } from '../inclusion-file.js';
import { ED25519_COSIGNATURE, formatNote, parseNote } from '../note.js';
import { aSigningKey } from '../../testing/a-log.js';
import { AMemberLog } from '../../testing/a-member-log.js';
import { verifyDocument } from '../verify-document.js';
import type { CompletenessDocument } from './completeness-document.js';
import { verifyCompleteness } from './verify-completeness.js';
import { verifyExtension } from './verify-extension.js';

const A = { subject: 'a', chain: 'open' } as const;
const HIDDEN = { subject: 'a', chain: 'restricted' } as const;
const NOON = Date.parse('2026-06-01T12:00:00Z');
const signer = aSigningKey('kiroku.test/log/mihon');
const keys = [signer.key];

/** So many seconds after noon, when everything here is signed. */
const at = (seconds: number) => new Date(NOON + 1_000 * seconds);
const placeOf = (position: number) => String(position).padStart(16, '0');
const age = (maxAgeSeconds: number, now = at(0)) => ({ age: { now, maxAgeSeconds } });
const bytesOf = (document: object) => new TextEncoder().encode(JSON.stringify(document));

/** Where the entries of a busy log stand in its tree: two came in while the second commitment was written, and one since. */
const PLACES = { earlier: 2, line: 3, newest: 6 } as const;

interface Dates {
  readonly earlier?: Date;
  readonly newest?: Date;
}

function aBusyLog({ earlier = at(-20), newest = at(-1) }: Dates = {}, changes: object = {}): AMemberLog {
  const log = new AMemberLog(signer).line('a').line('b').commit(changes, earlier).line('a');
  return log.commitWhile(['b', 'a'], {}, newest).line('b');
}

const documentOf = (log: AMemberLog, earlier?: number, signedAt = at(0)) =>
  log.document([A], { signedAt, nth: 1, ...(earlier !== undefined && { earlier }) });

const busy = await documentOf(aBusyLog(), PLACES.earlier);

async function found(document: unknown, terms: object = age(60)) {
  const { ok, failures } = await verifyCompleteness(document, keys, terms);
  return [ok, ...failures];
}

describe('the head of a log that is written to all the time', () => {
  it('is as old as an earlier commitment that its maps have come past', async () => {
    const report = await verifyCompleteness(busy, keys, age(20));
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toContainEqual({ what: 'commitment', count: 2 });
    expect(report.about).toContainEqual({ what: 'held-at', value: at(-20).toISOString() });
    expect(report.about).toContainEqual({ what: 'behind', value: '3' });
    expect(report.notPromised).toContain('behind');
    const expected = at(-19).toISOString();
    expect(await found(busy, age(19))).toEqual([
      'broken',
      { what: 'too-old', where: 'commitment', expected, found: at(-20).toISOString() },
    ]);
  });

  it('is so of both chains, and goes on from an older one', async () => {
    const document = await aBusyLog().document([A, HIDDEN], { signedAt: at(0), nth: 1, earlier: PLACES.earlier });
    expect(await found(document)).toEqual(['ok']);
    const older = await aBusyLog().document([A], { signedAt: at(0), nth: 0 });
    expect(await verifyExtension(older, busy, keys, age(20))).toMatchObject({ ok: 'ok', failures: [] });
    expect(await verifyDocument(bytesOf(busy), { keys, older: bytesOf(older), ...age(20) })).toMatchObject({
      ok: 'ok',
    });
    expect(await verifyDocument(bytesOf(busy), { keys, older: bytesOf(older), ...age(19) })).toMatchObject({
      failures: [{ what: 'too-old' }],
    });
  });

  it('has no age without an earlier commitment, and is believed without an age', async () => {
    const { earlier: _, ...alone } = busy;
    expect(await found(alone, {})).toEqual(['ok']);
    expect(await found(alone)).toEqual(['cannot-check', { what: 'maps-behind', position: placeOf(4), found: '2' }]);
    const { about } = await verifyCompleteness(alone, keys);
    expect(about).not.toContainEqual(expect.objectContaining({ what: 'held-at' }));
  });

  it('is dated by the newest commitment where that stands right behind its maps, and by the checkpoint where it is last', async () => {
    const heldAt = async (log: AMemberLog) => {
      const { about = [] } = await verifyCompleteness(await log.document([A], { signedAt: at(0) }), keys, age(60));
      return about.find(({ what }) => what === 'held-at')?.value;
    };
    const log = new AMemberLog(signer).line('a').commit({}, at(-30));
    expect(await heldAt(log)).toBe(at(0).toISOString());
    expect(await heldAt(log.line('b'))).toBe(at(-30).toISOString());
  });
});

describe('the time of a checkpoint', () => {
  it('is said by the keys of its log alone, though whoever reads knows those of other logs', async () => {
    const other = aSigningKey('kiroku.test/log/other');
    const document = await new AMemberLog(signer)
      .line('a')
      .commit({}, at(-30))
      .document([A], { signedAt: at(0) });
    const proof = parseInclusionFile(document.commitment.proof);
    const note = parseNote(proof.checkpoint);
    const witness = { ...other.key, type: ED25519_COSIGNATURE };
    const later = await cosign(note.text, at(200).getTime() / 1_000, witness, other.sign);
    const checkpoint = formatNote({ text: note.text, signatures: [...note.signatures, later] });
    const commitment = { ...document.commitment, proof: formatInclusionFile({ ...proof, checkpoint }) };
    const told = async (known: typeof keys) =>
      (await verifyCompleteness({ ...document, commitment }, known, age(60, at(0)))).about;
    const heldAt = { what: 'held-at', value: at(0).toISOString() };
    expect(await told(keys)).toContainEqual(heldAt);
    expect(await told([...keys, other.key])).toContainEqual(heldAt);
  });
});

describe('whoever answers from maps that stood still and', () => {
  it('brings the commitment of that time is caught: what was recorded since is too new to be missing', async () => {
    const log = new AMemberLog(signer).line('a').commit({}, at(-3_600)).line('b');
    const hiding = log.commitWhile(['a', 'a'], {}, at(-1));
    expect(await found(await documentOf(hiding, 1))).toMatchObject([
      'broken',
      { what: 'too-old', where: 'commitment' },
    ]);
  });

  it.each([
    ['the newest commitment itself', PLACES.newest],
    ['one that was written since', 8],
  ])('brings %s as the earlier one is caught', async (_, earlier) => {
    const log = aBusyLog().commit({}, at(-1));
    for (const terms of [age(60), {}]) {
      expect(await found(await documentOf(log, earlier), terms)).toEqual([
        'broken',
        { what: 'document-wrong', where: 'earlier', position: placeOf(earlier + 1), expected: placeOf(4) },
      ]);
    }
  });

  it.each<[string, object, string]>([
    ['of another type', { type: 'TransferRecorded' }, 'commitment-differs'],
    ['of another stream', { stream: 'elsewhere' }, 'commitment-differs'],
    ['of another association', { association: 'another' }, 'other-log'],
    ['about what comes after it', { through: placeOf(3) }, 'commitment-differs'],
    ['with a root that is none', { open: 'AAAA' }, 'commitment-differs'],
    ['with a date that is none', { recordedAt: '2026-06-01' }, 'commitment-differs'],
    ['with a number for its date', { recordedAt: NOON }, 'commitment-differs'],
  ])('brings an entry %s as the earlier one is caught', async (_, changes, what) => {
    const document = await documentOf(aBusyLog({}, changes), PLACES.earlier);
    expect(await found(document)).toMatchObject(['broken', { what, where: 'earlier' }]);
  });

  it('brings the line of a member as the earlier one is caught', async () => {
    const document = await documentOf(aBusyLog(), PLACES.line);
    expect(await found(document)).toMatchObject(['broken', { what: 'commitment-differs', where: 'earlier' }]);
  });

  it('changes the date of the earlier one is caught', async () => {
    const text = Buffer.from(busy.earlier!.entry, 'base64').toString();
    const entry = Buffer.from(text.replace(at(-20).toISOString(), at(-2).toISOString())).toString('base64');
    expect(entry).not.toBe(busy.earlier!.entry);
    const lie = { ...busy, earlier: { ...busy.earlier!, entry } };
    expect(await found(lie)).toMatchObject(['broken', { what: 'not-included', where: 'earlier' }]);
  });

  it('proves the earlier one in another tree is caught, though the log signed that too', async () => {
    const shorter = await aBusyLog().proven(PLACES.earlier, PLACES.earlier + 1, at(0));
    expect(await found({ ...busy, earlier: shorter })).toMatchObject([
      'broken',
      { what: 'document-wrong', where: 'earlier' },
    ]);
    // Of one size: a view of the log in which the clock was ahead.
    const fork = await aBusyLog({ earlier: at(-2) }).proven(PLACES.earlier, undefined, at(0));
    expect(await found({ ...busy, earlier: fork })).toMatchObject([
      'broken',
      { what: 'document-wrong', where: 'earlier' },
    ]);
    const forged = new AMemberLog(aSigningKey('kiroku.test/log/mihon')).line('a').line('b').commit({}, at(-2));
    const others = await forged.proven(PLACES.earlier, undefined, at(0));
    expect(await found({ ...busy, earlier: others })).toMatchObject(['cannot-check', { what: 'no-known-key' }]);
  });

  it('dated the earlier one ahead, to be new for long, is not believed', async () => {
    const document = await documentOf(aBusyLog({ earlier: at(3_600) }), PLACES.earlier);
    expect(await found(document)).toEqual([
      'cannot-check',
      {
        what: 'time-went-back',
        where: 'earlier',
        expected: at(-1).toISOString(),
        found: at(3_600).toISOString(),
      },
    ]);
    const { about } = await verifyCompleteness(document, keys);
    expect(about).not.toContainEqual(expect.objectContaining({ what: 'held-at' }));
    expect(await found(await documentOf(aBusyLog({ earlier: at(-1) }), PLACES.earlier))).toEqual(['ok']);
  });

  it('dated everything ahead is not believed, be it the checkpoint, the commitments or all of them', async () => {
    const ahead = at(400);
    const dated = aBusyLog({ earlier: ahead, newest: ahead });
    const rightBehind = new AMemberLog(signer).line('a').commit({}, ahead).line('b');
    const documents: [CompletenessDocument, object][] = [
      [await documentOf(aBusyLog(), PLACES.earlier, ahead), {}],
      [await documentOf(dated, PLACES.earlier, ahead), {}],
      [await documentOf(dated, PLACES.earlier), { where: 'commitment' }],
      [await rightBehind.document([A], { signedAt: at(0) }), { where: 'commitment' }],
    ];
    for (const [document, where] of documents) {
      expect(await found(document, age(600))).toEqual([
        'cannot-check',
        { what: 'time-ahead', ...where, expected: at(0).toISOString(), found: ahead.toISOString() },
      ]);
      // By a clock that is little behind it is as it was.
      expect(await found(document, age(600, at(100)))).toEqual(['ok']);
    }
  });

  it('signs with a time that no date can hold is told so', async () => {
    const never = { getTime: () => 9e15 } as Date;
    const document = await documentOf(aBusyLog(), PLACES.earlier, never);
    expect(await found(document)).toMatchObject(['cannot-check', { what: 'time-ahead', found: '9000000000000000' }]);
  });

  it.each([null, 5, 'x', [], {}, { entry: '', proof: 'x' }, { entry: toBase64(new Uint8Array(3)) }])(
    'brings %j as the earlier one is told that it cannot be read',
    async (earlier) => {
      expect(await found({ ...busy, earlier })).toMatchObject(['cannot-check', { what: 'unreadable' }]);
    },
  );

  it('brings another text in any place of the earlier one is never believed', async () => {
    const { entry, proof } = busy.earlier!;
    const lines = proof.split('\n');
    expect(lines.length).toBeGreaterThan(8);
    for (const [nth, line] of lines.entries()) {
      // The line with the time is not what the age is told by; the other checkpoint's is.
      const other = [...lines.slice(0, nth), `${line}x`, ...lines.slice(nth + 1)].join('\n');
      const [ok] = await found({ ...busy, earlier: { entry, proof: other } });
      expect([line, ok]).not.toEqual([line, 'ok']);
    }
  });
});
