import { currentRuleset, DEFAULT_SETTINGS, type AssociationSettings } from '#statute';
import type { DisclosedContent } from '../domain/requests/disclosed-content.js';
import { decideRequest, isRequestFault } from '../domain/requests/decide-request.js';
import type { ReceiveRequest, RequestCommand } from '../domain/requests/request-commands.js';
import type { RequestContext } from '../domain/requests/request-context.js';
import type { RequestEvent } from '../domain/requests/request-events.js';
import { requestOf, type RequestState } from '../domain/requests/request-state.js';
import type { VoluntaryContent } from '../domain/requests/voluntary-content.js';

export const REQUEST_ID = '6f2d6d5a-0c57-4f0e-9a53-30c1f2a7b001';
export const OTHER_ID = '6f2d6d5a-0c57-4f0e-9a53-30c1f2a7b002';
export const CORRECTED = '55555555-5555-4555-8555-555555555556';
export const RECORD = '55555555-5555-4555-8555-555555555555:1';

export const aContent = (over: Partial<DisclosedContent> = {}): DisclosedContent => ({
  record: RECORD,
  version: 1,
  register: 'provision',
  duty: 'REC_CONSENT_27',
  fields: ['party', 'person', 'items', 'consent'],
  date: null,
  party: { name: '見本製造株式会社', address: '東京都見本区', representative: '代表取締役 見本 次郎' },
  person: { name: '見本 花子', symbol: '12', number: '345', branch: '01' },
  items: [{ code: 'NAME', ja: '氏名', en: 'name' }],
  consent: true,
  acquisition: null,
  ...over,
});

export const anExtra = (over: Partial<VoluntaryContent> = {}): VoluntaryContent => ({
  record: '55555555-5555-4555-8555-555555555557:1',
  version: 1,
  extra: 'JOINT_USE',
  label: { code: 'joint-use', ja: '共同利用', en: 'Joint use' },
  direction: 'OUT',
  fields: ['date', 'party', 'items', 'purpose', 'means'],
  date: '2026-02-01',
  party: { name: '見本健康財団', address: null, representative: null },
  items: [{ code: 'NAME', ja: '氏名', en: 'name' }],
  purpose: { code: 'HEALTH', ja: '保健事業', en: 'health services' },
  means: 'ONLINE',
  ...over,
});

export const context = ({
  settings = {},
  ...over
}: Partial<RequestContext> & { readonly settings?: Partial<AssociationSettings> } = {}): RequestContext => ({
  ruleset: currentRuleset('2026-04-10'),
  settingsOn: () => ({ ...DEFAULT_SETTINGS, ...settings }),
  today: '2026-04-10',
  birthDate: '1980-01-01',
  flags: [],
  flagsSince: [],
  isElsewhere: false,
  others: new Map([[OTHER_ID, { kind: 'RQ3', state: 'in-preparation' }]]),
  records: { asOf: '12', list: [aContent()] },
  extras: null,
  corrected: new Set([CORRECTED]),
  registered: new Set(['NAME']),
  approval: 'new',
  standingId: null,
  ...over,
});

export const receive = (over: Partial<ReceiveRequest> = {}): ReceiveRequest => ({
  do: 'receive',
  requestId: REQUEST_ID,
  kind: 'RQ3',
  asker: 'SELF',
  channel: 'COUNTER',
  method: 'PAPER',
  grounds: [],
  receivedAt: '2026-04-01T01:00:00.000Z',
  arrivedOn: '2026-04-01',
  text: null,
  contact: null,
  representative: null,
  ...over,
});

export const LICENCE = {
  do: 'show-identity',
  role: 'PERSON',
  method: 'DRIVING_LICENCE',
  channel: 'COUNTER',
  copy: 'NONE',
  shownOn: '2026-04-02',
  note: null,
} as const satisfies RequestCommand;

export const decide = (over: Partial<Extract<RequestCommand, { do: 'decide' }>> = {}) =>
  ({
    do: 'decide',
    outcome: 'GRANTED',
    reason: null,
    alternative: null,
    method: 'PAPER',
    agreed: false,
    withheld: [],
    corrections: [],
    registrations: [],
    text: null,
    ...over,
  }) as const satisfies RequestCommand;

export const DELIVER = {
  do: 'deliver',
  deliveredOn: '2026-04-10',
  channel: 'COUNTER',
  atOwnRisk: false,
  note: null,
} as const satisfies RequestCommand;

export interface Course {
  readonly events: readonly RequestEvent[];
  readonly state: RequestState | null;
  /** Code of the first command that was refused. */
  readonly fault: string | null;
}

/** What becomes of a request by commands, one after the other; it ends with the first that is refused. */
export function courseOf(commands: readonly RequestCommand[], known: RequestContext = context()): Course {
  const events: RequestEvent[] = [];
  for (const command of commands) {
    const outcome = decideRequest(requestOf(events), command, known);
    if (isRequestFault(outcome)) return { events, state: requestOf(events), fault: outcome.fault };
    events.push(...outcome);
  }
  return { events, state: requestOf(events), fault: null };
}
