import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';
import type { StatedMember, Statement, StatementDetails } from '../domain/statement.js';
import type { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';

/** Builders with defaults for specs: a lawful provision by consent from a kenpo to an employer. */
export const ASSOCIATION = 'mihon-kenpo';
export const FIRST = '11111111-1111-4111-8111-111111111111';
export const SECOND = '22222222-2222-4222-8222-222222222222';
export const CONSENT = '33333333-3333-4333-8333-333333333333';
/** An individual number (個人番号) of examples: its check digit is right, it belongs to nobody. */
export const MY_NUMBER = '1234-5678-9018';
export const MASKED_NUMBER = '****-****-****';

export type RequestFields = Omit<RecordTransferRequest, 'source' | 'externalId' | 'phase' | 'onBlocked' | 'members'>;

export function aRequest(over: Partial<RequestFields> = {}): RequestFields {
  return {
    direction: 'OUT',
    arrangement: { id: 'B04' },
    party: { id: 'mihon-seizo' },
    occurredOn: '2026-06-10',
    purpose: 'U08',
    means: 'ELECTRONIC',
    items: [{ code: 'NAME' }, { code: 'CHECKUP_ATTENDANCE' }],
    ...over,
  };
}

export function aMember(over: Partial<StatedMember> = {}): StatedMember {
  return { ref: FIRST, consentId: null, items: null, partySubjectId: null, ...over };
}

/** Members enough for a transfer of so many lines. */
export function members(count: number): StatedMember[] {
  return Array.from({ length: count }, (_, n) =>
    aMember({ ref: `00000000-0000-4000-8000-${String(n + 1).padStart(12, '0')}` }),
  );
}

export function details(over: Partial<StatementDetails> = {}): StatementDetails {
  return {
    ground: {},
    record: { method: null, seriesId: null, madeOn: null, proxyBy: null, baseRecord: null },
    confirmation: null,
    evidence: [],
    file: null,
    counterpartOperationId: null,
    groupSize: null,
    household: null,
    upstream: null,
    ...over,
  };
}

export function aStatement(over: Partial<Statement> = {}): Statement {
  return {
    phase: 'done',
    direction: 'OUT',
    arrangement: { id: 'B04', version: 1 },
    party: { id: 'mihon-seizo' },
    occurredAt: null,
    occurredOn: '2026-06-10',
    period: null,
    dataKind: 'PERSONAL_DATA',
    purpose: 'U08',
    means: 'ELECTRONIC',
    items: ['NAME', 'CHECKUP_ATTENDANCE'],
    members: [aMember()],
    details: details(),
    ...over,
  };
}

export function aVersion(
  data: Partial<ArrangementVersionAnnounced['data']> = {},
  sealed: Partial<ArrangementVersionAnnounced['sealed']> = {},
): ArrangementVersionAnnounced {
  return {
    type: 'ArrangementVersionAnnounced',
    data: {
      arrangementId: 'B04',
      version: 1,
      kind: 'provision-feed',
      announcedFrom: '2024-04-01',
      effectiveFrom: '2024-04-01',
      endsOn: null,
      parties: ['mihon-seizo'],
      items: ['NAME', 'CHECKUP_ATTENDANCE'],
      itemsOpen: false,
      purposes: ['U08'],
      routeCandidates: ['C1'],
      routeChosen: 'C1',
      basisChosen: null,
      exclusion: null,
      numItem: null,
      means: ['ELECTRONIC'],
      dataKind: 'PERSONAL_DATA',
      sensitivity: 'normal',
      equivalenceLastCheckedOn: null,
      memberView: 'show',
      restricted: false,
      cadence: { every: 'month', graceDays: 10, times: 1 },
      recordMethod: null,
      seriesPeriod: null,
      printedCitations: [],
      ...data,
    },
    sealed: {
      title: { ja: '健診受診状況の提供', en: 'Checkup attendance' },
      label: null,
      users: [],
      responsible: null,
      routeReason: null,
      approvedBy: null,
      exclusionReason: null,
      contract: null,
      optOut: null,
      equivalenceBasis: null,
      announcement: null,
      ...sealed,
    },
  };
}
