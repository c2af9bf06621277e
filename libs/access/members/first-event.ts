import { randomUUID } from 'node:crypto';
import type { AppendRequest } from '#event-store';
import { freshBytes } from '#platform';
import { IDENTITY_SALT_BYTES } from '#proof';
import { commitIdentity, type Identified } from '../domain/identity.js';
import { accessEventTypes, memberStream, type MemberRegistered } from '../domain/member-events.js';
import type { DataKeys, SealingKey } from '../keys/data-keys.js';
import type { Pseudonyms } from '../keys/pseudonyms.js';

type Actor = Awaited<ReturnType<Pseudonyms['actor']>>;

/** Who is registered under which reference, and the key of the person's entry. */
export interface Registered {
  readonly ref: string;
  readonly entry: Identified;
  readonly key: SealingKey;
}

/** Makes the first event of a person's stream; where it stands already, it is no second one. */
export function firstEvent(
  keys: Pick<DataKeys, 'seal'>,
  { association, actor }: { readonly association: string; readonly actor: Actor },
  { ref, entry, key }: Registered,
): AppendRequest {
  const id = randomUUID();
  const { commitment, opening } = commitIdentity(
    { association, reference: ref },
    entry,
    freshBytes(IDENTITY_SALT_BYTES),
  );
  const registered = { type: 'MemberRegistered', data: { commitment }, sealed: { opening } } satisfies MemberRegistered;
  const event = {
    ...registered,
    id,
    schemaVersion: accessEventTypes.MemberRegistered.version,
    occurredAt: null,
    actor,
    causation: null,
    subject: ref,
    ruleset: null,
    knowledgeAt: null,
    keyId: key.keyId,
    sealed: keys.seal(association, key, id, registered.sealed),
  };
  return { association, stream: memberStream(ref), expected: 'none', events: [event] };
}
