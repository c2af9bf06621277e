import type { StoredEvent } from '#event-store';
import { MapDataKeys } from '../testing/map-data-keys.js';
import { ASSOCIATION, FIRST } from '../testing/statements.js';
import { openEvents, toDraft, type DecisionContext, type Fact } from './sealed-events.js';

const context: DecisionContext = {
  association: ASSOCIATION,
  actor: { role: 'officer', id: 'actor' },
  causation: 'request-1',
  occurredAt: '2026-06-10T01:00:00.000Z',
  ruleset: 'jp-appi-2022-04',
  knowledgeAt: '0000000000000007',
};
const fact: Fact = { type: 'Noted', data: { code: 'x' }, sealed: { words: '秘密' } };
const eventId = '44444444-4444-4444-8444-444444444444';
let keys: MapDataKeys;

beforeEach(() => {
  keys = new MapDataKeys();
});

async function draftOf(one: Fact) {
  const key = (await keys.obtain(ASSOCIATION, [FIRST], '2026')).get(FIRST)!;
  return toDraft(one, context, keys.asDataKeys, key, { subject: FIRST });
}

const stored = (draft: object) => ({ envelope: { ...draft, association: ASSOCIATION } }) as StoredEvent;

describe('a fact made ready to append', () => {
  it('carries what the decision shares, its subject and the schema version', async () => {
    const { association: _association, ...shared } = context;
    expect(await draftOf(fact)).toMatchObject({
      ...shared,
      type: 'Noted',
      schemaVersion: 1,
      subject: FIRST,
      data: fact.data,
    });
  });

  it('has its personal part sealed under the key that is named', async () => {
    const draft = await draftOf(fact);
    expect(draft.keyId).toBe(`${ASSOCIATION}/${FIRST}/2026`);
    expect(JSON.stringify(draft)).not.toContain('秘密');
    const [opened] = await openEvents<Fact>([stored(draft)], keys.asDataKeys);
    expect(opened!.fact.sealed).toEqual({ words: '秘密' });
  });

  it('names no key where it has no sealed part', async () => {
    expect(await draftOf({ ...fact, sealed: null })).toMatchObject({ keyId: null, sealed: null });
  });

  it('says nothing of its personal part in clear where there is no key', () => {
    const draft = toDraft(fact, context, keys.asDataKeys, null);
    expect(draft).toMatchObject({ keyId: null, sealed: null, subject: null });
    expect(JSON.stringify(draft)).not.toContain('秘密');
  });

  it('has the id that was given, or one of its own', async () => {
    expect((await draftOf({ ...fact, eventId })).id).toBe(eventId);
    expect((await draftOf(fact)).id).not.toBe((await draftOf(fact)).id);
  });
});

describe('stored events that are opened', () => {
  it('come in their order, null where nothing was sealed or the key was destroyed', async () => {
    const sealed = stored(await draftOf(fact));
    const clear = stored(await draftOf({ ...fact, sealed: null }));
    const both = await openEvents<Fact>([clear, sealed], keys.asDataKeys);
    expect(both.map((one) => one.fact.sealed)).toEqual([null, { words: '秘密' }]);
    keys.destroy(ASSOCIATION, FIRST, '2026');
    const gone = await openEvents<Fact>([sealed], keys.asDataKeys);
    expect(gone[0]!.fact).toEqual({ type: 'Noted', data: { code: 'x' }, sealed: null });
  });
});
