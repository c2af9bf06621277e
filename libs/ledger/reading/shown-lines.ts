import { Column, PrimaryColumn, type DataSource, type EntityTarget, type SelectQueryBuilder } from 'typeorm';
import type { Seen } from '#access';
import { decodeCursor } from '#platform';
import type { TransferHeader } from '../domain/transfer-events.js';
import type { SealedPart } from './transfer-changes.js';
import type { LineToDescribe } from './transfer-describer.js';

/** What is shown of a transfer, shared by its lines: the newest sealed version. Each projection has a table of them. */
export abstract class ShownTransferRow {
  @PrimaryColumn('text')
  association!: string;

  @PrimaryColumn('uuid', { name: 'transfer_id' })
  transferId!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  status!: 'recorded' | 'corrected' | 'voided' | 'rejected';

  @Column('text')
  ruleset!: string;

  @Column('json')
  header!: TransferHeader;

  @Column('json', { name: 'header_part', nullable: true })
  headerPart!: SealedPart | null;

  @Column('text', { name: 'party_id', nullable: true })
  partyId!: string | null;

  @Column('bigint', { name: 'first_position' })
  firstPosition!: string;

  /** Of the event that made it what it is: the seal, or the void. */
  @Column('bigint')
  position!: string;
}

/** What every projection keeps of a line. */
export abstract class TransferLineRow {
  @PrimaryColumn('text')
  association!: string;

  @PrimaryColumn('uuid', { name: 'transfer_id' })
  transferId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @PrimaryColumn('integer')
  line!: number;

  @Column('uuid', { name: 'member_ref' })
  memberRef!: string;

  @Column('date', { name: 'occurred_on' })
  occurredOn!: string;

  /** Position at which the transfer began: with the day, the order of lists. */
  @Column('bigint', { name: 'first_position' })
  firstPosition!: string;

  @Column('text')
  chain!: 'open' | 'restricted';

  @Column('json', { name: 'line_part', nullable: true })
  linePart!: SealedPart | null;
}

export type ShownLine<Line extends TransferLineRow> = Line & { transfer: ShownTransferRow };

/** Lines of sealed versions, newest first, as `line`, each with its `transfer`; after a cursor where one is given. */
export function selectShownLines<Line extends TransferLineRow>(
  dataSource: DataSource,
  rows: { readonly line: EntityTarget<Line>; readonly transfer: new () => ShownTransferRow },
  { association, cursor }: { readonly association: string; readonly cursor: string | undefined },
): SelectQueryBuilder<Line> {
  const query = dataSource
    .getRepository(rows.line)
    .createQueryBuilder('line')
    .innerJoinAndMapOne(
      'line.transfer',
      rows.transfer,
      'transfer',
      // One line each: TypeORM reads a property only where a space or the end follows it.
      'transfer.association = line.association AND transfer.transferId = line.transferId ' +
        'AND transfer.version = line.version',
    )
    .where('line.association = :association', { association })
    .orderBy('line.occurredOn', 'DESC')
    .addOrderBy('line.firstPosition', 'DESC')
    .addOrderBy('line.line', 'DESC');
  if (cursor) {
    const [day, position, line] = decodeCursor(cursor, ['day', 'position', 'number']);
    query.andWhere(
      '(line.occurred_on, line.first_position, line.line) < (:day::date, :position::bigint, :line::integer)',
      { day, position, line },
    );
  }
  return query;
}

/** Where a page of such lines goes on. */
export function cursorOf({ occurredOn, firstPosition, line }: TransferLineRow): (string | number)[] {
  return [occurredOn, firstPosition, line];
}

/** A line as the log of looks names it. */
export function seenLine({ transferId, line, memberRef, chain }: TransferLineRow): Seen {
  return { member: memberRef, record: `${transferId}:${line}`, chain };
}

/** A line as it is put into words. */
export function lineToDescribe({ association, linePart, transfer }: ShownLine<TransferLineRow>): LineToDescribe {
  const { ruleset, header, headerPart } = transfer;
  return { association, ruleset, header, headerPart, linePart };
}
