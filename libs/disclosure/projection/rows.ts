import { Column, Entity } from 'typeorm';
import { ShownTransferRow, TransferLineRow, type LineOutcome } from '#ledger';

/** What the lines of one transfer share. */
@Entity({ schema: 'disclosure', name: 'transfer', synchronize: false })
export class ViewedTransferRow extends ShownTransferRow {}

/** One line of one member. */
@Entity({ schema: 'disclosure', name: 'member_line', synchronize: false })
export class MemberLineRow extends TransferLineRow {
  /** True where the line turned out to be about somebody else. */
  @Column('boolean', { name: 'is_another' })
  isAnother!: boolean;

  @Column('text')
  view!: 'show' | 'generic' | 'hidden';

  @Column('json')
  outcome!: LineOutcome;
}
