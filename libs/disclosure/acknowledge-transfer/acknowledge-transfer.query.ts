import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AssociationCaller } from '#access';
import { Acknowledgements } from '#evidence';
import { TransferSeals } from '#ledger';
import { Refusal } from '#platform';

export class AcknowledgeTransfer extends Query<string> {
  constructor(
    readonly caller: AssociationCaller,
    readonly transferId: string,
    /** The newest where left out. */
    readonly version?: number,
  ) {
    super();
  }
}

@QueryHandler(AcknowledgeTransfer)
export class AcknowledgeTransferHandler implements IQueryHandler<AcknowledgeTransfer, string> {
  constructor(
    @Inject(TransferSeals) private readonly seals: TransferSeals,
    @Inject(Acknowledgements) private readonly acknowledgements: Acknowledgements,
  ) {}

  async execute({ caller, transferId, version }: AcknowledgeTransfer): Promise<string> {
    const { association } = caller;
    const seal = await this.seals.find({ association, caller }, transferId, version);
    if (!seal) throw new Refusal('transfer-unknown');
    return this.acknowledgements.of(association, seal.position, seal.leafHash);
  }
}
