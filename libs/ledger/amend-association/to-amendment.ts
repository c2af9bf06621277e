import { Refusal, type FieldError } from '#platform';
import { currentRuleset, purposeOf } from '#statute';
import type { AssociationAmended, PublishedPurpose } from '../domain/association-events.js';
import type { KnownAssociation } from '../domain/association.js';
import { publishedPurpose } from '../register-association/published-purpose.js';
import type { AmendAssociationRequest } from './amend-association.request.js';

/** The event of what is changed, against what is known. Refuses what changes nothing or cannot be. */
export function toAmendment(known: KnownAssociation, request: AmendAssociationRequest): AssociationAmended {
  const { effectiveFrom, name, retainedPurposes } = request;
  const purposes = purposesOf(known, request);
  const sealed = sealedOf(request);
  if (!name && purposes.length === 0 && !retainedPurposes && !sealed)
    refuse([{ pointer: '', detail: 'changes nothing' }]);
  return {
    type: 'AssociationAmended',
    data: {
      effectiveFrom,
      ...(name && { name: { ja: name.ja, en: name.en } }),
      ...(purposes.length > 0 && { purposes }),
      ...(retainedPurposes && { retainedPurposes }),
    },
    sealed,
  };
}

function purposesOf(known: KnownAssociation, request: AmendAssociationRequest): PublishedPurpose[] {
  const { publish = [], unpublish = [] } = request;
  const ruleset = currentRuleset(request.effectiveFrom);
  const running = (code: string) => known.purposes.findLast((one) => one.code === code && !one.publishedUntil);
  const errors: FieldError[] = [];
  publish.forEach(({ code, text }, index) => {
    const pointer = `/publish/${index}/code`;
    if (!purposeOf(ruleset, code)) errors.push({ pointer, detail: 'is not a purpose of the catalogue' });
    // The same purpose in other words is a publication of its own.
    else if (running(code) && !text) errors.push({ pointer, detail: 'is published already' });
    else if (publish.findIndex((one) => one.code === code) < index) errors.push({ pointer, detail: 'is named twice' });
  });
  const ended = unpublish.flatMap(({ code, publishedUntil }, index): PublishedPurpose[] => {
    const open = running(code);
    const all = known.purposes.filter((one) => one.code === code && !one.publishedUntil);
    if (open && open.publishedFrom <= publishedUntil) return all.map((one) => ({ ...one, publishedUntil }));
    const detail = open ? 'is before its publication began' : 'is not being published';
    errors.push({ pointer: `/unpublish/${index}/${open ? 'publishedUntil' : 'code'}`, detail });
    return [];
  });
  if (errors.length > 0) refuse(errors);
  return [...publish.map(publishedPurpose), ...ended];
}

function sealedOf({ address, representative, contact }: AmendAssociationRequest): AssociationAmended['sealed'] {
  const contacts = Object.entries(contact ?? {}).filter(([, value]) => value !== undefined);
  const sealed = {
    ...(address !== undefined && { address }),
    ...(representative !== undefined && { representative }),
    ...(contacts.length > 0 && { contact: Object.fromEntries(contacts) as Record<string, string | null> }),
  };
  return Object.keys(sealed).length > 0 ? sealed : null;
}

function refuse(errors: readonly FieldError[]): never {
  throw new Refusal('invalid-request', { errors });
}
