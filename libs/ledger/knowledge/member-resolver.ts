import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '#access';
import { Refusal, type FieldError } from '#platform';
import type { StatedMember } from '../domain/statement.js';
import type { MemberRequest } from '../record-transfer/statement-parts.request.js';

const ERRORS_MAX = 50;

/** Turns the members of a request, named by reference or by full composite, into references. */
@Injectable()
export class MemberResolver {
  constructor(@Inject(Directory) private readonly directory: Directory) {}

  async resolve(association: string, requests: readonly MemberRequest[]): Promise<StatedMember[]> {
    const errors = requests.flatMap(namingErrors);
    if (errors.length > 0) throw new Refusal('invalid-request', { errors: errors.slice(0, ERRORS_MAX) });
    const refs = await this.#refsOf(association, requests);
    const unknown = refs.flatMap((ref, index) =>
      ref ? [] : [{ pointer: `/members/${index}`, detail: 'is no member of this association' }],
    );
    if (unknown.length > 0) throw new Refusal('member-unknown', { errors: unknown.slice(0, ERRORS_MAX) });
    const repeated = refs.flatMap((ref, index) =>
      refs.indexOf(ref) < index ? [{ pointer: `/members/${index}`, detail: 'is named twice' }] : [],
    );
    if (repeated.length > 0) throw new Refusal('invalid-request', { errors: repeated.slice(0, ERRORS_MAX) });
    return requests.map(({ consentId, items, partySubjectId }, index) => ({
      ref: refs[index]!,
      consentId: consentId ?? null,
      items: items ? [...new Set(items.map((item) => item.code))] : null,
      partySubjectId: partySubjectId ?? null,
    }));
  }

  async #refsOf(association: string, requests: readonly MemberRequest[]): Promise<(string | null)[]> {
    const named = requests.filter((member) => !member.ref);
    const found = await this.directory.resolve(
      association,
      named.map(({ insurerNumber, symbol, number, branch }) => ({
        insurerNumber: insurerNumber ?? null,
        symbol: symbol ?? null,
        number: number!,
        branch: branch ?? null,
      })),
    );
    const resolved = new Map(named.map((member, index) => [member, found[index] ?? null]));
    return requests.map((member) => member.ref ?? resolved.get(member) ?? null);
  }
}

function namingErrors(member: MemberRequest, index: number): FieldError[] {
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
