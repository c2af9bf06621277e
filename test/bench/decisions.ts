import { assess, currentRuleset, type LineFacts, type StandingFacts, type TransferFacts } from '#statute';
import type { Figure } from './result.js';
import { median } from './statistics.js';

export interface DecisionSizes {
  readonly rounds: number;
  readonly decisions: number;
}

const MICROSECONDS_PER_MILLISECOND = 1_000;
/** What one decision may take. */
const MICROSECONDS_MAX = 20;

/** Judges one line after another, each with a transfer of its own as a post has it: nothing is shared between them. */
export function measureDecisions({ rounds, decisions }: DecisionSizes): Figure[] {
  const ruleset = currentRuleset(SENT_ON);
  const round = () => {
    const begun = performance.now();
    for (let n = 0; n < decisions; n += 1) {
      const { transfer, line } = CASES[n % CASES.length]!;
      if (assess(ruleset, transfer, line).tried.length === 0) throw new Error('A decision asked no rule.');
    }
    return ((performance.now() - begun) * MICROSECONDS_PER_MILLISECOND) / decisions;
  };
  // The first round compiles the ruleset and warms up.
  round();
  const value = median(Array.from({ length: rounds }, round));
  return [{ id: 'statute', value, unit: 'µs', goal: { atMost: MICROSECONDS_MAX } }];
}

const SENT_ON = '2026-06-10';

const consent: StandingFacts = {
  id: 'consent-1',
  kind: 'CONSENT',
  matter: 'feed',
  scope: { classes: [], parties: [], items: [], purposes: [] },
  receivedAt: '2025-06-01T00:00:00.000Z',
  effectiveFrom: '2025-06-01T00:00:00.000Z',
  withdrawnAt: null,
};
const objection: StandingFacts = { ...consent, id: 'objection-1', kind: 'OBJECTION' };
const ITEMS = ['NAME', 'BIRTH_DATE', 'CHECKUP_ATTENDANCE', 'CHECKUP_DATA_STATUTORY', 'FINDINGS'];

const line: LineFacts = {
  items: ITEMS,
  hasMyNumber: false,
  standing: [],
  consentId: null,
  arrangementId: 'feed',
  partyId: 'party',
};

type Arrangement = NonNullable<TransferFacts['arrangement']>;

function transferUnder(arrangement: Partial<Arrangement>, over: Partial<TransferFacts> = {}): TransferFacts {
  return {
    direction: 'OUT',
    phase: 'done',
    occurredAt: `${SENT_ON}T03:00:00.000Z`,
    occurredOn: SENT_ON,
    association: { class: 'KENPO', purposes: [{ code: 'U08', publishedFrom: '2022-04-01' }] },
    party: { class: 'EMPLOYER', location: 'JP' },
    arrangement: {
      kind: 'provision-feed',
      announcedFrom: '2024-04-01',
      effectiveFrom: '2024-04-01',
      endsOn: null,
      items: ITEMS,
      itemsOpen: false,
      purposes: ['U08'],
      routeChosen: 'C1',
      basisChosen: null,
      exclusion: null,
      numItem: null,
      responsible: { name: '組合', address: '東京都', representative: '理事長' },
      users: [{ name: '組合', entrustee: false }],
      partyIncluded: true,
      contract: null,
      recordMethod: null,
      equivalenceLastCheckedOn: null,
      ...arrangement,
    },
    dataKind: 'PERSONAL_DATA',
    purpose: 'U08',
    means: 'ELECTRONIC',
    ground: {},
    confirmation: null,
    record: { method: null, madeOn: SENT_ON, seriesClosed: false, lastOn: SENT_ON },
    ...over,
  };
}

const confirmation = { providerHow: '登記簿', acquisition: '本人から', acquisitionHow: '申込書' };

const NETWORK = { kind: 'statutory-duty', routeChosen: null, basisChosen: 'NUM', numItem: 'viii' } as const;

/** What an association sends and receives: lawful and not, by every kind of ground. */
const CASES: readonly { readonly transfer: TransferFacts; readonly line: LineFacts }[] = [
  { transfer: transferUnder({}), line: { ...line, standing: [consent] } },
  { transfer: transferUnder({}), line },
  { transfer: transferUnder({ kind: 'joint-use', routeChosen: 'N3' }), line },
  { transfer: transferUnder({ kind: 'implied-consent', routeChosen: 'C1i' }), line },
  {
    transfer: transferUnder({ kind: 'implied-consent', routeChosen: 'C1i' }),
    line: { ...line, standing: [objection] },
  },
  {
    transfer: transferUnder({ kind: 'statutory-duty', routeChosen: 'E1', law: { act: '高確法', article: '142' } }),
    line,
  },
  { transfer: transferUnder(NETWORK, { party: { class: 'LOCAL_BODY', location: 'JP' } }), line },
  { transfer: transferUnder({ routeChosen: 'N1' }, { ground: { contractRef: 'c', supervisionRef: 's' } }), line },
  { transfer: transferUnder({ kind: 'receipt-feed' }, { direction: 'IN', confirmation }), line },
  { transfer: transferUnder({}, { party: { class: 'REINSURER', location: 'FOREIGN_OTHER' } }), line },
];
