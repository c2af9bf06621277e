import { Global, Module } from '@nestjs/common';
import { MEMBER_DUTIES } from '#access';
import { RecordDutiesModule } from '#records';
import { RequestReader } from '../keep-requests/request-reader.js';
import { PersonDuties } from './person-duties.js';

const bound = { provide: MEMBER_DUTIES, useClass: PersonDuties };

/** Answers the lib at the bottom what stands against erasing a member. */
@Global()
@Module({ imports: [RecordDutiesModule], providers: [RequestReader, bound], exports: [bound] })
export class MemberDutiesModule {}
