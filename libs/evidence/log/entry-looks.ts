import { Inject, Injectable } from '@nestjs/common';
import { LookLog, type Looker } from '#access';
import type { StoredEvent } from '#event-store';

/** Reasons under which logs are read at once. */
const REASONS_MAX = 8;
const REFERENCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Writes whose entries an auditor reads, once for each member and reason: whoever replays a log reads the looks of the
 * time before, and would otherwise double it each time. A service that starts anew may write some again.
 */
@Injectable()
export class EntryLooks {
  readonly #seen = new Map<string, Set<string>>();

  constructor(@Inject(LookLog) private readonly looks: LookLog) {}

  async write(looker: Looker, events: readonly StoredEvent[]): Promise<void> {
    const seen = this.#seenUnder(`${looker.association} ${looker.subject} ${looker.reason?.id}`);
    const subjects = new Set(events.flatMap(({ envelope: { subject } }) => subject ?? []));
    const members = [...subjects].filter((subject) => REFERENCE.test(subject) && !seen.has(subject));
    await this.looks.write(looker, { what: 'LOG_ENTRIES', seen: members.map((member) => ({ member })) });
    // Only what is written is passed over the next time.
    for (const member of members) seen.add(member);
  }

  #seenUnder(name: string): Set<string> {
    const known = this.#seen.get(name) ?? new Set<string>();
    this.#seen.delete(name);
    this.#seen.set(name, known);
    if (this.#seen.size > REASONS_MAX) this.#seen.delete(this.#seen.keys().next().value!);
    return known;
  }
}
