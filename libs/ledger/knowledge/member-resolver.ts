import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '#access';
import { Refusal, type FieldError } from '#platform';
import type { StatedMember } from '../domain/statement.js';
import type { MemberRequest } from '../record-transfer/statement-parts.request.js';

const ERRORS_MAX = 50;

/** References found for members that were named by their identifiers; null where nobody has them. */
export type FoundMembers = ReadonlyMap<MemberRequest, string | null>;

/** Turns the members of a request, named by reference or by full composite, into references. */
@Injectable()
export class MemberResolver {
  constructor(@Inject(Directory) private readonly directory: Directory) {}

  /** Looks all of them up at once: what is found names the members of any of the requests. */
  async lookUp(association: string, requests: readonly MemberRequest[]): Promise<FoundMembers> {
    const named = requests.filter((member) => !member.ref && member.number);
    const found = await this.directory.resolve(
      association,
      named.map(({ insurerNumber, symbol, number, branch }) => ({
        insurerNumber: insurerNumber ?? null,
        symbol: symbol ?? null,
        number: number!,
        branch: branch ?? null,
      })),
    );
    return new Map(named.map((member, index) => [member, found[index] ?? null]));
  }

  /** The members of one request by reference. Refuses, by pointer, those that name nobody or somebody twice. */
  state(requests: readonly MemberRequest[], found: FoundMembers): StatedMember[] {
    const errors = requests.flatMap(namingErrors);
    if (errors.length > 0) throw new Refusal('invalid-request', { errors: errors.slice(0, ERRORS_MAX) });
    const refs = requests.map((member) => member.ref ?? found.get(member) ?? null);
    const unknown = refs.flatMap((ref, index) =>
      ref ? [] : [{ pointer: `/members/${index}`, detail: 'is no member of this association' }],
    );
    if (unknown.length > 0) throw new Refusal('member-unknown', { errors: unknown.slice(0, ERRORS_MAX) });
    const seen = new Set<string | null>();
    const repeated = refs.flatMap((ref, index) =>
      seen.size === seen.add(ref).size ? [{ pointer: `/members/${index}`, detail: 'is named twice' }] : [],
    );
    if (repeated.length > 0) throw new Refusal('invalid-request', { errors: repeated.slice(0, ERRORS_MAX) });
    return requests.map(({ consentId, items, partySubjectId }, index) => ({
      ref: refs[index]!,
      consentId: consentId ?? null,
      items: items ? [...new Set(items.map((item) => item.code))] : null,
      partySubjectId: partySubjectId ?? null,
    }));
  }
}

/** Whether one member of a request is named once. */
export function namingErrors(member: MemberRequest, index: number): FieldError[] {
  if (!member.ref && !member.number)
    return [
      {
        pointer: `/members/${index}`,
        detail: 'names nobody: say ref, or number with insurerNumber, symbol and branch',
      },
    ];
  if (member.ref && member.number)
    return [{ pointer: `/members/${index}`, detail: 'names somebody twice: say ref, or the identifiers' }];
  return [];
}
