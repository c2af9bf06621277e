import type { ArrangementFacts, LineFacts, StandingFacts, TransferFacts } from '../domain/facts.js';
import { currentRuleset } from '../rulesets/index.js';

/** Builders with defaults for specs: a lawful provision by consent from a kenpo to an employer. */
export const ruleset = currentRuleset('2026-04-01');

export function aTransfer(over: Partial<TransferFacts> = {}): TransferFacts {
  return {
    direction: 'OUT',
    phase: 'done',
    occurredAt: '2026-04-01T03:00:00.000Z',
    occurredOn: '2026-04-01',
    association: { class: 'KENPO', purposes: [{ code: 'U08', publishedFrom: '2022-04-01' }] },
    party: { class: 'EMPLOYER', location: 'JP' },
    arrangement: anArrangement(),
    dataKind: 'PERSONAL_DATA',
    purpose: 'U08',
    means: 'ELECTRONIC',
    ground: {},
    confirmation: null,
    record: { method: 'EACH', madeOn: '2026-04-01', seriesClosed: false, lastOn: '2026-04-01' },
    ...over,
  };
}

export function anArrangement(over: Partial<ArrangementFacts> = {}): ArrangementFacts {
  return {
    kind: 'provision-feed',
    announcedFrom: '2024-04-01',
    effectiveFrom: '2024-04-01',
    endsOn: null,
    items: ['NAME', 'CHECKUP_ATTENDANCE', 'CHECKUP_DATA_OTHER'],
    itemsOpen: false,
    purposes: ['U08'],
    routeChosen: 'C1',
    basisChosen: null,
    exclusion: null,
    numItem: null,
    responsible: { name: '記録健康保険組合', address: '東京都千代田区', representative: '理事長 山田' },
    users: [{ name: '記録健康保険組合', entrustee: false }],
    partyIncluded: true,
    contract: null,
    recordMethod: null,
    equivalenceLastCheckedOn: null,
    ...over,
  };
}

export function aJointUse(over: Partial<ArrangementFacts> = {}): ArrangementFacts {
  return anArrangement({ kind: 'joint-use', routeChosen: 'N3', ...over });
}

export function anImpliedMatter(over: Partial<ArrangementFacts> = {}): ArrangementFacts {
  return anArrangement({ kind: 'implied-consent', routeChosen: 'C1i', ...over });
}

export function aLine(over: Partial<LineFacts> = {}): LineFacts {
  return {
    items: ['NAME', 'CHECKUP_ATTENDANCE'],
    hasMyNumber: false,
    standing: [aConsent()],
    consentId: null,
    arrangementId: 'arr-1',
    partyId: 'party-1',
    ...over,
  };
}

export function aStanding(over: Partial<StandingFacts> = {}): StandingFacts {
  return {
    id: 's-1',
    kind: 'CONSENT',
    matter: 'arr-1',
    scope: { classes: [], parties: [], items: [], purposes: [] },
    receivedAt: '2025-06-01T00:00:00.000Z',
    effectiveFrom: '2025-06-01T00:00:00.000Z',
    withdrawnAt: null,
    ...over,
  };
}

export function aConsent(over: Partial<StandingFacts> = {}): StandingFacts {
  return aStanding({ id: 'consent-1', kind: 'CONSENT', ...over });
}

export function received(at: string): Pick<StandingFacts, 'receivedAt' | 'effectiveFrom'> {
  return { receivedAt: at, effectiveFrom: at };
}

export function codesOf(assessment: { readonly findings: readonly { code: string; severity: string }[] }): string[] {
  return assessment.findings.map((one) => one.code);
}

export function blocksOf(assessment: { readonly findings: readonly { code: string; severity: string }[] }): string[] {
  return assessment.findings.filter((one) => one.severity === 'blocking').map((one) => one.code);
}
