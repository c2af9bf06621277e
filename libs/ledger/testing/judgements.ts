import type { Assessment } from '#statute';
import type { AssociationRegistered } from '../domain/association-events.js';
import type { PartyRegistered } from '../domain/party-events.js';
import type { Group, HeaderSealed, TransferEvent, TransferHeader } from '../domain/transfer-events.js';
import { transferOf, type SubjectEvent, type Transfer } from '../domain/transfer.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { Judgement } from '../record-transfer/assess-statement.js';
import type { OwnedFact, VersionNote } from '../record-transfer/transfer-facts.js';
import { aVersion, FIRST, SECOND } from './statements.js';

export function anAssessment(over: Partial<Assessment> = {}): Assessment {
  return {
    ruleset: 'jp-appi-2022-04',
    allowed: true,
    route: 'C1',
    basis: null,
    exception: null,
    exclusion: null,
    duty: 'REC_CONSENT_27',
    decidedBy: 'OUT.consent',
    method: 'EACH',
    statutoryFields: [],
    retainUntil: '2029-06-10',
    consentId: null,
    missing: [],
    findings: [],
    citations: [],
    tried: [],
    ...over,
  };
}

export function aGroup(over: Partial<Group> = {}): Group {
  return {
    lines: [1],
    allowed: true,
    route: 'C1',
    basis: null,
    exception: null,
    exclusion: null,
    duty: 'REC_CONSENT_27',
    decidedBy: 'OUT.consent',
    method: 'EACH',
    retainUntil: '2029-06-10',
    view: 'show',
    chain: 'open',
    missing: [],
    findings: [],
    citations: ['APPI 29(1)'],
    trace: '01-',
    ...over,
  };
}

/** So many groups of one line each, every one for a reason of its own. */
export function groupsOfOne(count: number): Group[] {
  return Array.from({ length: count }, (_, n) => aGroup({ lines: [n + 1], missing: [`reason-${n + 1}`] }));
}

export function aJudgement(over: Partial<Judgement> = {}): Judgement {
  return {
    ruleset: 'jp-appi-2022-04',
    knowledgeAt: null,
    arrangement: aVersion(),
    groups: [aGroup()],
    consentIds: [null],
    blockedLines: new Set(),
    madeOn: '2026-06-11',
    period: null,
    ...over,
  };
}

export function aNote(over: Partial<VersionNote> = {}): VersionNote {
  return {
    version: 1,
    change: null,
    source: 'kenpo-core',
    externalId: 'B04-2026-06',
    reason: null,
    requestDigest: 'digest',
    masked: false,
    ...over,
  };
}

export function aHeader(over: Partial<TransferHeader> = {}): TransferHeader {
  return {
    version: 1,
    change: null,
    phase: 'done',
    source: 'kenpo-core',
    direction: 'OUT',
    arrangement: { id: 'B04', version: 1 },
    party: 'mihon-seizo',
    occurredAt: null,
    occurredOn: '2026-06-10',
    period: null,
    dataKind: 'PERSONAL_DATA',
    purpose: 'U08',
    means: 'ELECTRONIC',
    items: ['NAME'],
    madeOn: '2026-06-11',
    methodAsked: null,
    count: 1,
    dropped: null,
    masked: false,
    requestDigest: 'digest',
    ...over,
  };
}

export function aSealedHeader(over: Partial<HeaderSealed> = {}): HeaderSealed {
  return { externalId: 'B04-2026-06', reason: null, party: null, items: null, details: {}, ...over };
}

export function anAssociation(over: Partial<AssociationRegistered['data']> = {}): AssociationRegistered {
  return {
    type: 'AssociationRegistered',
    data: {
      class: 'KENPO',
      name: { ja: '見本健康保険組合', en: 'Mihon' },
      insurerNumber: null,
      recordsHeldFrom: '2026-04-01',
      purposes: [{ code: 'U08', publishedFrom: '2022-04-01' }],
      ...over,
    },
    sealed: { address: '東京都見本区', representative: '理事長', contact: { desk: '窓口', phone: '03-0000-0000' } },
  };
}

export function aParty(over: Partial<PartyRegistered['data']> = {}): PartyRegistered {
  return {
    type: 'PartyRegistered',
    data: { partyId: 'mihon-seizo', class: 'EMPLOYER', location: 'JP', country: null, ...over },
    sealed: { name: '株式会社みほん製造', address: null, representative: null },
  };
}

/** All that is known by default: the association, the party, the arrangement, two members who declared nothing. */
export function aKnowledge(over: Partial<Knowledge> = {}): Knowledge {
  return {
    at: null,
    association: [anAssociation()],
    party: [aParty()],
    arrangement: [aVersion()],
    registered: new Set([FIRST, SECOND]),
    standing: new Map(),
    deaths: new Map(),
    flags: new Map(),
    ...over,
  };
}

export function fold(...events: readonly SubjectEvent[]): Transfer {
  return transferOf(events);
}

/** Facts as they come back from a store, with the root that the store makes. */
export function asStored(facts: Iterable<OwnedFact>): SubjectEvent[] {
  return [...facts].map(({ fact, subject }) => {
    const data = typeof fact.data === 'function' ? (fact.data({ rootOfLast: () => 'root' }) as unknown) : fact.data;
    return { subject, event: { type: fact.type, data, sealed: fact.sealed } as TransferEvent };
  });
}
