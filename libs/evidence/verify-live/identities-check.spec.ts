import { identityCommitment, toBase64, type CommittedIdentity, type Envelope } from '#proof';
import type { DirectoryRow } from '#access';
import { toPosition } from '#event-store';
import { Found } from './found.js';
import { IdentitiesCheck } from './identities-check.js';
import type { IdentitySources } from './identity-sources.js';

const ASSOCIATION = 'mihon';
const [A, B, C] = ['a', 'b', 'c'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`) as [
  string,
  string,
  string,
];
const IDENTITY: CommittedIdentity = {
  insurerNumber: '06990014',
  symbol: '10',
  number: '123',
  name: '髙﨑 見本',
  birthDate: '1980-04-01',
};

const { birthDate: _birthDate, ...UNDATED } = IDENTITY;

const event = (subject: string, type: string, data: unknown, sealed: unknown = null) =>
  ({
    id: subject,
    type,
    association: ASSOCIATION,
    subject,
    data,
    keyId: sealed === null ? null : subject,
    sealed: sealed === null ? null : JSON.stringify(sealed),
  }) as unknown as Envelope;

/** A registration; what it says of the person is changed by the last one. */
function registered(reference: string, own: Partial<CommittedIdentity> = {}, sealed: object = {}): Envelope {
  return registeredAs(reference, { ...IDENTITY, ...own }, sealed);
}
function registeredAs(reference: string, identity: CommittedIdentity, sealed: object = {}): Envelope {
  const opening = { salt: toBase64(new Uint8Array(32).fill(1)), identity };
  const made = identityCommitment({ association: ASSOCIATION, reference }, opening)!;
  const data = { commitment: toBase64(made) };
  return event(reference, 'MemberRegistered', data, { opening: { ...opening, ...sealed } });
}
const merged = (reference: string, into: string) => event(reference, 'MemberMerged', { into });
const by = (id: string, one: Envelope) => ({ ...one, actor: { role: 'officer', id } }) as Envelope;
const destroyed = (reference: string, erasureId = 'e') => event(reference, 'KeyDestroyed', { erasureId });
const agreed = (reference: string, second = 'y', erasureId = 'e') => [
  by('x', event(reference, 'ErasureProposed', { erasureId })),
  by(second, event(reference, 'ErasureApproved', { erasureId })),
];
const distinction = (what: string, id: string, sealed: object | null = null, distinctionId = 'd') => {
  const data = { distinctionId, evidence: 'FAMILY_REGISTER' };
  const one = by(id, event('association', `Distinction${what}`, data, sealed));
  return { ...one, subject: null, recordedAt: '2026-11-01T00:00:00Z' } as Envelope;
};
const stated = (members: readonly string[], second = 'y', id = 'd') => [
  distinction('Proposed', 'x', { members, reason: '双子' }, id),
  distinction('Approved', second, null, id),
];
const erased = (reference: string) => [...agreed(reference), destroyed(reference)];

/** As the directory has somebody. */
const entryOf = ({ sealed }: Envelope) => {
  const { identity } = (JSON.parse(sealed!) as { opening: { identity: CommittedIdentity } }).opening;
  return { insurerNumber: null, symbol: null, branch: null, kana: null, birthDate: null, ...identity };
};
const isMember = ({ subject, type, sealed }: Envelope) => subject !== null && sealed !== null && type !== 'MemberSplit';

const indexesOf = (number: string, ownKey?: string) => (ownKey === undefined ? [number] : [number, ownKey]);

/** As the rows of the directory are where nobody altered them. */
function rowsOf(events: readonly Envelope[]): DirectoryRow[] {
  const refs = [...new Set(events.filter(({ type }) => type === 'MemberRegistered').map(({ subject }) => subject!))];
  const into = new Map(
    events.flatMap(({ type, subject, data }) =>
      type === 'MemberMerged' ? [[subject!, (data as { into: string }).into] as const] : [],
    ),
  );
  return refs.map((ref) => {
    const entries = events.filter((one) => one.subject === ref && isMember(one)).map(entryOf);
    const next = into.get(ref);
    const mergedInto = next === undefined ? null : (into.get(next) ?? next);
    const indexes = entries.flatMap(({ number, ownKey }) => indexesOf(number, ownKey));
    return {
      ref,
      mergedInto,
      isErased: events.some((one) => one.subject === ref && one.type === 'KeyDestroyed'),
      indexes,
    };
  });
}

/**
 * What is found of some events; the keys of some references are gone, and what some sealed was altered. The directory is
 * as the last events of each say, or as is given.
 */
async function check(
  events: readonly Envelope[],
  gone: readonly string[] = [],
  altered: readonly string[] = [],
  entries: ReadonlyMap<string, unknown> = new Map(events.filter(isMember).map((one) => [one.subject!, entryOf(one)])),
  now: readonly Envelope[] = events,
  rows: readonly DirectoryRow[] = rowsOf(events),
  withoutEntry: readonly string[] = [],
) {
  const found = new Found();
  const keys = {
    open: async (parts: readonly { keyId: string; sealed: string }[]) =>
      parts.map(({ keyId, sealed }) => {
        if (altered.includes(keyId)) throw new Error('unauthentic');
        return gone.includes(keyId) ? null : (JSON.parse(sealed) as unknown);
      }),
  };
  const directory = { read: async () => entries };
  const sealedOf = ({ keyId, sealed }: Envelope) =>
    sealed === null || gone.includes(keyId!) ? null : (JSON.parse(sealed) as unknown);
  const facts = {
    read: async (_: string, reference: string) =>
      now
        .filter(({ subject }) => subject === reference)
        .map((one) => ({
          stored: { position: toPosition(now.indexOf(one) + 1) },
          event: { type: one.type, data: one.data, sealed: sealedOf(one) },
        })),
  };
  const rowsOfDirectory = {
    indexesOf: async (_: string, { number, ownKey }: CommittedIdentity) => indexesOf(number, ownKey),
    all: async function* () {
      yield* rows;
    },
    withoutEntry: async () => withoutEntry,
  };
  const sources = { keys, directory, facts, rows: rowsOfDirectory } as unknown as IdentitySources;
  const identities = new IdentitiesCheck(ASSOCIATION, sources, found);
  for (const [index, one] of events.entries()) {
    identities.see(one, index + 1);
    if (index % 2 === 1) await identities.open();
  }
  await identities.open();
  await identities.end();
  return found.report();
}

const failuresOf = async (...given: Parameters<typeof check>) =>
  (await check(...given)).failures.map(({ what, where, position, found }) =>
    [what, where, position && Number(position), found].filter((one) => one !== undefined),
  );
const firstAt = (reference: string, position: number) => `${reference} (${String(position).padStart(16, '0')})`;

describe('the identities that a log commits to', () => {
  it('are opened, and each is of one reference', async () => {
    const others = { number: '456', name: '田中 例子', birthDate: '1990-01-01' };
    const report = await check([registered(A), registered(B, others)]);
    expect(report).toEqual({
      ok: 'ok',
      checked: [{ what: 'identity-commitment', count: 2 }],
      failures: [],
      notPromised: [],
    });
  });

  it.each<[string, Partial<CommittedIdentity>]>([
    ['the same', {}],
    ['the same numbers in another width, and another name', { number: '１２３', name: '田中 見本' }],
    ['one own key', { number: '456', ownKey: 'S-1' }],
  ])('tell a second reference by %s', async (_, own) => {
    const first = registered(A, { ownKey: 'S-1' });
    const second = ['second-reference', `${ASSOCIATION} ${B}`, 2, firstAt(A, 1)];
    expect(await failuresOf([first, registered(B, own)])).toEqual([second]);
    expect((await check([first, registered(B, own)])).ok).toBe('broken');
  });

  it('take two for two people where two officers said so, and say that they did', async () => {
    const report = await check([registered(A), registered(B), ...stated([A, B])]);
    expect(report).toMatchObject({ ok: 'ok', failures: [], notPromised: ['distinct'] });
    expect(report.checked).toContainEqual({ what: 'distinction', count: 1 });
    expect(report.about).toEqual([{ what: 'distinct', value: `${A}, ${B} (0000000000000003)` }]);
  });

  it('believe nobody who agreed with themselves, and nothing that was undone or is unreadable', async () => {
    const both = [registered(A), registered(B)];
    const second = [['second-reference', `${ASSOCIATION} ${B}`, 2, firstAt(A, 1)]];
    expect(await failuresOf([...both, ...stated([A, B], 'x')])).toEqual(second);
    expect(await failuresOf([...both, ...stated([A, B]), distinction('Revoked', 'z')])).toEqual(second);
    expect(await failuresOf([...both, ...stated([A, B]).slice(0, 1)])).toEqual(second);
    expect(await failuresOf([...both, ...stated([A, A])])).toEqual(second);
    const odd = stated([A, B]).map((one) => ({ ...one, sealed: one.sealed && '{"members":"all"}' }) as Envelope);
    expect(await failuresOf([...both, ...odd])).toEqual(second);
  });

  it('tell of three with one number each pair that nobody told apart', async () => {
    const three = [registered(A), registered(B), registered(C)];
    const other = ['second-reference', `${ASSOCIATION} ${C}`, 3];
    expect(await failuresOf([...three, ...stated([A, B])])).toEqual([[...other, firstAt(A, 1)]]);
    const two = [...stated([A, B]), ...stated([A, C], 'y', 'e')];
    expect(await failuresOf([...three, ...two])).toEqual([[...other, firstAt(B, 2)]]);
    // Whoever goes into one of the two is told apart from the other as well.
    expect(await failuresOf([...three, ...stated([A, B]), merged(C, B)])).toEqual([]);
  });

  it('tell it by what either reference ever was', async () => {
    const renumbered = { ...registered(A, { number: '456' }), type: 'IdentifierChanged' };
    const events = [registered(A), renumbered, registered(B)];
    expect(await failuresOf(events)).toEqual([['second-reference', `${ASSOCIATION} ${B}`, 3, firstAt(A, 1)]]);
  });

  it('tell none where a number was given to somebody else, with whatever name is known', async () => {
    const other = { name: '田中 例子', birthDate: '1990-01-01' };
    expect(await failuresOf([registered(A), registered(B, other)])).toEqual([]);
    expect(await failuresOf([registeredAs(A, UNDATED), registeredAs(B, { ...UNDATED, name: '田中 例子' })])).toEqual(
      [],
    );
    const again = registeredAs(B, { ...UNDATED, name: '高崎　見本' });
    expect(await failuresOf([registeredAs(A, UNDATED), again])).toHaveLength(1);
  });

  it('tell a second reference that lacks the birth date, and how many were compared without one', async () => {
    const report = await check([registered(A), registeredAs(B, UNDATED)]);
    expect(report.failures.map(({ what, where }) => [what, where])).toEqual([
      ['second-reference', `${ASSOCIATION} ${B}`],
    ]);
    expect(report.notPromised).toEqual(['undated']);
    expect(report.about).toEqual([{ what: 'undated', value: `${ASSOCIATION} 1` }]);
  });

  it.each<[string, CommittedIdentity]>([
    ['a number and a name', { number: '123', name: '髙﨑 見本' }],
    ['the name alone', { number: 'made-up', name: '高崎見本' }],
  ])('name who may be one person, by %s', async (_, identity) => {
    const { ok, about } = await check([registered(A), registeredAs(B, identity)]);
    expect([ok, about]).toEqual([
      'ok',
      [
        { what: 'alike', value: `${firstAt(A, 1)}, ${firstAt(B, 2)}` },
        { what: 'undated', value: `${ASSOCIATION} 1` },
      ],
    ]);
  });

  it('take no name for a hint where both birth dates are known, whoever else is called so', async () => {
    const other = { number: '456', birthDate: '1990-01-01' };
    expect((await check([registered(A), registered(B, other)])).about).toBeUndefined();
  });

  it('name the first of many who are called alike', async () => {
    const many = Array.from({ length: 103 }, (_, index) => {
      const reference = `${String(index).padStart(8, '0')}-1111-4111-8111-111111111111`;
      return registeredAs(reference, { number: `n${index}`, name: '本人' });
    });
    const [alike] = (await check(many)).about!;
    expect([alike!.value.split(', ').length, alike!.value.endsWith(' +3')]).toEqual([100, true]);
  });

  it('are missed where a log that had begun to commit went on without', async () => {
    const bare = event(B, 'MemberRegistered', {});
    const acquired = event(A, 'EligibilityChanged', { change: 'ACQUIRED' });
    const lost = event(A, 'EligibilityChanged', { change: 'LOST' });
    expect(await failuresOf([bare, event(B, 'NameChanged', {}), registered(A), lost])).toEqual([]);
    expect(await failuresOf([registered(A), bare, acquired, lost])).toEqual([
      ['commitment-missing', `${ASSOCIATION} ${B}`, 2],
      ['commitment-missing', `${ASSOCIATION} ${A}`, 3],
    ]);
    expect((await check([registered(A), bare])).ok).toBe('broken');
  });

  it('tell none of references that were merged, whichever way, nor of who was erased', async () => {
    const three = [registered(A), registered(B), registered(C)];
    expect(await failuresOf([...three, merged(A, B), merged(B, C)])).toEqual([]);
    // A ring, which no ledger writes, hides nobody.
    expect((await failuresOf([...three, merged(A, B), merged(B, A)])).map(([what]) => what)).toContain(
      'second-reference',
    );
    const nobody = new Map<string, unknown>([[B, entryOf(registered(B))]]);
    expect(await failuresOf([registered(A), registered(B), ...erased(A)], [A], [], nobody)).toEqual([]);
    expect(await failuresOf([...three, merged(C, A)])).toEqual([
      ['second-reference', `${ASSOCIATION} ${B}`, 2, firstAt(A, 1)],
    ]);
  });

  it('name who may be one person, by reference and position, and conclude nothing', async () => {
    const report = await check([registered(A), registered(B, { number: '456', name: '高崎見本' })]);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.about).toEqual([{ what: 'alike', value: `${firstAt(A, 1)}, ${firstAt(B, 2)}` }]);
    expect(JSON.stringify(report)).not.toContain('見本');
  });

  it('are not those that are sealed where anything was changed, and the others are opened all the same', async () => {
    const other = { identity: { ...IDENTITY, name: '例示 花子' } };
    const events = [registered(A, {}, other), registered(B, { number: '456' })];
    const wrong = ['commitment-opens-other', `${ASSOCIATION} ${A}`, 1];
    expect(await failuresOf(events)).toEqual([wrong]);
    expect(await failuresOf([registered(A), registered(B, { number: '456' })], [], [A])).toEqual([wrong]);
    expect(await failuresOf([{ ...registered(A), sealed: null }])).toEqual([wrong]);
    expect(await failuresOf([{ ...registered(A), subject: B }])).toEqual([
      ['commitment-opens-other', `${ASSOCIATION} ${B}`, 1],
    ]);
  });

  it('cannot be opened without their key, unless the person was erased', async () => {
    expect(await failuresOf([registered(A)], [A])).toEqual([['commitment-unopened', `${ASSOCIATION} ${A}`, 1]]);
    expect((await check([registered(A)], [A])).ok).toBe('cannot-check');
    expect(await failuresOf([registered(A), ...erased(A)], [A], [], new Map())).toEqual([]);
  });

  it('are told to be none where somebody was registered before there were any', async () => {
    const report = await check([event(A, 'MemberRegistered', {}), registered(B)]);
    expect([report.ok, report.notPromised, report.about]).toEqual([
      'ok',
      ['uncommitted'],
      [{ what: 'uncommitted', value: `${ASSOCIATION} 1` }],
    ]);
    const changed = { ...registered(A), type: 'NameChanged' };
    expect((await check([event(A, 'MemberRegistered', {}), changed])).notPromised).toEqual([]);
  });

  it('are who the directory says, unless it was altered', async () => {
    const events = [registered(A), registered(B, { number: '456', birthDate: '1990-01-01' })];
    const other = entryOf(registered(A, { name: '例示 花子' }));
    const wrong = ['directory-differs', `${ASSOCIATION} ${A}`, 1];
    const entries = (entry: unknown) =>
      new Map<string, unknown>([[B, entryOf(events[1]!)], ...(entry ? ([[A, entry]] as const) : [])]);
    expect(await failuresOf(events, [], [], entries(other))).toEqual([wrong]);
    expect(await failuresOf(events, [], [], entries(null))).toEqual([wrong]);
    // It was changed, or erased, after the log had been read.
    const renamed = { ...registered(A, { name: '例示 花子' }), type: 'NameChanged' };
    expect(await failuresOf(events, [], [], entries(other), [...events, renamed])).toEqual([]);
    expect(await failuresOf(events, [], [], entries(null), [...events, ...erased(A)])).toEqual([]);
  });

  it('are of nobody who was erased only in the saying', async () => {
    const [two, second] = [
      [registered(A), registered(B)],
      ['second-reference', `${ASSOCIATION} ${B}`, 2, firstAt(A, 1)],
    ];
    const untrue = (position: number) => ['erasure-untrue', `${ASSOCIATION} ${A}`, position];
    const gone = new Map<string, unknown>([[B, entryOf(registered(B))]]);
    const readable = [untrue(5), second];
    // Keys that open, an entry in the directory, or both.
    expect(await failuresOf([...two, ...erased(A)])).toEqual(readable);
    expect(await failuresOf([...two, ...erased(A)], [], [], gone)).toEqual(readable);
    expect((await failuresOf([...two, ...erased(A)], [A])).map(([what]) => what)).toContain('erasure-untrue');
    // Nobody agreed, the same person did, or on the erasure of somebody else.
    for (const events of [[destroyed(A)], [...agreed(A, 'x'), destroyed(A)], [...agreed(B), destroyed(A)]]) {
      const kinds = (await failuresOf([...two, ...events], [A], [], gone)).map(([what]) => what);
      expect(kinds).toEqual(expect.arrayContaining(['erasure-untrue', 'commitment-unopened']));
    }
  });

  it('are found by the rows that the log committed to, and are merged as it says', async () => {
    const other = registered(B, { number: '456', name: '田中 例子', birthDate: '1990-01-01' });
    const events = [registered(A, { ownKey: 'S-1' }), other];
    const [a, b] = rowsOf(events) as [DirectoryRow, DirectoryRow];
    const failuresOfRows = (rows: readonly DirectoryRow[], now = events, of = events) =>
      failuresOf(of, [], [], undefined, now, rows);
    expect(await failuresOfRows([a, b])).toEqual([]);
    const moved = { ...b, indexes: [...b.indexes, 'S-1'] };
    expect(await failuresOfRows([{ ...a, indexes: ['123'] }, moved])).toMatchObject([
      ['index-differs', `${ASSOCIATION} ${A}`],
      ['index-differs', `${ASSOCIATION} ${B}`],
    ]);
    expect(await failuresOfRows([{ ...a, mergedInto: B }, b])).toMatchObject([
      ['merger-differs', `${ASSOCIATION} ${A}`],
    ]);
    const whole = [...events, merged(B, A)];
    expect(await failuresOfRows([a, { ...b, mergedInto: A }], whole, whole)).toEqual([]);
    expect(await failuresOfRows([a, b], whole, whole)).toMatchObject([['merger-differs', `${ASSOCIATION} ${B}`]]);
    // It was merged after the log had been read.
    expect(await failuresOfRows([a, { ...b, mergedInto: A }], whole)).toEqual([]);
    // Something leads to a reference under which the directory has nobody, registered or not.
    expect((await check(events, [], [], undefined, events, [a, b], [C])).failures).toMatchObject([
      { what: 'index-differs', where: `${ASSOCIATION} ${C}` },
    ]);
    // Whoever was registered before there were commitments may be found by what nobody knows here.
    const older = [event(A, 'MemberRegistered', {})];
    expect(await failuresOfRows([{ ...a, indexes: ['x'] }], older, older)).toEqual([]);
  });

  it('follow a split: what had gone into somebody by mistake is no second reference of who was split off', async () => {
    const other = { number: '456', name: '田中 例子', birthDate: '1990-01-01' };
    const split = (from: string, to: string) => event(from, 'MemberSplit', {}, { ref: to });
    const mixed = [registered(A), registered(B, other), merged(B, A)];
    const [a, b, c] = rowsOf([...mixed, registered(C, other)]) as [DirectoryRow, DirectoryRow, DirectoryRow];
    const given = [a, { ...b, indexes: [] }, c];
    const all = [...mixed, registered(C, other), split(A, C)];
    for (const rows of [[a, b, c], given]) {
      const found = await check(all, [], [], undefined, all, rows);
      expect(found.failures).toEqual([]);
      expect(found.about).toEqual([{ what: 'alike', value: `${firstAt(B, 2)}, ${firstAt(C, 4)}` }]);
    }
    const second = [['second-reference', `${ASSOCIATION} ${C}`, 4, firstAt(B, 2)]];
    expect(await failuresOf([...mixed, registered(C, other)])).toEqual(second);
    // Nobody is split off beforehand, nor from whom the identity is.
    const late = [registered(A), registered(B, other), registered(C, other), split(A, C), merged(B, A)];
    expect(await failuresOf(late)).toMatchObject([['second-reference', `${ASSOCIATION} ${C}`, 3, firstAt(B, 2)]]);
    const own = [registered(A, other), registered(B, other), merged(B, A), registered(C, other), split(A, C)];
    expect(await failuresOf(own)).toMatchObject([['second-reference', `${ASSOCIATION} ${C}`, 4, firstAt(A, 1)]]);
  });

  it('are of registered references: a line under another one is named, once', async () => {
    const line = { ...event(B, 'TransferRecorded', {}), chain: 'open' } as Envelope;
    expect(await failuresOf([registered(A), { ...line, subject: A }, line, line])).toEqual([
      ['reference-unregistered', `${ASSOCIATION} ${B}`, 3],
    ]);
  });
});
