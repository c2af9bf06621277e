import { Module } from '@nestjs/common';
import { KeepingModule } from '../records.module.js';
import { RecordDuties } from './record-duties.js';

/** What the records say against erasing a member. */
@Module({ imports: [KeepingModule], providers: [RecordDuties], exports: [RecordDuties] })
export class RecordDutiesModule {}
