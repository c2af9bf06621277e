import { randomUUID } from 'node:crypto';
import type { AppendRequest } from '#event-store';
import { accessEventTypes, memberRegistered, memberStream } from '../domain/member-events.js';
import type { Pseudonyms } from '../keys/pseudonyms.js';

type Actor = Awaited<ReturnType<Pseudonyms['actor']>>;

/** The first event of a person's stream; where it stands already, it is no second one. */
export function firstEvent(association: string, ref: string, actor: Actor): AppendRequest {
  const registered = {
    ...memberRegistered(),
    id: randomUUID(),
    schemaVersion: accessEventTypes.MemberRegistered.version,
    occurredAt: null,
    actor,
    causation: null,
    subject: ref,
    ruleset: null,
    knowledgeAt: null,
    keyId: null,
  };
  return { association, stream: memberStream(ref), expected: 'none', events: [registered] };
}
