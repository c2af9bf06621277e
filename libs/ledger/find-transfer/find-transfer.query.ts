import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { TransferReader, type TransferHistory } from '../knowledge/transfer-reader.js';
import { linksOf, sealNoteOf } from '../record-transfer/transfer-answer.js';
import { refuseNumberInIdentity } from '../record-transfer/to-statement.js';
import { transferIdentity } from '../record-transfer/transfer-identity.js';
import { isShown } from '../show-transfer/show-transfer.query.js';
import type { FoundTransferAnswer, FoundTransfersAnswer } from './answers.js';
import type { FindTransferRequest } from './find-transfer.request.js';

export class FindTransfer extends Query<FoundTransfersAnswer> {
  constructor(
    readonly association: string,
    readonly request: FindTransferRequest,
    readonly caller: Pick<Caller, 'role' | 'arrangements'>,
  ) {
    super();
  }
}

/** The name says the id, and the id the stream: nothing is searched. */
@QueryHandler(FindTransfer)
export class FindTransferHandler implements IQueryHandler<FindTransfer, FoundTransfersAnswer> {
  constructor(@Inject(TransferReader) private readonly transfers: TransferReader) {}

  async execute({ association, request, caller }: FindTransfer): Promise<FoundTransfersAnswer> {
    refuseNumberInIdentity(request);
    const id = transferIdentity(association, request.source, request.externalId);
    const history = await this.transfers.outline(association, id, { isAuditor: caller.role === 'auditor', id: null });
    if (!isShown(caller, history)) return { transfers: [] };
    return { transfers: [found(id, request, history)] };
  }
}

function found(id: string, { source, externalId }: FindTransferRequest, history: TransferHistory): FoundTransferAnswer {
  const { header, lines } = history.transfer.versions.at(-1)!;
  const seal = history.events.findLast(({ type }) => SEALS.has(type))!;
  const { position, leafHash, recordedAt } = sealNoteOf(seal.stored);
  const { version, phase, arrangement, occurredOn } = header;
  return {
    id,
    status: history.transfer.status,
    source,
    externalId,
    version,
    phase,
    arrangement,
    occurredOn,
    lines: lines.length,
    position,
    leafHash,
    recordedAt,
    links: linksOf(id, version),
  };
}

/** Events that complete a version. */
const SEALS: ReadonlySet<string> = new Set(['TransferRecorded', 'TransferSealed', 'TransferRefused']);
