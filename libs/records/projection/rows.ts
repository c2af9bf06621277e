import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SealedPart, TransferHeader } from '#ledger';

/** What the records of one transfer share. */
@Entity({ schema: 'records', name: 'transfer', synchronize: false })
export class RecordedTransferRow {
  @PrimaryColumn('text')
  association!: string;

  @PrimaryColumn('uuid', { name: 'transfer_id' })
  transferId!: string;

  @Column('text')
  ruleset!: string;

  @Column('jsonb')
  header!: TransferHeader;

  @Column('jsonb', { name: 'header_part', nullable: true })
  headerPart!: SealedPart | null;
}

/** One record: one member's line of a transfer for which the law wants a record. */
@Entity({ schema: 'records', name: 'statutory_record', synchronize: false })
export class StatutoryRecordRow {
  @PrimaryColumn('text')
  association!: string;

  @PrimaryColumn('uuid', { name: 'transfer_id' })
  transferId!: string;

  @PrimaryColumn('integer')
  line!: number;

  @Column('text')
  register!: 'provision' | 'receipt';

  /** Position at which the record was first made: with the day, the order of the register. */
  @Column('bigint', { name: 'first_position' })
  firstPosition!: string;

  @Column('bigint')
  position!: string;

  @Column('text')
  status!: 'in-force' | 'corrected' | 'voided';

  @Column('text')
  chain!: 'open' | 'restricted';

  /** Whether the law allowed the line: an implied consent is held only where nothing stood against it. */
  @Column('boolean')
  allowed!: boolean;

  @Column('uuid', { name: 'member_ref' })
  memberRef!: string;

  @Column('text', { name: 'party_id', nullable: true })
  partyId!: string | null;

  @Column('text', { nullable: true })
  route!: string | null;

  @Column('text')
  duty!: string;

  @Column('text', { nullable: true })
  method!: string | null;

  @Column('date', { name: 'occurred_on' })
  occurredOn!: string;

  @Column('date', { name: 'made_on' })
  madeOn!: string;

  @Column('date', { name: 'retain_until', nullable: true })
  retainUntil!: string | null;

  @Column('jsonb', { name: 'line_part', nullable: true })
  linePart!: SealedPart | null;
}
