import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { dayInJapan, maskMyNumbers } from '#statute';
import { AssociationActs, type Acted } from '../acts/association-acts.js';
import type { Caller } from '../domain/caller.js';
import { MANDATES_STREAM, type MandateProposed } from '../domain/mandate-events.js';
import { mandatesOf, type Mandate } from '../domain/mandates.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { notedMandate } from '../mandates/mandate-book.js';
import type { ProposeMandateRequest } from './mandate.request.js';

/** Who asks, in which request. */
export interface Asking {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly requestId: string | null;
}

export interface MandateResult {
  readonly mandate: Mandate;
  readonly isNew: boolean;
}

export class ProposeMandate extends Command<MandateResult> {
  constructor(
    readonly asking: Asking,
    readonly request: ProposeMandateRequest,
  ) {
    super();
  }
}

/** Names the auditor by the keyed name of the account; the subject that was given is sealed, for whoever approves. */
@CommandHandler(ProposeMandate)
export class ProposeMandateHandler implements ICommandHandler<ProposeMandate, MandateResult> {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ asking, request }: ProposeMandate): Promise<MandateResult> {
    const { id: mandateId, subject, from, until } = request;
    refuseTimes(from, until, dayInJapan(this.clock.now().toISOString()));
    const { id: account } = await this.pseudonyms.actor(asking.association, { role: 'auditor', subject });
    const data = { mandateId, account, from, until };
    const purpose = maskMyNumbers(request.purpose).text;
    const acted = await this.acts.act({ ...asking, stream: MANDATES_STREAM }, (acts, actor) => {
      if (actor.id === account) throw new Refusal('mandate-own');
      const known = mandatesOf(acts.map(notedMandate)).get(mandateId);
      if (!known) return { type: 'MandateProposed', data, sealed: { purpose, subject } };
      if (known.account !== account || known.from !== from || known.until !== until) refuseOther();
      return null;
    });
    if (!acted.isNew && (await this.#purposeOf(asking.association, mandateId)) !== purpose) refuseOther();
    return resultOf(acted, mandateId);
  }

  async #purposeOf(association: string, mandateId: string): Promise<string | undefined> {
    return proposalsOf(await this.acts.open(association, MANDATES_STREAM)).get(mandateId)?.purpose;
  }
}

export function resultOf({ acts, isNew }: Acted, mandateId: string): MandateResult {
  return { mandate: mandatesOf(acts.map(notedMandate)).get(mandateId)!, isNew };
}

/** What each mandate is for, and for whom, out of acts that were opened. */
export function proposalsOf(acts: Acted['acts']): ReadonlyMap<string, MandateProposed['sealed']> {
  const proposals = new Map<string, MandateProposed['sealed']>();
  for (const { type, data, sealed } of acts) {
    if (type !== 'MandateProposed' || sealed === null) continue;
    proposals.set((data as MandateProposed['data']).mandateId, sealed as MandateProposed['sealed']);
  }
  return proposals;
}

function refuseTimes(from: string, until: string, today: string): void {
  const detail = until < from ? 'is before the first day' : until < today ? 'is over' : null;
  if (detail) throw new Refusal('invalid-request', { errors: [{ pointer: '/until', detail }] });
}

function refuseOther(): never {
  throw new Refusal('mandate-differs');
}
