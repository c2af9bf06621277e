import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import { DirectoryEntrance, type EnteredMember, type NewMember } from '../directory/directory-entrance.js';
import type { DirectoryEntry } from '../directory/directory.js';
import type { Caller } from '../domain/caller.js';
import { DataKeys } from '../keys/data-keys.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { firstEvent } from '../members/first-event.js';
import type { KnownPerson } from '../register-member/known-person.js';
import { RegisterMember } from '../register-member/register-member.command.js';
import type { RegistrationOutcomeAnswer } from './register-members.answer.js';

/** One of many: what is to be entered, or why it cannot be. */
export type WantedMember =
  { readonly ref: string | null; readonly entry: DirectoryEntry } | { readonly refusal: Refusal };

export class RegisterMembers extends Command<RegistrationOutcomeAnswer[]> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly wanted: readonly WantedMember[],
    /** Who is told of it; left out where nobody is. */
    readonly known?: KnownPerson,
  ) {
    super();
  }
}

/** So many of those who are cases of their own are dealt with at once. */
const AT_ONCE_MAX = 8;

/**
 * Each has an outcome of its own. People of whom nothing was known are entered together; whoever is known, or shares
 * something with somebody, goes the way of one who is registered alone. Sent again, the rest is done.
 */
@CommandHandler(RegisterMembers)
export class RegisterMembersHandler implements ICommandHandler<RegisterMembers, RegistrationOutcomeAnswer[]> {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(DirectoryEntrance) private readonly entrance: DirectoryEntrance,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  async execute(command: RegisterMembers): Promise<RegistrationOutcomeAnswer[]> {
    const { association, caller, wanted } = command;
    if ((await this.events.head(association)) === null) throw new Refusal('association-unknown');
    const members = wanted.flatMap((one): NewMember[] =>
      'entry' in one ? [{ ref: one.ref ?? randomUUID(), isGiven: one.ref !== null, entry: one.entry }] : [],
    );
    const entered = await this.entrance.enter(association, members);
    await this.#record(association, caller, [...entered.values()]);
    const outcomes: RegistrationOutcomeAnswer[] = [];
    const others: (() => Promise<void>)[] = [];
    const left = [...members];
    for (const [index, one] of wanted.entries()) {
      if ('refusal' in one) {
        outcomes[index] = refused(index, one.refusal);
        continue;
      }
      const { ref } = left.shift()!;
      // Of two with one reference the first was entered.
      if (entered.delete(ref)) outcomes[index] = { ...NOTHING, index, status: 'registered', ref };
      else others.push(async () => void (outcomes[index] = await this.#alone(command, index, one)));
    }
    for (let from = 0; from < others.length; from += AT_ONCE_MAX) {
      await Promise.all(others.slice(from, from + AT_ONCE_MAX).map((register) => register()));
    }
    return outcomes;
  }

  async #record(
    association: string,
    caller: Pick<Caller, 'role' | 'subject'>,
    entered: readonly EnteredMember[],
  ): Promise<void> {
    const actor = await this.pseudonyms.actor(association, caller);
    await Promise.all(entered.map((one) => this.events.append(firstEvent(this.keys, { association, actor }, one))));
  }

  async #alone(
    { association, caller, known }: RegisterMembers,
    index: number,
    { ref, entry }: Extract<WantedMember, { entry: DirectoryEntry }>,
  ): Promise<RegistrationOutcomeAnswer> {
    try {
      const registered = await this.commands.execute(new RegisterMember(association, caller, ref, entry, known));
      const status = registered.isNew ? 'registered' : 'known';
      return { ...NOTHING, index, status, ref: registered.ref };
    } catch (error) {
      if (error instanceof Refusal) return refused(index, error, `/members/${index}`);
      throw error;
    }
  }
}

const NOTHING = { ref: null, code: null, pointer: null, detail: null } as const;

/** Pointers are into the whole request; those of one member alone go on from where it stands. */
function refused(index: number, { code, facts }: Refusal, within = ''): RegistrationOutcomeAnswer {
  const [error] = facts.errors ?? [];
  const pointer = error ? within + error.pointer : null;
  return { ...NOTHING, index, status: 'refused', code, pointer, detail: error?.detail ?? null };
}
