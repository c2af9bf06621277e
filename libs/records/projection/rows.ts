import { Column, Entity } from 'typeorm';
import { ShownTransferRow, TransferLineRow } from '#ledger';

/** What the records of one transfer share. */
@Entity({ schema: 'records', name: 'transfer', synchronize: false })
export class RecordedTransferRow extends ShownTransferRow {}

/** One record: one member's line of a transfer for which the law wants a record. */
@Entity({ schema: 'records', name: 'statutory_record', synchronize: false })
export class StatutoryRecordRow extends TransferLineRow {
  @Column('text')
  register!: 'provision' | 'receipt';

  /** False where a correction no longer owes it. */
  @Column('boolean')
  owed!: boolean;

  /** Whether the law allowed the line: an implied consent is held only where nothing stood against it. */
  @Column('boolean')
  allowed!: boolean;

  @Column('text', { nullable: true })
  route!: string | null;

  @Column('text')
  duty!: string;

  @Column('text', { nullable: true })
  method!: string | null;

  @Column('date', { name: 'made_on' })
  madeOn!: string;

  @Column('date', { name: 'retain_until', nullable: true })
  retainUntil!: string | null;
}
