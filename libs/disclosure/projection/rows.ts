import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LineOutcome, SealedPart, TransferHeader } from '#ledger';

/** What the lines of one transfer share. */
@Entity({ schema: 'disclosure', name: 'transfer', synchronize: false })
export class ViewedTransferRow {
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

/** One line of one member. */
@Entity({ schema: 'disclosure', name: 'member_line', synchronize: false })
export class MemberLineRow {
  @PrimaryColumn('text')
  association!: string;

  @PrimaryColumn('uuid', { name: 'transfer_id' })
  transferId!: string;

  @PrimaryColumn('integer')
  line!: number;

  @Column('uuid', { name: 'member_ref' })
  memberRef!: string;

  @Column('bigint', { name: 'first_position' })
  firstPosition!: string;

  @Column('bigint')
  position!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  status!: 'recorded' | 'corrected' | 'voided';

  @Column('date', { name: 'occurred_on' })
  occurredOn!: string;

  @Column('text')
  view!: 'show' | 'generic' | 'hidden';

  @Column('text')
  chain!: 'open' | 'restricted';

  @Column('jsonb')
  outcome!: LineOutcome;

  @Column('jsonb', { name: 'line_part', nullable: true })
  linePart!: SealedPart | null;
}
