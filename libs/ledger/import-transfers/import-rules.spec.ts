import fc from 'fast-check';
import { Refusal, validationPipe } from '#platform';
import { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';
import { IMPORT_COLUMNS, memberFault, transferFault } from './import-rules.js';

const pipe = validationPipe();
const REF = '7b89296c-6dcb-4c50-8857-7eb1924770d3';
const MEMBERS = [{ ref: REF }];

/** Pointers at which a posted transfer is refused. */
async function refusedAt(body: object): Promise<string[]> {
  try {
    await pipe.transform(structuredClone(body), { type: 'body', metatype: RecordTransferRequest });
    return [];
  } catch (error) {
    return ((error as Refusal).facts.errors ?? []).map(({ pointer }) => pointer);
  }
}

const odd = fc.constantFrom<unknown>(null, undefined, '', 0, 1.5, true, {}, [], [7], 'a\u0000', 'x'.repeat(600));
/** Good mostly: with thirty fields a bad one is common even so. */
const or = <Value>(good: fc.Arbitrary<Value>, ...bad: unknown[]) =>
  fc.oneof(
    { weight: 60, arbitrary: good as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.oneof(odd, fc.constantFrom(null, ...bad)) },
  );
const text = or(fc.constantFrom('a', 'B04', 'kenpo-core', '1'));
const day = or(fc.constant('2026-06-10'), '2026-02-30');
const code = fc.record({ code: text });
const ground = fc.record({
  route: or(fc.constantFrom('C1', 'E1'), 'Z9'),
  law: or(fc.record({ act: text, article: text, requestRef: text })),
  masking: or(fc.array(text, { maxLength: 3 })),
  optOut: or(fc.record({ filingNo: text, published: or(fc.boolean()) })),
});
const transfer = fc.record(
  {
    source: or(fc.constant('kenpo-core'), 'Ä', '-'),
    externalId: text,
    phase: or(fc.constantFrom('planned', 'done'), 'over'),
    direction: or(fc.constantFrom('OUT', 'IN')),
    arrangement: or(fc.record({ id: text, version: or(fc.integer({ min: 1, max: 3 })) })),
    party: or(fc.record({ id: text })),
    occurredOn: day,
    period: or(fc.record({ from: day, to: day })),
    purpose: text,
    means: or(fc.constant('ELECTRONIC'), 'PIGEON'),
    items: or(fc.array(code, { minLength: 1, maxLength: 3 })),
    ground: or(ground),
    evidence: or(fc.array(fc.record({ kind: text, ref: text }), { maxLength: 2 })),
    household: or(fc.constant(REF), 'me'),
  },
  { requiredKeys: ['source', 'externalId', 'direction', 'party', 'purpose', 'means', 'items'] },
);
const member = fc.record(
  { ref: or(fc.constant(REF), REF.toUpperCase()), consentId: or(fc.constant(REF)), items: or(fc.array(code)) },
  { requiredKeys: ['ref'] },
);

describe('the rules of an import file', () => {
  it('refuse a transfer exactly where a posted one is refused', async () => {
    const seen = { good: 0, bad: 0 };
    await fc.assert(
      fc.asyncProperty(transfer, async (body) => {
        const fault = transferFault(body);
        const posted = await refusedAt({ ...body, members: MEMBERS });
        expect(fault === null).toBe(posted.length === 0);
        if (fault) expect(posted).toContain(fault.pointer);
        seen[fault ? 'bad' : 'good'] += 1;
      }),
      { numRuns: 400 },
    );
    expect(Math.min(seen.good, seen.bad)).toBeGreaterThan(5);
  }, 60_000);

  it('refuse a member exactly where one of a posted transfer is refused', async () => {
    const rest = {
      source: 'a',
      externalId: 'b',
      direction: 'OUT',
      party: { id: 'p' },
      purpose: 'U08',
      means: 'ELECTRONIC',
    };
    await fc.assert(
      fc.asyncProperty(member, async (one) => {
        const fault = memberFault(one);
        const posted = await refusedAt({ ...rest, items: [{ code: 'NAME' }], members: [one] });
        // That a member is named at all is asked behind the validation of a post.
        if (fault && fault.pointer !== '') expect(posted).toContain(`/members/0${fault.pointer}`);
        else expect(posted).toEqual([]);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('want a member named, and named once', () => {
    expect(memberFault({ ref: REF })).toBeNull();
    expect(memberFault({ insurerNumber: '06990014', number: '1' })).toBeNull();
    expect(memberFault({ ownKey: 'S-1001' })).toBeNull();
    expect(memberFault({ ownKey: 'S-1001', number: '1' })?.detail).toMatch(/^names somebody twice/);
    expect(memberFault({ symbol: '10' })?.detail).toMatch(/^names nobody/);
    expect(memberFault({ ref: REF, number: '1' })?.detail).toMatch(/^names somebody twice/);
  });
});

describe('the columns of an import file', () => {
  it('are the fields of a posted transfer that fit a cell, and those of a member', () => {
    const names = IMPORT_COLUMNS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'key',
        'count',
        'source',
        'party.id',
        'items',
        'ground.law.act',
        'ground.masking',
        'member.ref',
        'member.ownKey',
      ]),
    );
    expect(names.filter((name) => /^(members|evidence)/.test(name))).toEqual([]);
  });
});
