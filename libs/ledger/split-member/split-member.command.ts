import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  AccountBindings,
  DirectoryHandover,
  MemberFacts,
  Persons,
  presentMember,
  RegisterMember,
  type DirectoryEntry,
  type MemberChange,
  type MemberChanged,
} from '#access';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { LineMover, type LineMoved } from '../move-line/line-mover.js';

export interface NamedLine {
  readonly transfer: string;
  readonly line: number;
}

/** What became of a line that was named: moved, or why not. */
export type SplitLine = NamedLine & { readonly moved: LineMoved | null; readonly code: string | null };

export interface SplitDone {
  readonly split: MemberChanged;
  /** The reference of the other person. */
  readonly ref: string;
  /** Accounts that were bound to the references of both, and are bound to neither any more. */
  readonly unbound: number;
  /** Codes of both that nobody had brought yet, and that count no longer. */
  readonly voided: number;
  readonly lines: readonly SplitLine[];
}

export class SplitMember extends Command<SplitDone> {
  constructor(
    readonly change: MemberChange,
    readonly person: { readonly ref: string | null; readonly entry: DirectoryEntry },
    readonly lines: readonly NamedLine[],
    readonly reason: string,
  ) {
    super();
  }
}

/**
 * A reference held two persons. The other one gets a reference of their own, and the named lines move there, each with
 * its own outcome. Broken off anywhere, the same said again brings it to its end.
 */
@CommandHandler(SplitMember)
export class SplitMemberHandler implements ICommandHandler<SplitMember, SplitDone> {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
    @Inject(DirectoryHandover) private readonly handover: DirectoryHandover,
    @Inject(AccountBindings) private readonly bindings: AccountBindings,
    @Inject(LineMover) private readonly mover: LineMover,
  ) {}

  async execute({ change, person, lines, reason: text }: SplitMember): Promise<SplitDone> {
    const { association, caller, ref: from, requestId } = change;
    await presentMember(this.persons, association, from);
    const reason = maskMyNumbers(text).text;
    const ref = await this.#otherReference(change, person);
    const freed = await this.#freed(change, ref);
    const split = await this.facts.change(change, (facts) => {
      const known = facts.find(({ event }) => event.type === 'MemberSplit' && event.sealed?.ref === ref);
      return known ? { stands: known } : { write: { type: 'MemberSplit', data: {}, sealed: { ref, reason } } };
    });
    const done: SplitLine[] = [];
    for (const one of lines) {
      const move = { association, caller, transferId: one.transfer, line: one.line, from, to: ref, reason, requestId };
      done.push({ ...one, ...(await outcomeOf(this.mover.move(move))) });
    }
    return { split, ref, ...freed, lines: done };
  }

  /**
   * Before they are told apart: an account would show one of them to the other, and so would whoever still brings a code.
   * Codes first, so that none becomes an account behind it. Said again nobody is unbound and no code is voided anew.
   */
  async #freed(
    { association, caller, ref: from, requestId }: MemberChange,
    ref: string,
  ): Promise<Pick<SplitDone, 'unbound' | 'voided'>> {
    const facts = await this.facts.read(association, from);
    const isKnown = facts.some(({ event }) => event.type === 'MemberSplit' && event.sealed?.ref === ref);
    if (isKnown) return { unbound: 0, voided: 0 };
    const asking = { association, caller, requestId };
    const references = await this.persons.references(association, from);
    const others = await this.persons.references(association, ref);
    const voided = await this.bindings.voidCodes(asking, [...new Set([...references, ...others])]);
    return { unbound: await this.bindings.unbindAll(asking, references), voided };
  }

  /** The other person may have been merged in by mistake, and is then given back what that person is known by. */
  async #otherReference(
    { association, caller, ref: from }: MemberChange,
    person: SplitMember['person'],
  ): Promise<string> {
    const register = async () =>
      (await this.commands.execute(new RegisterMember(association, caller, person.ref, person.entry))).ref;
    const registered = await register();
    const references = await this.persons.references(association, from);
    if (!references.includes(registered)) return registered;
    if (registered !== from) await this.handover.give(association, { from: registered, to: randomUUID() });
    const ref = await register();
    if (references.includes(ref)) throw new Refusal('member-taken');
    return ref;
  }
}

/** One line that cannot be moved keeps no other. */
async function outcomeOf(moving: Promise<LineMoved>): Promise<Pick<SplitLine, 'moved' | 'code'>> {
  try {
    return { moved: await moving, code: null };
  } catch (error) {
    if (error instanceof Refusal) return { moved: null, code: error.code };
    throw error;
  }
}
