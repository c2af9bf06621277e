import { randomUUID } from 'node:crypto';
import { decodeEnvelope, leafHash, merkleRoot } from '#proof';
import type { EventsBefore, ExpectedRevision } from '../port/event-store.port.js';
import { aDraft, appended } from './drafts.js';
import type { Subject } from './subject.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The bytes are what was hashed, and stay so. */
export function storedBytesContract({ store }: Subject): void {
  describe('a stored event', () => {
    it('has the leaf hash of its bytes, as it was acknowledged', async () => {
      const association = randomUUID();
      const { events } = await appended(store(), { association, events: [aDraft(), aDraft({ data: '髙橋 𠮷野' })] });
      const read = await store().readLog(association, null, 10);
      expect(read.map((event) => hex(leafHash(event.bytes)))).toEqual(events.map((event) => hex(event.leafHash)));
      expect(read.map((event) => hex(event.leafHash))).toEqual(events.map((event) => hex(event.leafHash)));
    });

    it('is the same bytes by every way of reading, whatever a reader did to its own', async () => {
      const association = randomUUID();
      await appended(store(), { association });
      const [first] = await store().readLog(association, null, 1);
      const bytes = hex(first!.bytes);
      first!.bytes.fill(0);
      first!.leafHash.fill(0);
      const again = [
        await store().readLog(association, null, 1),
        await store().readStream(association, 'note-1'),
        (await store().readStreams(association, ['note-1'])).streams.get('note-1')!,
      ].map(([event]) => event!);
      expect(again.map((event) => hex(event.bytes))).toEqual([bytes, bytes, bytes]);
      expect(again.map((event) => hex(event.leafHash))).toEqual(again.map((event) => hex(leafHash(event.bytes))));
    });

    it('has the envelope that its bytes say, with all that the draft said and its place', async () => {
      const association = randomUUID();
      const draft = aDraft({
        subject: 'm-1',
        chain: 'open',
        knowledgeAt: '0000000000000007',
        data: { b: [1, null], a: '記録' },
      });
      const { recordedAt } = await appended(store(), { association, stream: 's', events: [draft] });
      const [event] = await store().readLog(association, null, 1);
      const place = { association, stream: 's', revision: 0, recordedAt, salt: expect.any(String) };
      expect(event!.envelope).toEqual({ ...draft, ...place });
      expect(event!.envelope).toEqual(decodeEnvelope(event!.bytes));
    });

    it('stands on no chain where its draft did not say so', async () => {
      const association = randomUUID();
      await appended(store(), { association });
      expect((await store().readLog(association, null, 1))[0]!.envelope).not.toHaveProperty('chain');
    });

    it('holds what JSON made of its data, and not what the caller did to it later', async () => {
      const association = randomUUID();
      const data = { kept: 1, left: undefined as number | undefined };
      await appended(store(), { association, events: [aDraft({ data })] });
      data.kept = 2;
      const [event] = await store().readLog(association, null, 1);
      expect(Object.entries(event!.envelope.data as object)).toEqual([['kept', 1]]);
    });

    it('has a salt of its own, so that equal drafts have unlike hashes', async () => {
      const association = randomUUID();
      const events = Array.from({ length: 300 }, () => aDraft());
      await appended(store(), { association, events });
      const salts = (await store().readLog(association, null, 300)).map(({ envelope }) => envelope.salt);
      expect(new Set(salts).size).toBe(300);
      expect(salts.every((salt) => /^[\w-]{22}$/.test(salt))).toBe(true);
    });

    it.each([
      ['the two just before it', 2],
      ['all before it', 3],
      ['none of them', 0],
    ])('can seal the events of its request: %s', async (_, count) => {
      const association = randomUUID();
      await appended(store(), { association });
      const seal = aDraft({ data: (before: EventsBefore) => ({ root: before.rootOfLast(count) }) });
      await appended(store(), { association, events: [aDraft(), aDraft(), aDraft(), seal, aDraft()] });
      const log = await store().readLog(association, null, 10);
      const leaves = log.slice(4 - count, 4).map((event) => event.leafHash);
      expect(log[4]!.envelope.data).toEqual({ root: Buffer.from(merkleRoot(leaves)).toString('base64') });
    });

    it.each<[string, ExpectedRevision]>([
      ['where the stream is known', 3],
      ['wherever the stream is', 'any'],
    ])('can seal those of earlier requests of the same whole too, %s', async (_, expected) => {
      const association = randomUUID();
      const parts = [
        await appended(store(), { association, events: [aDraft(), aDraft()] }),
        await appended(store(), { association, events: [aDraft(), aDraft()] }),
      ];
      const leavesBefore = parts.flatMap(({ events }) => events.map(({ leafHash: leaf }) => leaf));
      const seal = aDraft({ data: (before: EventsBefore) => ({ root: before.rootOfLast(5) }) });
      await appended(store(), { association, expected, events: [aDraft(), seal], leavesBefore });
      const log = await store().readLog(association, null, 10);
      const leaves = log.slice(0, 5).map((event) => event.leafHash);
      expect(log[5]!.envelope.data).toEqual({ root: Buffer.from(merkleRoot(leaves)).toString('base64') });
    });
  });
}
