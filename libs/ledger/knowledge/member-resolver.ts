import { Inject, Injectable } from '@nestjs/common';
import { Directory, Persons, type Wanted } from '#access';
import { Refusal, type FieldError } from '#platform';
import { dayInJapan, type Day } from '#statute';
import type { StatedMember } from '../domain/statement.js';
import type { MemberRequest } from '../record-transfer/statement-parts.request.js';

const ERRORS_MAX = 50;

/** A request that names members, as of its day. */
export interface NamingRequest {
  readonly members: readonly MemberRequest[];
  readonly occurredAt?: string | null | undefined;
  readonly occurredOn?: string | null | undefined;
}

/** What was found of members that were named. */
export interface FoundMembers {
  /** References of those who were named by their identifiers; null where nobody has them. */
  readonly refs: ReadonlyMap<MemberRequest, string | null>;
  /** References that went into another one, with that other one. */
  readonly merged: ReadonlyMap<string, string>;
}

/** Turns the members of a request, named by reference, by full composite or by own key, into references. */
@Injectable()
export class MemberResolver {
  constructor(
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Persons) private readonly persons: Persons,
  ) {}

  /** Looks all of them up at once: what is found names the members of any of the requests. */
  async lookUp(association: string, requests: readonly NamingRequest[]): Promise<FoundMembers> {
    const named = requests.flatMap((request) => {
      const on = dayOf(request);
      return request.members.filter(isNamedOtherwise).map((member) => ({ member, on }));
    });
    const found = await this.directory.resolve(
      association,
      named.map(({ member, on }) => ({ ...identifyingOf(member), on })),
    );
    const refs = new Map(named.map(({ member }, index) => [member, found[index] ?? null]));
    const all = requests.flatMap(({ members }) => members.map((member) => member.ref ?? refs.get(member) ?? null));
    return { refs, merged: await this.persons.merged(association, [...new Set(all.filter((ref) => ref !== null))]) };
  }

  /** The members of one request by reference. Refuses, by pointer, those that name nobody or somebody twice. */
  state(requests: readonly MemberRequest[], found: FoundMembers): StatedMember[] {
    const errors = requests.flatMap(namingErrors);
    if (errors.length > 0) throw new Refusal('invalid-request', { errors: errors.slice(0, ERRORS_MAX) });
    const refs = requests.map((member) => member.ref ?? found.refs.get(member) ?? null);
    const unknown = refs.flatMap((ref, index) =>
      ref ? [] : [{ pointer: `/members/${index}`, detail: 'is no member of this association' }],
    );
    if (unknown.length > 0) throw new Refusal('member-unknown', { errors: unknown.slice(0, ERRORS_MAX) });
    const seen = new Set<string | null>();
    const repeated = refs.flatMap((ref, index) =>
      seen.size === seen.add(ref).size ? [{ pointer: `/members/${index}`, detail: 'is named twice' }] : [],
    );
    if (repeated.length > 0) throw new Refusal('invalid-request', { errors: repeated.slice(0, ERRORS_MAX) });
    return requests.map(({ consentId, items, partySubjectId, aboutLivingRelative }, index) => ({
      ref: refs[index]!,
      consentId: consentId ?? null,
      items: items ? [...new Set(items.map((item) => item.code))] : null,
      partySubjectId: partySubjectId ?? null,
      ...(aboutLivingRelative !== undefined && { aboutLivingRelative }),
    }));
  }
}

/** Members under the references by which they are known now. */
export function presentMembers(members: readonly StatedMember[], { merged }: FoundMembers): readonly StatedMember[] {
  if (merged.size === 0) return members;
  return members.map((member) => ({ ...member, ref: merged.get(member.ref) ?? member.ref }));
}

// A day that is none is told by whoever reads the request; until then today's holder will do.
function dayOf({ occurredAt, occurredOn }: NamingRequest): Day | undefined {
  if (occurredOn) return occurredOn;
  return occurredAt && !Number.isNaN(Date.parse(occurredAt)) ? dayInJapan(occurredAt) : undefined;
}

/** Whether one member of a request is named once. */
export function namingErrors({ ref, number, ownKey }: MemberRequest, index: number): FieldError[] {
  const names = [ref, number, ownKey].filter(Boolean).length;
  if (names === 1) return [];
  const detail =
    names === 0
      ? 'names nobody: say ref, or number with insurerNumber, symbol and branch, or ownKey'
      : 'names somebody twice: say ref, or the identifiers, or ownKey';
  return [{ pointer: `/members/${index}`, detail }];
}

function isNamedOtherwise({ ref, number, ownKey }: MemberRequest): boolean {
  return !ref && Boolean(number || ownKey);
}

function identifyingOf({ insurerNumber, symbol, number, branch, ownKey }: MemberRequest): Wanted {
  if (!number) return { ownKey: ownKey! };
  return { insurerNumber: insurerNumber ?? null, symbol: symbol ?? null, number, branch: branch ?? null };
}
