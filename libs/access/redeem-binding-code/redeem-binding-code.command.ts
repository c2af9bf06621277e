import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import type { Day } from '#statute';
import { AssociationActs, type NotedAct } from '../acts/association-acts.js';
import { AccountBindings, notedBinding } from '../bindings/account-bindings.js';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import { readBindingCode } from '../domain/binding-code.js';
import {
  accountStream,
  bindingsStream,
  codeStream,
  type AccountBound,
  type BindingCodeRefused,
} from '../domain/binding-events.js';
import { bindingsOf, CODE_ACTS_MAX, isWornOut, judgeBinding } from '../domain/bindings.js';
import { codeDigest } from '../hand-binding-code/hand-binding-code.command.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';

export class RedeemBindingCode extends Command<void> {
  constructor(
    readonly asking: Asking,
    /** As it was typed. */
    readonly code: string,
    readonly birthDate: Day,
  ) {
    super();
  }
}

/** One answer for every fault: whoever tries learns neither whether the code was right nor whose it is. */
@CommandHandler(RedeemBindingCode)
export class RedeemBindingCodeHandler implements ICommandHandler<RedeemBindingCode, void> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(AccountBindings) private readonly bindings: AccountBindings,
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ asking, code: typed, birthDate }: RedeemBindingCode): Promise<void> {
    const { association, caller } = asking;
    const read = readBindingCode(typed);
    if (read === null) refuse();
    const code = await codeDigest(this.pseudonyms, association, read);
    const ref = await this.#whose(asking, code, birthDate);
    const { id: account } = await this.pseudonyms.actor(association, caller);
    const brought = { account, code, now: this.clock.now() };
    if (judgeBinding(await this.bindings.of(association, ref), brought) === 'refused') refuse();
    const other = await this.bindings.refOf(association, account);
    if (other !== null && other !== ref) refuse();
    const bound: AccountBound = { type: 'AccountBound', data: { account, code }, sealed: null };
    // In line with those who guess at the same moment: after five faults nobody is believed.
    await this.#try(asking, code, ref, bound);
    // What the account says first, and then what counts: broken off between, it is said by nobody else and not believed.
    await this.acts.act({ ...asking, stream: accountStream(account), subject: ref }, (acts) =>
      acts.at(-1)?.subject === ref ? null : bound,
    );
    await this.acts.act({ ...asking, stream: bindingsStream(ref), subject: ref }, (acts) => {
      const verdict = judgeBinding(bindingsOf(acts.map(notedBinding)), brought);
      if (verdict === 'refused') refuse();
      return verdict === 'new' ? bound : null;
    });
  }

  /** To whom the code was handed, if whoever brings it knows the birth date. */
  async #whose(asking: Asking, code: string, birthDate: Day): Promise<string> {
    const { association } = asking;
    const acts = await this.acts.read(association, codeStream(code));
    const ref = acts[0]?.subject ?? null;
    if (ref === null || isWornOut(acts)) refuse();
    const state = await this.persons.state(association, ref);
    if (!state || state.isClosed) refuse();
    const entry = (await this.directory.read(association, [state.ref])).get(state.ref);
    if (entry?.birthDate === birthDate) return ref;
    await this.#try(asking, code, ref, { type: 'BindingCodeRefused', data: {}, sealed: null });
    refuse();
  }

  /** Counts a try where it is written. So few are, that no number of others at once keeps one from being decided. */
  async #try(asking: Asking, code: string, ref: string, tried: AccountBound | BindingCodeRefused): Promise<void> {
    const decide = (acts: readonly NotedAct[]) => {
      if (isWornOut(acts)) refuse();
      return tried.type === 'AccountBound' && acts.some(({ type }) => type === tried.type) ? null : tried;
    };
    await this.acts.act({ ...asking, stream: codeStream(code), subject: ref }, decide, CODE_ACTS_MAX + 1);
  }
}

function refuse(): never {
  throw new Refusal('binding-refused');
}
