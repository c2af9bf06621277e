import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { TransferAmender } from '../amend-transfer/amend-transfer.js';
import type { TransferVersion } from '../domain/transfer.js';
import { TransferCloser } from '../writing/transfer-closer.js';
import { CompleteTransfer, type Completion } from './complete-transfer.command.js';
import type { CompleteTransferRequest } from './complete-transfer.request.js';

/** A planned transfer is no provision until it is completed; it is judged again at that moment. */
@CommandHandler(CompleteTransfer)
export class CompleteTransferHandler implements ICommandHandler<CompleteTransfer, Completion> {
  constructor(
    @Inject(TransferAmender) private readonly amender: TransferAmender,
    @Inject(TransferCloser) private readonly closer: TransferCloser,
  ) {}

  execute({ association, caller, transferId, request, requestId }: CompleteTransfer): Promise<Completion> {
    const { version, outcome, ...changes } = request;
    refuseContradiction(request);
    const shared = { association, caller, transferId, version, requestId, check: refuseUnplanned };
    if (outcome === 'not-sent') return this.closer.close({ ...shared, type: 'TransferNotSent', reason: null });
    return this.amender.amend({ ...shared, change: 'completion', reason: { text: null, masked: false }, changes });
  }
}

function refuseUnplanned(last: TransferVersion): void {
  if (last.header.phase !== 'planned') throw new Refusal('transfer-not-planned');
}

function refuseContradiction({ version: _version, outcome, ...changes }: CompleteTransferRequest): void {
  const isMoment = (name: string) => name === 'occurredAt' || name === 'occurredOn';
  // A moment that is null says nothing; null elsewhere takes something away, which is a change.
  const stated = Object.entries(changes).filter(
    ([name, value]) => value !== undefined && !(isMoment(name) && value === null),
  );
  const names = stated.map(([name]) => name);
  const unwanted = outcome === 'changed' ? [] : names.filter((name) => outcome === 'not-sent' || !isMoment(name));
  const errors = unwanted.map((name) => ({ pointer: `/${name}`, detail: `does not go with the outcome ${outcome}` }));
  if (outcome !== 'not-sent' && !names.some(isMoment)) {
    errors.push({ pointer: '/occurredOn', detail: 'is missing: say occurredAt or occurredOn' });
  }
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}
