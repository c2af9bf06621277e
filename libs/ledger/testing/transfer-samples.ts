import type { FindingOpened, LinesReexamined, WatchFindingOpened } from '../domain/finding-events.js';
import type { HoldPlaced } from '../domain/hold-events.js';
import { explanationOnly, outcomeOnly } from '../domain/decide-transfer.js';
import type { RegisterMappingSaved } from '../domain/register-mapping-events.js';
import { sampleLoaded } from '../domain/import-events.js';
import { lookOf } from '../assess-transfer/looks.js';
import type { OwnedFact, VersionNote } from '../record-transfer/transfer-facts.js';
import { lineSealed, recordingFacts, refusalFact } from '../record-transfer/transfer-facts.js';
import { aGroup, aJudgement, aNote } from './judgements.js';
import { aMember, aStatement, CONSENT, details, FIRST, SECOND } from './statements.js';

const statement = aStatement({
  occurredAt: '2026-06-10T01:00:00.000Z',
  period: { from: '2026-06-01', to: '2026-06-30' },
  details: details({
    ground: { route: 'C1', law: { act: '見本法', article: '1', requestRef: 'R-1' } },
    record: { method: 'EACH', seriesId: 'S-1', madeOn: '2026-06-11', proxyBy: '代行者', baseRecord: 'B-1' },
    confirmation: {
      providerHow: '登記',
      acquisition: '本人から',
      acquisitionHow: '書面',
      documentRef: 'D-1',
      sameAsRecord: null,
    },
    evidence: [{ kind: 'mail', ref: 'M-1', sha256: 'b'.repeat(64) }],
    file: { sha256: 'c'.repeat(64), bytes: 12, format: 'csv' },
    counterpartOperationId: 'O-1',
    groupSize: 2,
    household: FIRST,
    upstream: 'U-1',
  }),
});
const two = [aMember(), aMember({ ref: SECOND, consentId: CONSENT, items: ['NAME'], partySubjectId: 'P-2' })];
const finding = { code: 'CONSENT_MISSING', severity: 'blocking', pointer: '/members' } as const;
const blocked = aGroup({ allowed: false, missing: ['consentId'], findings: [finding], lines: [1, 2] });
const note: VersionNote = aNote({ version: 2, change: 'correction', reason: '相手方の誤り', masked: true });

/** Every event of a transfer, made from fixed input by the code that makes it. */
export function transferSamples(): OwnedFact[] {
  const several = { ...statement, members: two };
  const transferId = '55555555-5555-4555-8555-555555555555';
  const judgementOfTwo = aJudgement({
    groups: [aGroup({ lines: [1, 2], quarantine: 'NO_ORIGIN' })],
    consentIds: [null, CONSENT],
    links: {
      series: { id: 'q3VY0m1J9n2Kc7Zb5xT4wE8rLs6uHdPa', method: 'BATCH' },
      proxyMethod: 'BATCH',
      base: `${transferId}:1`,
      sameAs: transferId,
    },
  });
  const earlier = { register: 'teikyo-kiroku', notEvidencedBefore: '2026-06-11' };
  const closing = { version: 1 };
  return [
    ...recordingFacts(statement, aJudgement({ consentIds: [CONSENT] }), aNote()),
    ...recordingFacts(several, judgementOfTwo, { ...note, earlier }),
    refusalFact({ ...several, phase: 'planned' }, aJudgement({ groups: [blocked] }), aNote()),
    ...moveSamples(),
    { subject: null, fact: { type: 'TransferVoided', data: closing, sealed: { reason: '二重の登録' } } },
    { subject: null, fact: { type: 'TransferNotSent', data: closing, sealed: null } },
    {
      subject: null,
      fact: { type: 'ReceiptRejected', data: { ...closing, returnedOn: '2026-06-12' }, sealed: { reason: '経緯不明' } },
    },
    {
      subject: null,
      fact: {
        type: 'RecordsDisposed',
        data: { disposal: '66666666-6666-4666-8666-666666666666', lines: [[1, 2]] },
        sealed: null,
      },
    },
  ];
}

/** A line that went from one member to another. */
function moveSamples(): OwnedFact[] {
  const data = { version: 1, line: 1 };
  const group = aGroup({ lines: [1] });
  const sealed = lineSealed({ ...aMember(), aboutLivingRelative: true }, CONSENT);
  const judged = { ...data, outcome: outcomeOnly(group), explanation: explanationOnly(group) };
  return [
    { subject: FIRST, chain: 'open', fact: { type: 'LineMovedAway', data, sealed: { reason: '別人の明細' } } },
    { subject: SECOND, chain: 'open', fact: { type: 'LineMovedHere', data: judged, sealed } },
  ];
}

/** What is written when somebody asks how a transfer would be judged. */
export function askingSamples(): OwnedFact[] {
  const asOf = new Date('2026-06-09T14:59:59.999Z');
  return [
    {
      subject: FIRST,
      fact: lookOf({ statement, groups: [aGroup({ lines: [1] })], ruleset: 'jp-appi-2022-04', asOf }, 1),
    },
  ];
}

/** What an examination of late knowledge writes. */
export function findingSamples(): OwnedFact[] {
  const opened: FindingOpened['data'] = {
    findingId: '44444444-4444-4444-8444-444444444444',
    transfer: '55555555-5555-4555-8555-555555555555',
    version: 2,
    line: 1,
    code: 'CONSENT_WITHDRAWN',
    severity: 'blocking',
    pointer: '/members',
    since: '2026-06-01',
    because: ['0000000000000012'],
    occurredOn: '2026-06-10',
    chain: 'open',
  };
  const { findingId } = opened;
  const missed: WatchFindingOpened['data'] = {
    findingId: '88888888-8888-4888-8888-888888888888',
    kind: 'missing-feed',
    arrangement: 'B04',
    transfer: null,
    period: { from: '2026-05-01', to: '2026-05-31' },
    dueOn: '2026-06-10',
    expected: 1,
    found: 0,
    chain: 'open',
  };
  const examined: LinesReexamined['data'] = { through: '0000000000000013', lines: 1, findings: 1 };
  return [
    { subject: FIRST, fact: { type: 'FindingOpened', data: opened, sealed: null } },
    { subject: FIRST, fact: { type: 'LinesReexamined', data: examined, sealed: null } },
    { subject: null, fact: { type: 'WatchFindingOpened', data: missed, sealed: null } },
    {
      subject: null,
      fact: { type: 'FindingAssigned', data: { findingId, owner: 'AAAAAAAAAAAAAAAAAAAAAA' }, sealed: null },
    },
    {
      subject: null,
      fact: { type: 'FindingClosed', data: { findingId, code: 'REMEDIED' }, sealed: { text: '是正済み' } },
    },
    { subject: null, fact: { type: 'FindingClosed', data: { findingId, code: 'ARRIVED_LATE' }, sealed: null } },
    { subject: null, fact: { type: 'FindingReopened', data: { findingId }, sealed: { text: '再確認' } } },
  ];
}

/** What keeps records beyond their end. */
export function holdSamples(): OwnedFact[] {
  const placed: HoldPlaced['data'] = {
    holdId: '77777777-7777-4777-8777-777777777777',
    code: 'LEGAL_HOLD',
    until: null,
    scope: { kind: 'party', party: 'mihon-seizo' },
  };
  const released = { holdId: placed.holdId };
  return [
    { subject: null, fact: { type: 'HoldPlaced', data: placed, sealed: { reason: '訴訟' } } },
    { subject: null, fact: { type: 'HoldReleased', data: released, sealed: { reason: '和解' } } },
  ];
}

/** What says that something was loaded, or how it is. */
export function importSamples(): OwnedFact[] {
  const mapping: RegisterMappingSaved = {
    type: 'RegisterMappingSaved',
    data: { name: 'teikyo-kiroku', register: 'provision' },
    sealed: {
      columns: [{ name: '提供年月日', field: 'occurredOn' }],
      constants: { purpose: 'U08' },
    },
  };
  return [
    { subject: null, fact: sampleLoaded() },
    { subject: null, fact: mapping },
  ];
}
