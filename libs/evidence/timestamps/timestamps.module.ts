import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence.module.js';
import { TimestampController } from './timestamp.controller.js';

/** What authorities stamped of logs, over HTTP. */
@Module({ imports: [EvidenceModule], controllers: [TimestampController] })
export class TimestampsModule {}
