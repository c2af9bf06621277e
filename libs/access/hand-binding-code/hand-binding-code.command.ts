import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, freshBytes, Refusal } from '#platform';
import { AssociationActs } from '../acts/association-acts.js';
import { AccountBindings } from '../bindings/account-bindings.js';
import { BINDING_CODE_BYTES, bindingCodeOf, readBindingCode } from '../domain/binding-code.js';
import { bindingsStream, codeStream, type BindingCodeIssued, type HandedBy } from '../domain/binding-events.js';
import { codeEnds } from '../domain/bindings.js';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { presentMember } from '../members/present-member.js';

export interface HandedCode {
  /** Shown once: nobody can tell it again. */
  readonly code: string;
  readonly until: string;
}

export class HandBindingCode extends Command<HandedCode> {
  constructor(
    readonly asking: Asking,
    readonly ref: string,
    readonly handedBy: HandedBy,
  ) {
    super();
  }
}

/** A new code ends the one before. */
@CommandHandler(HandBindingCode)
export class HandBindingCodeHandler implements ICommandHandler<HandBindingCode, HandedCode> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(AccountBindings) private readonly bindings: AccountBindings,
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ asking, ref, handedBy }: HandBindingCode): Promise<HandedCode> {
    const { association } = asking;
    const { isClosed } = await presentMember(this.persons, association, ref);
    if (isClosed) throw new Refusal('portal-closed');
    // By it the member proves to be the one to whom the code was handed.
    if (!(await this.directory.read(association, [ref])).get(ref)?.birthDate) throw new Refusal('birth-date-missing');
    for (const one of await this.persons.references(association, ref)) {
      if ((await this.bindings.of(association, one)).bound) throw new Refusal('account-bound');
    }
    const code = bindingCodeOf(freshBytes(BINDING_CODE_BYTES));
    const digest = await codeDigest(this.pseudonyms, association, readBindingCode(code)!);
    const until = codeEnds(handedBy, this.clock.now());
    const issued: BindingCodeIssued = {
      type: 'BindingCodeIssued',
      data: { code: digest, handedBy, until },
      sealed: null,
    };
    // Whose it is first, and then that it counts: broken off between, it is a code that never did.
    await this.acts.act({ ...asking, stream: codeStream(digest), subject: ref }, () => issued);
    await this.acts.act({ ...asking, stream: bindingsStream(ref), subject: ref }, () => issued);
    return { code, until };
  }
}

/** What is kept of a code. */
export function codeDigest(pseudonyms: Pseudonyms, association: string, code: string): Promise<string> {
  return pseudonyms.digest(association, `binding code ${code}`);
}
