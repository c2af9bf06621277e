import type { MigrationInterface } from 'typeorm';
import {
  Access1760000001000,
  Erasures1760000069000,
  MemberChanges1760000051000,
  MemberSearch1760000065000,
  OperatorEndings1760000084100,
} from '#access';
import {
  Bundles1760000082000,
  Disclosure1760000003000,
  LookReasons1760000071000,
  DisclosureRequests1760000084000,
  Looks1760000060000,
  MovedLines1760000053000,
} from '#disclosure';
import {
  AcrossAssociations1760000070000,
  BesideTables1760000070100,
  EventStore1760000000000,
  KurrentDbSequence1760000000600,
  Projections1760000000500,
} from '#event-store';
import {
  Chains1760000081000,
  Checkpoints1760000080100,
  Tree1760000080000,
  CheckpointsMade1760000083200,
  LostTimestamps1760000083100,
  WitnessTables1760000083000,
} from '#evidence';
import {
  Findings1760000054000,
  LedgerAcross1760000070500,
  LedgerFindings1760000020000,
  LedgerGrounds1760000050000,
  LedgerImports1760000030000,
  RegisterImports1760000042000,
  MergedMembers1760000050500,
  WatchedKnowledge1760000054500,
} from '#ledger';
import {
  Disposals1760000041000,
  MovedRecords1760000052000,
  NumberActLog1760000045000,
  Reconciliation1760000004000,
  Records1760000002000,
  RecordsKeeping1760000040000,
} from '#records';

/** Every migration, oldest first. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  EventStore1760000000000,
  Projections1760000000500,
  KurrentDbSequence1760000000600,
  Access1760000001000,
  Records1760000002000,
  Disclosure1760000003000,
  Reconciliation1760000004000,
  LedgerFindings1760000020000,
  LedgerImports1760000030000,
  RecordsKeeping1760000040000,
  Disposals1760000041000,
  RegisterImports1760000042000,
  NumberActLog1760000045000,
  LedgerGrounds1760000050000,
  MergedMembers1760000050500,
  MemberChanges1760000051000,
  MovedRecords1760000052000,
  MovedLines1760000053000,
  Findings1760000054000,
  WatchedKnowledge1760000054500,
  Looks1760000060000,
  MemberSearch1760000065000,
  Erasures1760000069000,
  AcrossAssociations1760000070000,
  BesideTables1760000070100,
  LedgerAcross1760000070500,
  LookReasons1760000071000,
  Tree1760000080000,
  Checkpoints1760000080100,
  Chains1760000081000,
  Bundles1760000082000,
  WitnessTables1760000083000,
  LostTimestamps1760000083100,
  CheckpointsMade1760000083200,
  DisclosureRequests1760000084000,
  OperatorEndings1760000084100,
];
