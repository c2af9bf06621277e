import { Global, Module } from '@nestjs/common';
import { Freshness, FreshnessModule } from '#evidence';
import { EVIDENCE_FRESHNESS } from '#ledger';

/** Tells the ledger, which knows nothing of evidence, whether what is planned can rest on it. */
@Global()
@Module({
  imports: [FreshnessModule],
  providers: [{ provide: EVIDENCE_FRESHNESS, useExisting: Freshness }],
  exports: [EVIDENCE_FRESHNESS],
})
export class FreshEvidenceModule {}
