import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isFault, judgeExecution, Pseudonyms, type Caller } from '#access';
import { FactWriter, type DecisionContext } from '#ledger';
import { Clock, Refusal } from '#platform';
import type { Disposal } from '../domain/disposal.js';
import { linesIn } from '../domain/disposal.js';
import type { DisposalEvent, DisposedSums } from '../domain/disposal-events.js';
import { inParts } from '../domain/listing.js';
import { digestOver, disposalStream, DisposalStreams } from '../keeping/disposal-streams.js';
import type { DisposalResult } from '../propose-disposal/propose-disposal.command.js';
import { DisposedRecords, type DisposedTransfer } from './disposed-records.js';
import { RecordDisposer, type Spared } from './record-disposer.js';
import { SpentKeys } from './spent-keys.js';

export class ExecuteDisposal extends Command<DisposalResult> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly disposalId: string,
  ) {
    super();
  }
}

/**
 * Disposes of what was approved, destroys the keys that nothing kept needs, and certifies it. What came to be kept since
 * the proposal is spared. Broken off anywhere, it goes on when it is asked for again: nothing of it happens twice.
 */
@CommandHandler(ExecuteDisposal)
export class ExecuteDisposalHandler implements ICommandHandler<ExecuteDisposal, DisposalResult> {
  constructor(
    @Inject(DisposalStreams) private readonly streams: DisposalStreams,
    @Inject(RecordDisposer) private readonly disposer: RecordDisposer,
    @Inject(DisposedRecords) private readonly disposed: DisposedRecords,
    @Inject(SpentKeys) private readonly keys: SpentKeys,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, disposalId }: ExecuteDisposal): Promise<DisposalResult> {
    const disposal = await this.streams.read(association, disposalId);
    const verdict = judgeExecution(disposal);
    if (isFault(verdict)) throw new Refusal(`disposal-${verdict}`);
    if (verdict === 'known') return { disposal, isNew: false };
    const context: DecisionContext = {
      association,
      actor: await this.pseudonyms.actor(association, caller),
      causation: null,
      occurredAt: null,
      ruleset: null,
      knowledgeAt: null,
    };
    const at = this.clock.now();
    const { spared, through } = await this.disposer.dispose(disposal, context, at);
    const transfers = await this.disposed.of(association, disposal, through);
    const keys = await this.keys.destroy(association, transfers, through);
    const facts = closing(disposal, { spared, transfers, keys }).map((fact) => ({ fact, subject: null }));
    const place = { stream: disposalStream(disposalId), expected: disposal.revision, at };
    const { outcome } = await this.writer.write(place, context, facts);
    return { disposal: await this.streams.read(association, disposalId), isNew: outcome === 'appended' };
  }
}

interface Executed {
  readonly spared: Spared;
  readonly transfers: readonly DisposedTransfer[];
  readonly keys: { readonly all: number; readonly open: number };
}

function closing({ proposal: { disposalId } }: Disposal, { spared, transfers, keys }: Executed): DisposalEvent[] {
  const { records, ...sums } = sumsOf(transfers, keys.all);
  const open = transfers.filter(({ restricted }) => !restricted);
  const certificate = {
    disposalId,
    records,
    ...sums,
    ...(open.length < transfers.length && { open: sumsOf(open, keys.open) }),
  };
  return [
    ...inParts(spared).map((kept) => ({ type: 'RecordsSpared', data: { disposalId, kept }, sealed: null }) as const),
    { type: 'DisposalExecuted', data: { disposalId, records, spared: linesIn(spared) }, sealed: null },
    { type: 'DisposalCertified', data: certificate, sealed: null },
  ];
}

function sumsOf(transfers: readonly DisposedTransfer[], keys: number): DisposedSums {
  return {
    records: linesIn(transfers),
    transfers: new Set(transfers.map(({ transfer }) => transfer)).size,
    keys,
    from: transfers[0]?.position ?? null,
    to: transfers.at(-1)?.position ?? null,
    digest: digestOver(
      transfers.map(({ transfer, lines, position, leafHash }) => [transfer, lines, position, leafHash]),
    ),
  };
}
