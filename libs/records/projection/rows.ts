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

  /** True where the line was posted about somebody else at first. */
  @Column('boolean', { name: 'is_moved' })
  isMoved!: boolean;

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

  /** As it was judged to end when it was recorded; a series goes on from there. */
  @Column('date', { name: 'retain_until', nullable: true })
  retainUntil!: string | null;

  /** The series of which it is a part. */
  @Column('text', { name: 'series_id', nullable: true })
  seriesId!: string | null;

  /** Why it is kept apart from the receipts that were accepted. */
  @Column('text', { nullable: true })
  quarantine!: string | null;

  /** Of its line in the log. */
  @Column('bigint', { name: 'line_position' })
  linePosition!: string;

  /** Base64. */
  @Column('text', { name: 'leaf_hash' })
  leafHash!: string;
}
