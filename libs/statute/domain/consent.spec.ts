import {
  aConsent,
  aLine,
  anArrangement,
  anImpliedMatter,
  aStanding,
  aTransfer,
  blocksOf,
  received,
  ruleset,
} from '../testing/builders.js';
import { assess } from './assess.js';
import type { LineFacts, StandingFacts, TransferFacts } from './facts.js';

const NOON = '2026-04-01T03:00:00.000Z';
const dayOnly = { occurredAt: null };

function judge(
  standing: readonly StandingFacts[],
  transfer: Partial<TransferFacts> = {},
  line: Partial<LineFacts> = {},
) {
  return assess(ruleset, aTransfer(transfer), aLine({ standing, ...line }));
}

const blocks = (...args: Parameters<typeof judge>) => blocksOf(judge(...args));

describe('explicit consent, art. 27(1)', () => {
  it('carries the line and is named', () => {
    expect(judge([aConsent()])).toMatchObject({
      allowed: true,
      route: 'C1',
      consentId: 'consent-1',
      duty: 'REC_CONSENT_27',
    });
  });

  it.each<[string, StandingFacts[], string[]]>([
    ['none', [], ['CONSENT_MISSING']],
    ['one for another arrangement', [aConsent({ matter: 'arr-2' })], ['CONSENT_MISSING']],
    ['one that begins at the instant of the send', [aConsent(received(NOON))], ['CONSENT_MISSING']],
    ['one of an hour before', [aConsent(received('2026-04-01T02:00:00.000Z'))], []],
    ['one without matter and with empty lists', [aConsent({ matter: null })], ['CONSENT_SCOPE']],
    ['one withdrawn an hour before', [aConsent({ withdrawnAt: '2026-04-01T02:00:00.000Z' })], ['CONSENT_WITHDRAWN']],
    ['one withdrawn at the instant of the send', [aConsent({ withdrawnAt: NOON })], ['CONSENT_WITHDRAWN']],
    ['one withdrawn an hour later', [aConsent({ withdrawnAt: '2026-04-01T04:00:00.000Z' })], []],
    [
      'one withdrawn before it took effect',
      [aConsent({ withdrawnAt: '2025-01-01T00:00:00.000Z' })],
      ['CONSENT_WITHDRAWN'],
    ],
    ['a foreign consent only', [aStanding({ kind: 'FOREIGN_CONSENT' })], ['CONSENT_MISSING']],
  ])('is judged from %s', (_, standing, expected) => {
    expect(blocks(standing)).toEqual(expected);
  });

  const scope = {
    classes: ['EMPLOYER' as const],
    parties: [],
    items: ['NAME', 'CHECKUP_ATTENDANCE'],
    purposes: ['U08'],
  };
  it.each<[string, Partial<typeof scope>, string[]]>([
    ['covers all', {}, []],
    ['leaves out the recipient', { classes: [] }, ['CONSENT_SCOPE']],
    ['leaves out an item', { items: ['NAME'] }, ['CONSENT_SCOPE']],
    ['leaves out the purpose', { purposes: ['U09'] }, ['CONSENT_SCOPE']],
  ])('with a scope of its own that %s', (_, over, expected) => {
    expect(blocks([aConsent({ matter: null, scope: { ...scope, ...over } })])).toEqual(expected);
  });

  it('covers a party named instead of a class', () => {
    const named = { ...scope, classes: [], parties: ['party-1'] };
    expect(blocks([aConsent({ matter: null, scope: named })])).toEqual([]);
    expect(blocks([aConsent({ matter: null, scope: named })], {}, { partyId: 'party-2' })).toEqual(['CONSENT_SCOPE']);
  });

  it('for the arrangement covers no item outside the arrangement', () => {
    expect(blocks([aConsent()], {}, { items: ['NAME', 'INCOME'] })).toEqual(['CONSENT_SCOPE']);
    expect(
      blocks([aConsent()], { arrangement: anArrangement({ itemsOpen: true }) }, { items: ['NAME', 'INCOME'] }),
    ).toEqual([]);
  });

  it('looks only at the consent that is pointed at', () => {
    expect(blocks([aConsent()], {}, { consentId: 'consent-9' })).toEqual(['CONSENT_MISSING']);
    const old = aConsent({ id: 'old', withdrawnAt: '2025-12-01T00:00:00.000Z' });
    const renewed = aConsent(received('2026-01-01T00:00:00.000Z'));
    expect(blocks([old, renewed], {}, { consentId: 'old' })).toEqual(['CONSENT_WITHDRAWN']);
    expect(blocks([old, renewed])).toEqual([]);
  });

  it('reads a withdrawal of the newest as ending the older ones too', () => {
    const older = aConsent({ id: 'older', ...received('2024-01-01T00:00:00.000Z') });
    expect(blocks([older, aConsent({ withdrawnAt: '2026-01-01T00:00:00.000Z' })])).toEqual(['CONSENT_WITHDRAWN']);
  });
});

describe('where only the day of the send is known', () => {
  it('consent must be of an earlier day', () => {
    expect(blocks([aConsent(received('2026-03-31T15:00:00.000Z'))], dayOnly)).toEqual(['CONSENT_MISSING']);
    expect(blocks([aConsent(received('2026-03-31T14:59:00.000Z'))], dayOnly)).toEqual([]);
  });

  it('a withdrawal of the same day blocks', () => {
    expect(blocks([aConsent({ withdrawnAt: '2026-04-01T14:00:00.000Z' })], dayOnly)).toEqual(['CONSENT_WITHDRAWN']);
    expect(blocks([aConsent({ withdrawnAt: '2026-04-01T15:00:00.000Z' })], dayOnly)).toEqual([]);
  });
});

describe('implied comprehensive consent, kenpo guidance III-7(3), casebook Q345', () => {
  const implied = { arrangement: anImpliedMatter() };
  const objection = aStanding({ id: 'o', kind: 'OBJECTION' });

  it.each<[string, StandingFacts[], string[]]>([
    ['silence', [], []],
    ['an objection', [objection], ['OBJECTED']],
    ['a reservation', [{ ...objection, kind: 'RESERVATION' }], ['OBJECTED']],
    ['an objection to another matter', [{ ...objection, matter: 'arr-2' }], []],
    ['an objection against everything', [{ ...objection, matter: null }], ['OBJECTED']],
    ['an objection received later', [{ ...objection, ...received('2026-04-02T00:00:00.000Z') }], []],
    ['an objection that begins later', [{ ...objection, effectiveFrom: '2026-04-02T00:00:00.000Z' }], []],
    ['an objection keyed as if earlier than received', [{ ...objection, receivedAt: '2026-04-02T00:00:00.000Z' }], []],
    ['an objection taken back', [{ ...objection, withdrawnAt: '2026-01-01T00:00:00.000Z' }], []],
    ['an objection followed by explicit consent', [objection, aConsent(received('2025-09-01T00:00:00.000Z'))], []],
    [
      'explicit consent followed by an objection',
      [aConsent(), { ...objection, ...received('2025-09-01T00:00:00.000Z') }],
      ['OBJECTED'],
    ],
  ])('is judged from %s', (_, standing, expected) => {
    expect(blocks(standing, implied)).toEqual(expected);
  });

  it('reads an objection of the day of the send against the sender', () => {
    const late = { ...objection, ...received('2026-04-01T14:00:00.000Z') };
    expect(blocks([late], { ...implied, ...dayOnly })).toEqual(['OBJECTED']);
    expect(blocks([late], implied)).toEqual([]);
  });

  it('keeps an objection with lists to its party, purpose and items', () => {
    const named = (over: Partial<StandingFacts['scope']>) =>
      blocks([{ ...objection, matter: null, scope: { ...objection.scope, ...over } }], implied);
    expect(named({ classes: ['REINSURER'] })).toEqual([]);
    expect(named({ purposes: ['U09'] })).toEqual([]);
    expect(named({ items: ['INCOME'] })).toEqual([]);
    expect(named({ items: ['NAME'], classes: ['EMPLOYER'] })).toEqual(['OBJECTED']);
  });
});
