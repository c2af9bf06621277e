import type { HeaderSealed } from '../domain/transfer-events.js';
import { aHeader, aSealedHeader } from '../testing/judgements.js';
import { aLedger } from '../testing/a-ledger.js';
import { ASSOCIATION, FIRST } from '../testing/statements.js';
import type { SealedPart } from './transfer-changes.js';
import { TransferDescriber, type LineToDescribe } from './transfer-describer.js';

const inline = {
  name: '見本商店',
  address: '東京都',
  representative: null,
  class: 'EMPLOYER',
  location: 'JP',
} as const;
const ASSOCIATION_KEY = '@association';

let ledger: ReturnType<typeof aLedger>;
let describer: TransferDescriber;

beforeEach(() => {
  ledger = aLedger();
  describer = new TransferDescriber(ledger.keys.asDataKeys, ledger.parties);
});

async function part(subject: string, eventId: string, value: unknown): Promise<SealedPart> {
  const key = (await ledger.keys.obtain(ASSOCIATION, [subject], '2026')).get(subject)!;
  return { eventId, keyId: key.keyId, sealed: ledger.keys.seal(ASSOCIATION, key, eventId, value) };
}

async function described(over: Partial<LineToDescribe>) {
  const line = {
    association: ASSOCIATION,
    ruleset: 'jp-appi-2022-04',
    header: aHeader(),
    headerPart: null,
    linePart: null,
  };
  return (await describer.describe([{ ...line, ...over }]))[0]!;
}

const ofOne = (header: Partial<HeaderSealed>, line: object = {}) =>
  part(FIRST, 'one', {
    header: aSealedHeader(header),
    line: { consentId: null, items: null, partySubjectId: null, ...line },
  });
const ofSeveral = (header: Partial<HeaderSealed>) => part(ASSOCIATION_KEY, 'header', aSealedHeader(header));

describe('a line put into words', () => {
  it('names codes in the words of the ruleset, and a code that it does not know by itself', async () => {
    const { items, purpose } = await described({ header: aHeader({ items: ['NAME', 'SHOE'] }) });
    expect(items.map(({ ja }) => ja)).toEqual(['氏名', 'SHOE']);
    expect(purpose.code).toBe('U08');
    expect(purpose.ja).not.toBe('U08');
  });

  it('has its party and items from the sealed part where the header has none in clear', async () => {
    const headerPart = await ofOne({ party: inline, items: ['SEX'] });
    const { party, items } = await described({ header: aHeader({ party: null, items: null }), headerPart });
    expect(party).toEqual({ id: null, name: '見本商店', address: '東京都', representative: null, class: 'EMPLOYER' });
    expect(items.map(({ code }) => code)).toEqual(['SEX']);
  });

  it("has the member's own items and consent, from either form", async () => {
    const own = { items: ['SEX'], consentId: 'consent' };
    const together = await described({ headerPart: await ofOne({}, own) });
    const apart = await described({ headerPart: await ofSeveral({}), linePart: await part(FIRST, 'line', own) });
    for (const { items, consentId } of [together, apart])
      expect([items[0]!.code, consentId]).toEqual(['SEX', 'consent']);
  });

  it('has how the data was acquired, how consent was checked, and whether the opt-out was published', async () => {
    const ground = { art31: { howChecked: '書面', foreignInfo: false }, optOut: { filingNo: '1', published: true } };
    const headerPart = await ofSeveral({ details: { ground, confirmation: { acquisition: '本人から' } } });
    expect(await described({ headerPart })).toMatchObject({
      acquisition: '本人から',
      confirmedHow: '書面',
      optOutPublished: true,
    });
    expect(await described({})).toMatchObject({ acquisition: null, confirmedHow: null, optOutPublished: false });
  });
});

describe('a line whose key was destroyed', () => {
  it('keeps what is in clear and knows nothing else', async () => {
    const headerPart = await ofOne({ party: inline }, { consentId: 'consent' });
    ledger.keys.destroy(ASSOCIATION, FIRST, '2026');
    const { party, consentId, purpose } = await described({
      header: aHeader({ party: null, items: null }),
      headerPart,
    });
    expect([party.name, consentId, purpose.code]).toEqual([null, null, 'U08']);
  });

  it('keeps what was sealed with the header of several, also where the line never was sealed', async () => {
    const headerPart = await ofSeveral({ party: inline });
    const { party } = await described({ header: aHeader({ party: null }), headerPart, linePart: null });
    expect(party.name).toBe('見本商店');
  });
});

it('describes an empty page without a look at anything', async () => {
  expect(await describer.describe([])).toEqual([]);
});
