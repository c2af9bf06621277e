import { Refusal, type FieldError } from '#platform';
import { dayInJapan, myNumberSuspects, type GroundFacts } from '#statute';
import type { StatedMember, StatedParty, Statement, StatementDetails } from '../domain/statement.js';
import { maskTexts, type Masked } from '../writing/mask-texts.js';
import { typedIdentifiers, type TypedIdentifiers } from '../writing/typed-identifiers.js';
import { withoutProgramIds } from '../writing/program-ids.js';
import type { RecordTransferRequest } from './record-transfer.request.js';
import type { PartyRequest } from './statement-parts.request.js';

/** A statement out of a request, with individual numbers masked wherever a person may write words. */
export interface ReadStatement {
  readonly statement: Statement;
  readonly masked: boolean;
}

type Fields = Omit<RecordTransferRequest, 'source' | 'externalId' | 'phase' | 'onBlocked' | 'members'>;

/** What a validated request says. Rules between fields are checked here and named by pointer. */
export function toStatement(
  request: Fields,
  phase: 'planned' | 'done',
  members: readonly StatedMember[],
): ReadStatement {
  const errors = fieldErrors(request);
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
  const party = maskTexts(partyOf(request.party));
  const typed = typedIdentifiers(request.identifiers ?? []);
  const details = maskTexts(detailsOf(request), typed);
  const subjects = maskSubjects(members, typed);
  const statement: Statement = {
    phase,
    direction: request.direction,
    arrangement: request.arrangement
      ? { id: request.arrangement.id, version: request.arrangement.version ?? null }
      : null,
    party: party.value,
    occurredAt: request.occurredAt ? new Date(request.occurredAt).toISOString() : null,
    occurredOn: request.occurredOn ?? dayInJapan(new Date(request.occurredAt!).toISOString()),
    period: request.period ? { from: request.period.from, to: request.period.to } : null,
    dataKind: request.dataKind ?? 'PERSONAL_DATA',
    purpose: request.purpose,
    means: request.means,
    items: codes(request.items),
    members: subjects.value,
    details: details.value,
  };
  return { statement, masked: party.masked || details.masked || subjects.masked };
}

function fieldErrors(request: Fields): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (pointer: string, detail: string) => errors.push({ pointer, detail });
  const { occurredAt, occurredOn, party, period } = request;
  if (!occurredAt && !occurredOn) refuse('/occurredOn', 'is missing: say occurredAt or occurredOn');
  if (occurredAt && occurredOn && dayInJapan(new Date(occurredAt).toISOString()) !== occurredOn) {
    refuse('/occurredOn', 'is not the day in Japan of occurredAt');
  }
  if (!party.id && !(party.name && party.class && party.location))
    refuse('/party', 'names no party: say its id, or name, class and location');
  if (
    party.id &&
    (party.name || party.address || party.representative || party.class || party.location || party.country)
  )
    refuse('/party', 'names a party twice: say its id, or its particulars');
  if (period && period.from > period.to) refuse('/period/to', 'is before the first day of the period');
  if (hasMyNumber(party.id)) refuse('/party/id', 'looks like an individual number');
  return errors;
}

/** Names under which a transfer is known may hold no individual number, for they are hashed into its id. */
export function refuseNumberInIdentity(request: Pick<RecordTransferRequest, 'source' | 'externalId'>): void {
  const errors = (['source', 'externalId'] as const)
    .filter((field) => hasMyNumber(request[field]))
    .map((field) => ({
      pointer: `/${field}`,
      detail: 'looks like it holds an individual number (個人番号); use another name, such as a UUID',
    }));
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}

function hasMyNumber(text: string | undefined): boolean {
  return text !== undefined && myNumberSuspects(withoutProgramIds(text)).length > 0;
}

function partyOf(party: PartyRequest): StatedParty {
  if (party.id) return { id: party.id };
  return {
    name: party.name!,
    address: party.address ?? null,
    representative: party.representative ?? null,
    class: party.class!,
    location: party.location!,
    ...(party.country && { country: party.country }),
  };
}

function detailsOf(request: Fields): StatementDetails {
  const { ground, record, confirmation, evidence = [], file } = request;
  return {
    ground: plain((ground ?? {}) as unknown as GroundFacts),
    record: {
      method: record?.method ?? null,
      seriesId: record?.seriesId ?? null,
      madeOn: record?.madeOn ?? null,
      proxyBy: record?.proxyBy ?? null,
      baseRecord: record?.baseRecord ?? null,
      ...(record?.proxyMethod && { proxyMethod: record.proxyMethod }),
      ...(typeof record?.servesPerson === 'boolean' && { servesPerson: record.servesPerson }),
    },
    confirmation: confirmation
      ? {
          providerHow: confirmation.providerHow ?? null,
          acquisition: confirmation.acquisition ?? null,
          acquisitionHow: confirmation.acquisitionHow ?? null,
          documentRef: confirmation.documentRef ?? null,
          sameAsRecord: confirmation.sameAsRecord ?? null,
        }
      : null,
    evidence: evidence.map(({ kind, ref, sha256 }) => ({ kind, ref, sha256: sha256 ?? null })),
    file: file ? { sha256: file.sha256, bytes: file.bytes, format: file.format } : null,
    counterpartOperationId: request.counterpartOperationId ?? null,
    groupSize: request.groupSize ?? null,
    household: request.household ?? null,
    upstream: request.upstream ?? null,
    ...(request.identifiers &&
      request.identifiers.length > 0 && {
        identifiers: request.identifiers.map(({ pointer, kind }) => ({ pointer, kind })),
      }),
  };
}

/** What the other side calls its persons may be any number, and an individual one as well. */
function maskSubjects(members: readonly StatedMember[], typed: TypedIdentifiers): Masked<readonly StatedMember[]> {
  if (members.every(({ partySubjectId }) => partySubjectId === null)) return { value: members, masked: false };
  let isMasked = false;
  const value = members.map((member) => {
    const { value: partySubjectId, masked } = maskTexts(member.partySubjectId, typed, '/members/*/partySubjectId');
    isMasked ||= masked;
    return masked ? { ...member, partySubjectId } : member;
  });
  return { value, masked: isMasked };
}

function codes(items: readonly { code: string }[]): string[] {
  return [...new Set(items.map((item) => item.code))];
}

// Instances of request classes become plain data before they meet the domain.
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
