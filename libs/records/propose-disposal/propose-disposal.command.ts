import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Caller } from '#access';
import { EVENT_STORE, ProjectionProgress, toPosition, type EventStore } from '#event-store';
import { AssociationReader, FactWriter, type DecisionContext } from '#ledger';
import { Clock, DayField, Refusal, UuidField } from '#platform';
import { dayInJapan } from '#statute';
import type { Disposal } from '../domain/disposal.js';
import type { DisposalEvent } from '../domain/disposal-events.js';
import { inParts, toKept, toListed } from '../domain/listing.js';
import { digestOver, disposalStream, DisposalStreams } from '../keeping/disposal-streams.js';
import { DueFinder, type DueRecords } from '../keeping/due-records.js';

export class ProposeDisposalRequest {
  @UuidField({ description: "The disposal's id, chosen by the caller: the same id is the same disposal" })
  id!: string;

  @DayField({ optional: true, description: 'As of which day records must be disposable; today when left out' })
  asOf?: string;
}

export interface DisposalResult {
  readonly disposal: Disposal;
  readonly isNew: boolean;
}

export class ProposeDisposal extends Command<DisposalResult> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly request: ProposeDisposalRequest,
  ) {
    super();
  }
}

/** Lists what may be disposed of as of a day, and what is kept although its time is over, with the reasons. */
@CommandHandler(ProposeDisposal)
export class ProposeDisposalHandler implements ICommandHandler<ProposeDisposal, DisposalResult> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(DisposalStreams) private readonly streams: DisposalStreams,
    @Inject(DueFinder) private readonly due: DueFinder,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, request }: ProposeDisposal): Promise<DisposalResult> {
    await this.associations.read(association);
    const { id } = request;
    const at = this.clock.now();
    const today = dayInJapan(at.toISOString());
    const { asOf = today } = request;
    if (asOf > today)
      throw new Refusal('invalid-request', { errors: [{ pointer: '/asOf', detail: `is after ${today}` }] });
    const known = await this.#known(association, request);
    if (known) return known;
    const through = (await this.store.head(association)) ?? toPosition(0);
    await this.progress.waitFor('records', association, through);
    const found = await this.due.find(association, asOf);
    const context: DecisionContext = {
      association,
      actor: await this.pseudonyms.actor(association, caller),
      causation: null,
      occurredAt: null,
      ruleset: null,
      knowledgeAt: through,
    };
    const place = { stream: disposalStream(id), expected: 'none' as const, at };
    const facts = factsOf({ disposalId: id, asOf, through }, found).map((fact) => ({ fact, subject: null }));
    const { outcome } = await this.writer.write(place, context, facts);
    if (outcome !== 'appended') return (await this.#known(association, request))!;
    return { disposal: await this.streams.read(association, id), isNew: true };
  }

  async #known(association: string, { id, asOf }: ProposeDisposalRequest): Promise<DisposalResult | null> {
    const disposal = await this.streams.find(association, id);
    if (!disposal) return null;
    if (asOf !== undefined && disposal.proposal.asOf !== asOf) throw new Refusal('disposal-differs');
    return { disposal, isNew: false };
  }
}

function factsOf(
  proposed: { readonly disposalId: string; readonly asOf: string; readonly through: string },
  { disposable, kept: spared, complete }: DueRecords,
): DisposalEvent[] {
  const { disposalId } = proposed;
  const records = inParts(toListed(disposable));
  const kept = inParts(toKept(spared));
  const transfers = new Set(disposable.map(({ transferId }) => transferId)).size;
  const counts = { records: disposable.length, transfers, kept: spared.length };
  return [
    ...records.map((part) => listed(disposalId, { records: part, kept: [] })),
    ...kept.map((part) => listed(disposalId, { records: [], kept: part })),
    {
      type: 'DisposalProposed',
      data: { ...proposed, ...counts, complete, digest: digestOver([...records, ...kept].flat()) },
      sealed: null,
    },
  ];
}

function listed(disposalId: string, part: { readonly records: readonly object[]; readonly kept: readonly object[] }) {
  return { type: 'DisposalListed', data: { disposalId, ...part }, sealed: null } as DisposalEvent;
}
