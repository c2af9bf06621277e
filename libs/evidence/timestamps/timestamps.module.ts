import { Module } from '@nestjs/common';
import { KeptTimestamps } from './kept-timestamps.js';
import { TimestampController } from './timestamp.controller.js';

/** What authorities stamped of logs, over HTTP. */
@Module({ controllers: [TimestampController], providers: [KeptTimestamps], exports: [KeptTimestamps] })
export class TimestampsModule {}
