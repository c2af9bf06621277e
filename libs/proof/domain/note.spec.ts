import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { formatInclusionFile, parseInclusionFile } from './inclusion-file.js';
import { checkpointText, openCheckpoint, parseCheckpointText, signCheckpoint } from './checkpoint.js';
import { cosign, cosignaturesOf } from './cosignature.js';
import {
  ED25519,
  ED25519_COSIGNATURE,
  formatNote,
  formatVerifierKey,
  keyIdOf,
  parseNote,
  parseVerifierKey,
  verifiedKeys,
  type Sign,
  type VerifierKey,
} from './note.js';

// Published with the package golang.org/x/mod/sumdb/note.
const NEUMANN = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT =
  'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
    '’',
    "'",
  );
const SIGNED = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

function makeKey(name: string, type = ED25519): { key: VerifierKey; sign: Sign } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    key: { name, type, publicKey: new Uint8Array(raw) },
    sign: async (bytes) => signBytes(null, bytes, privateKey),
  };
}

describe('a signed note', () => {
  it('that was published is verified, and comes out as it came in', async () => {
    const key = parseVerifierKey(NEUMANN);
    const note = parseNote(SIGNED);
    expect(await verifiedKeys(note, [key])).toEqual([key]);
    expect(formatNote(note)).toBe(SIGNED);
    expect(formatVerifierKey(key)).toBe(NEUMANN);
    expect(keyIdOf(key)).toBe(0xc74f20a3);
  });

  it.each([
    ['a letter of its text', SIGNED.replace('answer', 'answers')],
    ['a bit of its signature', SIGNED.replace('x08go/ZJ', 'x08go/ZK')],
  ])('is refused with another %s', async (_, changed) => {
    await expect(verifiedKeys(parseNote(changed), [parseVerifierKey(NEUMANN)])).rejects.toThrow('does not fit');
  });

  it('of a key that nobody knows is not verified, and does no harm beside one that is known', async () => {
    const [log, other] = [makeKey('example.com/log'), makeKey('example.com/log')];
    const signed = await signCheckpoint(
      { origin: 'example.com/log', size: 1, root: new Uint8Array(32) },
      log.key,
      log.sign,
    );
    expect(await verifiedKeys(parseNote(signed), [other.key])).toEqual([]);
    expect(await verifiedKeys(parseNote(signed), [other.key, log.key])).toEqual([log.key]);
  });

  it.each([
    ['no signatures', 'text\n'],
    ['no newline at its end', SIGNED.trimEnd()],
    ['a control character', SIGNED.replace('answer', 'ans\rwer')],
    ['a line of another kind', `${SIGNED}- x AAAA\n`],
    ['a signature that is no base 64', `${TEXT}\n— x !!!!\n`],
    ['a signature without bytes', `${TEXT}\n— x AAAAAA==\n`],
    ['a name with a plus', `${TEXT}\n— a+b AAAAAAAA\n`],
    ['too many signatures', `${TEXT}\n${'— x AAAAAAAA\n'.repeat(101)}`],
  ])('is refused with %s', (_, note) => {
    expect(() => parseNote(note)).toThrow(expect.objectContaining({ name: 'NoteError' }));
  });

  it.each([
    NEUMANN.replace('c74f', 'c74e'),
    NEUMANN.replace('PeterNeumann', 'PeterNewman'),
    'PeterNeumann',
    'a+b',
    `x+00000000+${Buffer.alloc(33).toString('base64')}`,
    '',
  ])('has no key %j', (text) => {
    expect(() => parseVerifierKey(text)).toThrow(expect.objectContaining({ name: 'NoteError' }));
  });
});

describe('a checkpoint', () => {
  const checkpoint = { origin: 'kiroku.example/log/mihon', size: 20_852_163, root: new Uint8Array(32).fill(7) };
  const log = makeKey(checkpoint.origin);

  it('is believed when its log signed it', async () => {
    const signed = await signCheckpoint(checkpoint, log.key, log.sign);
    expect(await openCheckpoint(signed, [makeKey(checkpoint.origin).key, log.key])).toMatchObject(checkpoint);
  });

  it('is refused from another log, by another key, and unsigned', async () => {
    const other = makeKey('kiroku.example/log/other');
    const signed = await signCheckpoint(checkpoint, other.key, other.sign);
    await expect(openCheckpoint(signed, [other.key])).rejects.toThrow('another log');
    await expect(openCheckpoint(signed, [log.key])).rejects.toThrow('None of the keys');
    await expect(openCheckpoint(checkpointText(checkpoint), [log.key])).rejects.toThrow('no signatures');
  });

  it.each([
    'a\n01\nAAAA\n',
    `a\n1\n${Buffer.alloc(31).toString('base64')}\n`,
    `\n1\n${Buffer.alloc(32).toString('base64')}\n`,
    `a\n-1\n${Buffer.alloc(32).toString('base64')}\n`,
    `a\n9007199254740993\n${Buffer.alloc(32).toString('base64')}\n`,
    'a\n',
  ])('does not read %j', (text) => {
    expect(() => parseCheckpointText(text)).toThrow(expect.objectContaining({ name: 'NoteError' }));
  });

  it('carries the word of witnesses, each with its time', async () => {
    const witness = makeKey('witness.example/w1', ED25519_COSIGNATURE);
    const text = checkpointText(checkpoint);
    const signed = parseNote(await signCheckpoint(checkpoint, log.key, log.sign));
    const line = await cosign(text, 1_679_315_147, witness.key, witness.sign);
    const note = parseNote(formatNote({ text, signatures: [...signed.signatures, line] }));
    expect(await cosignaturesOf(note, [witness.key])).toEqual([{ witness: witness.key, time: 1_679_315_147 }]);
    expect(await cosignaturesOf(note, [makeKey('witness.example/w1', ED25519_COSIGNATURE).key])).toEqual([]);
    expect(await verifiedKeys(note, [log.key])).toEqual([log.key]);
    // Its own log key says nothing of a time, and a time that was changed is found.
    const later = { ...line, bytes: Uint8Array.from(line.bytes, (byte, at) => (at === 7 ? byte + 1 : byte)) };
    await expect(cosignaturesOf({ text, signatures: [later] }, [witness.key])).rejects.toThrow('does not fit');
    await expect(
      cosignaturesOf({ text, signatures: [{ ...line, bytes: line.bytes.subarray(0, 8) }] }, [witness.key]),
    ).rejects.toThrow('does not fit');
  });
});

describe('the file of a proof of inclusion', () => {
  const file = {
    index: 73_894,
    path: [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)],
    checkpoint: 'a\n1\nb\n\n— a b\n',
    extra: Uint8Array.of(1, 2),
  };

  it('comes back as it was written, with and without more', () => {
    expect(parseInclusionFile(formatInclusionFile(file))).toEqual(file);
    const { extra: _, ...bare } = file;
    expect(parseInclusionFile(formatInclusionFile({ ...bare, path: [] }))).toEqual({ ...bare, path: [] });
  });

  it.each([
    ['another version', ['@v1', '@v2']],
    ['no place', ['index 73894\n', '']],
    ['a place with a zero before', ['73894', '073894']],
    ['a place beyond all numbers', ['73894', '9'.repeat(20)]],
    ['a hash that is short', ['AQEB', '']],
    ['more that is no base 64', ['extra AQI=', 'extra AQI']],
    ['nothing below', ['\n\n', '\n']],
  ])('is refused with %s', (_, [from, to]) => {
    expect(() => parseInclusionFile(formatInclusionFile(file).replaceAll(from!, to!))).toThrow(
      expect.objectContaining({ name: 'NoteError' }),
    );
  });
});
