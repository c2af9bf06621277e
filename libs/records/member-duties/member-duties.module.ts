import { Global, Module } from '@nestjs/common';
import { MEMBER_DUTIES } from '#access';
import { KeepingModule } from '../records.module.js';
import { RecordDuties } from './record-duties.js';

const bound = { provide: MEMBER_DUTIES, useClass: RecordDuties };

/** Answers the lib below what stands against erasing a member. */
@Global()
@Module({ imports: [KeepingModule], providers: [bound], exports: [bound] })
export class MemberDutiesModule {}
