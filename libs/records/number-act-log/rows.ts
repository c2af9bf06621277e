import { Column, Entity } from 'typeorm';
import { ShownTransferRow, TransferLineRow } from '#ledger';

/** What the lines of one transfer in the Number Act log share. */
@Entity({ schema: 'number_act', name: 'transfer', synchronize: false })
export class NumberActTransferRow extends ShownTransferRow {}

/** One line in which an individual number moved. */
@Entity({ schema: 'number_act', name: 'line', synchronize: false })
export class NumberActLineRow extends TransferLineRow {
  /** Whether the Number Act allowed it. */
  @Column('boolean')
  allowed!: boolean;
}
