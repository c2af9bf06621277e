import type { AssociationCaller } from '#access';
import { Refusal } from '#platform';
import { RequestWatch } from './request-watch.js';

const REF = '11111111-1111-4111-8111-111111111111';
const ID = '0d4f2f0e-0a7c-4b1e-9a53-5c0f2d1e7a01';
const caller = { role: 'member', subject: 'hanako', association: 'a', member: REF } as AssociationCaller;

let revision: number;
let request: object | null;
let person: { ref: string; isClosed: boolean; erasedAt: string | null } | null;
let isEnded: boolean;
let leadsTo: string | null;
let asked: number;
beforeEach(() => {
  [revision, request, isEnded, asked] = [0, { id: ID, state: 'RECEIVED' }, false, 0];
  leadsTo = REF;
  person = { ref: REF, isClosed: false, erasedAt: null };
});

function watched() {
  const readStreams = async (_association: string, [stream]: readonly string[], from?: ReadonlyMap<string, number>) => {
    const events = revision >= (from?.get(stream!) ?? 0) ? [{ envelope: { revision } }] : [];
    return { at: null, streams: new Map([[stream!, events]]) };
  };
  const execute = async () => {
    asked += 1;
    return { on: '2026-11-29', requests: request ? [request] : [] };
  };
  const refuse = async () => {
    if (isEnded) throw new Refusal('token-ended');
  };
  const persons = { references: async () => [REF], state: async () => person };
  const parts = [{ readStreams }, persons, { refuse }, { referenceOf: async () => leadsTo }, { execute }] as unknown;
  return new RequestWatch(...(parts as ConstructorParameters<typeof RequestWatch>)).watched(caller, ID);
}

describe('a request that is watched', () => {
  it('is told as it stands, and again once something else is written of it', async () => {
    const watch = watched();
    expect(await watch.change()).toMatchObject({ state: 'RECEIVED' });
    expect(await watch.change()).toBeNull();
    revision = 1;
    request = { id: ID, state: 'DECIDED' };
    expect(await watch.change()).toMatchObject({ state: 'DECIDED' });
  });

  it('is read anew only where something was written, and told only where it says something else', async () => {
    const watch = watched();
    await watch.change();
    await watch.change();
    expect(asked).toBe(1);
    revision = 1;
    expect(await watch.change()).toBeNull();
    expect(asked).toBe(2);
  });

  it('goes on while the member may look', async () => expect(await watched().mayGoOn()).toBe(true));

  it.each<[string, () => void]>([
    ['the token was ended', () => (isEnded = true)],
    ['the own view is withheld', () => (person = { ...person!, isClosed: true })],
    ['the member was erased', () => (person = { ...person!, erasedAt: '2026-11-29T00:00:00.000Z' })],
    ['the account is bound to nobody any more', () => (leadsTo = null)],
    ['the person was split, and the account is the other one’s', () => (person = { ...person!, ref: ID })],
    ['nobody has the reference', () => (person = null)],
  ])('is over where %s', async (_, change) => {
    const watch = watched();
    change();
    expect(await watch.mayGoOn()).toBe(false);
  });

  it('rests no longer than it is listened to', async () => {
    const ending = new AbortController();
    const resting = watched().rest(3_600_000, ending.signal);
    ending.abort();
    await expect(resting).resolves.toBeUndefined();
  });
});
