import { Refusal } from '#platform';
import { myNumberSuspects } from '#statute';
import type { DirectoryEntry } from '../directory/directory.js';
import { isInsurerNumber, type InsuredIdentifiers } from '../domain/identifiers.js';
import type { IdentifiersRequest } from './identifiers.request.js';
import type { RegisterMemberRequest } from './register-member.request.js';

/** Refuses an insurer number (保険者番号) whose check digit is wrong: it was mistyped, and names nobody. */
export function refuseMistypedInsurer(insurerNumber: string | null | undefined, pointer = ''): void {
  if (!insurerNumber || isInsurerNumber(insurerNumber)) return;
  const error = { pointer: `${pointer}/insurerNumber`, detail: 'has a wrong check digit' };
  throw new Refusal('invalid-request', { errors: [error] });
}

/** A composite as it was sent. Refuses an insurer number that cannot be one. */
export function toIdentifiers(request: IdentifiersRequest, pointer = ''): InsuredIdentifiers {
  refuseMistypedInsurer(request.insurerNumber, pointer);
  return {
    insurerNumber: request.insurerNumber ?? null,
    symbol: request.symbol ?? null,
    number: request.number,
    branch: request.branch ?? null,
  };
}

/** A person as the directory keeps one. Refuses a name or an own key that holds an individual number. */
export function toEntry(request: RegisterMemberRequest, pointer = ''): DirectoryEntry {
  const identifiers = toIdentifiers(request, pointer);
  refuseIndividualNumbers(request, ['name', 'kana', 'ownKey'], pointer);
  return {
    ...identifiers,
    name: request.name,
    kana: request.kana ?? null,
    birthDate: request.birthDate ?? null,
    sex: request.sex ?? null,
    relation: request.relation ?? null,
    household: request.household ?? null,
    ...(request.ownKey && { ownKey: request.ownKey }),
  };
}

/** Neither an individual number (個人番号) nor a hash of one is ever kept: Number Act 19, 20. */
export function refuseIndividualNumbers<Field extends string>(
  texts: { readonly [field in Field]?: string | null },
  fields: readonly Field[],
  pointer = '',
): void {
  const errors = fields
    .filter((field) => myNumberSuspects(texts[field] ?? '').length > 0)
    .map((field) => ({
      pointer: `${pointer}/${field}`,
      detail: 'looks like it holds an individual number (個人番号)',
    }));
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}
