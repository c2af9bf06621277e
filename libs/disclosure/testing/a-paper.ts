import {
  currentRuleset,
  REQUEST_OUTCOMES,
  requestKindOf,
  REQUEST_KINDS,
  type RequestKind,
  type RequestOutcome,
} from '#statute';
import type { DocumentHead } from '../domain/documents/issued-document.js';
import type { Paper } from '../domain/documents/paper.js';
import type { DecidedFacts } from '../domain/documents/request-facts.js';
import type { RequestDecided } from '../domain/requests/request-events.js';
import type { RequestState } from '../domain/requests/request-state.js';
import { REQUEST_ID } from './a-request.js';

export const aHead = (over: Partial<DocumentHead> = {}): DocumentHead => ({
  documentId: '0d9a4b1e-7c55-4d0b-8f3e-6a2c9d1f5b01',
  kind: 'DECISION_NOTICE',
  language: 'ja',
  issuedOn: '2026-04-21',
  association: 'kumiai-a',
  code: '7K2M-0123-4567-89AB',
  url: null,
  salt: 'ABEiM0RVZneImaq7zN3u/w==',
  of: REQUEST_ID,
  replaces: null,
  ...over,
});

const ruleset = currentRuleset('2026-04-10');

/** Every kind of request with every outcome that the law knows for it. */
export const OUTCOMES: readonly (readonly [RequestKind, RequestOutcome])[] = REQUEST_KINDS.flatMap((kind) =>
  REQUEST_OUTCOMES.filter((one) => requestKindOf(ruleset.requests, kind).outcomes.includes(one)).map(
    (outcome) => [kind, outcome] as const,
  ),
);

export const aDecision = (over: Partial<RequestDecided['data']> = {}): RequestDecided['data'] => ({
  requestId: REQUEST_ID,
  outcome: 'GRANTED',
  decidedOn: '2026-04-20',
  reason: null,
  alternative: null,
  answer: { method: 'PAPER', instead: false, agreed: false },
  records: null,
  withheld: [],
  standingId: null,
  ...over,
});

export const aState = (over: Partial<RequestState> = {}): RequestState => ({
  requestId: REQUEST_ID,
  state: 'decided',
  kind: 'RQ3',
  asker: 'SELF',
  channel: 'COUNTER',
  method: 'PAPER',
  grounds: [],
  receivedAt: '2026-04-01T01:00:00.000Z',
  arrivedOn: '2026-04-01',
  fee: 0,
  inquiries: [],
  approvedOn: null,
  identities: [],
  evidence: [],
  completeOn: '2026-04-01',
  extendedTo: null,
  decision: null,
  deliveredOn: null,
  duplicateOf: null,
  endedOn: null,
  ...over,
});

export const someFacts = (over: Partial<DecidedFacts> = {}): DecidedFacts => ({
  head: aHead(),
  issuer: {
    name: { ja: '見本健康保険組合', en: 'Mihon Health Insurance Association' },
    desk: '見本健康保険組合 総務課',
    phone: '03-0000-0000',
    complaintDesk: '苦情相談窓口 03-0000-0001',
    accreditedBody: null,
  },
  addressee: '見本 花子',
  person: '見本 花子',
  state: aState(),
  ruleset,
  suitFrom: '2026-04-16',
  decision: aDecision(),
  frozen: null,
  text: null,
  ...over,
});

/** All that stands on a paper, one line for each part. */
export function textsOf({ title, issuer, addressee, blocks, check }: Paper): string {
  const parts = blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case 'heading':
      case 'text':
        return [block.text];
      case 'list':
        return block.items;
      case 'facts':
        return block.facts.map((fact) => fact.join('：'));
      case 'table':
        return [
          block.caption,
          block.columns.map((one) => one.title).join('|'),
          ...[...block.rows].map((row) => row.join('|')),
        ];
      default:
        return block satisfies never;
    }
  });
  return [title, issuer, addressee ?? '', ...parts, ...check.promises].join('\n');
}
