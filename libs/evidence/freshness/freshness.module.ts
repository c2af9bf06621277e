import { Module } from '@nestjs/common';
import { Freshness, FRESHNESS_SETTINGS } from './freshness.js';
import { freshnessSettings } from './freshness-settings.js';

/** Whether the evidence of a log is fresh enough to rest on. */
@Module({
  providers: [{ provide: FRESHNESS_SETTINGS, useFactory: () => freshnessSettings(process.env) }, Freshness],
  exports: [Freshness],
})
export class FreshnessModule {}
