import { Column, Entity } from 'typeorm';
import { ShownTransferRow, TransferLineRow, type LineOutcome } from '#ledger';

/** What the lines of one transfer share. */
@Entity({ schema: 'disclosure', name: 'transfer', synchronize: false })
export class ViewedTransferRow extends ShownTransferRow {}

/** One line of one member. */
@Entity({ schema: 'disclosure', name: 'member_line', synchronize: false })
export class MemberLineRow extends TransferLineRow {
  @Column('text')
  view!: 'show' | 'generic' | 'hidden';

  @Column('json')
  outcome!: LineOutcome;
}
