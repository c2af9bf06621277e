import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#platform';
import { AccountBindings } from '../bindings/account-bindings.js';
import { EndedAccounts } from '../ended-accounts/ended-accounts.js';
import { EndedOperators } from '../ended-accounts/ended-operators.js';
import type { Caller } from '../domain/caller.js';
import type { Permission } from '../domain/permissions.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { MandateBook } from '../mandates/mandate-book.js';
import { Reasons } from '../reasons/reasons.js';
import { REASON_HEADER, type AuthenticatedRequest } from './permit.js';

type Asked = AuthenticatedRequest & Pick<FastifyRequest, 'headers'>;

/** What the ledger itself knows of an account that a token lets in: a token alone makes nobody an auditor. */
@Injectable()
export class AccountStanding {
  constructor(
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(MandateBook) private readonly mandates: MandateBook,
    @Inject(Reasons) private readonly reasons: Reasons,
    @Inject(AccountBindings) private readonly bindings: AccountBindings,
    @Inject(EndedAccounts) private readonly ended: EndedAccounts,
    @Inject(EndedOperators) private readonly operators: EndedOperators,
  ) {}

  /** Refuses a token that was ended, and every one of an account that is closed. */
  refuseEnded(caller: Caller): Promise<void> {
    const { association } = caller;
    return association === null ? this.operators.refuse(caller) : this.ended.refuse(association, caller);
  }

  /**
   * A member whose token names none, with the reference to which the account was bound. One that has none yet may do
   * nothing of its own but bind itself; to that it comes as the token has it.
   */
  async bound(caller: Caller, permission: Permission | undefined): Promise<Caller> {
    if (caller.role !== 'member' || caller.member !== null || permission === 'own-binding:make') return caller;
    const { id: account } = await this.pseudonyms.actor(caller.association!, caller);
    const member = await this.bindings.refOf(caller.association!, account);
    if (member === null && permission?.startsWith('own-')) throw new Refusal('account-not-bound');
    return { ...caller, member, ...(member !== null && { reachedBy: { ref: member, isBound: true } }) };
  }

  /** The reference to which the account of a caller who was let in leads by now; null where it is bound to none any more. */
  async referenceOf(caller: Caller): Promise<string | null> {
    const { reachedBy, member } = caller;
    if (!reachedBy?.isBound) return reachedBy?.ref ?? member;
    const { id: account } = await this.pseudonyms.actor(caller.association!, caller);
    return this.bindings.refOf(caller.association!, account);
  }

  /** Refuses an auditor without a mandate in force today, and a reason that does not count; notes what there is. */
  async admit(request: Asked): Promise<void> {
    const { caller } = request;
    const reasonId = request.headers[REASON_HEADER];
    const mayGive = caller?.role === 'auditor' || (caller?.role === 'officer' && reasonId !== undefined);
    if (!mayGive) return;
    const association = caller.association!;
    const { id: account } = await this.pseudonyms.actor(association, caller);
    if (caller.role === 'auditor') {
      const mandate = await this.mandates.inForce(association, account);
      if (!mandate) throw new Refusal('mandate-missing');
      request.mandate = mandate.id;
    }
    if (reasonId === undefined) return;
    const reason = await this.reasons.of(association, account, String(reasonId));
    if (!reason) throw new Refusal('reason-unknown');
    request.reason = reason;
  }
}
