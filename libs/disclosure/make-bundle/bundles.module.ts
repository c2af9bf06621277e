import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { registerEventTypes } from '#event-store';
import { EvidenceModule } from '#evidence';
import { LedgerReadingModule, LedgerWritingModule } from '#ledger';
import { registerProblems } from '#platform';
import { RecordsKeepingModule } from '#records';
import { disclosureEventTypes } from '../domain/bundle-events.js';
import { bundleProblems } from '../domain/bundle-problems.js';
import { AskBundleHandler } from './ask-bundle.command.js';
import { BUNDLE_EVIDENCE } from './bundle-evidence.port.js';
import { BundleGrounds } from './bundle-grounds.js';
import { BundleLease } from './bundle-lease.js';
import { BundleLog } from './bundle-log.js';
import { BundleMaker } from './bundle-maker.js';
import { BundlePersons } from './bundle-persons.js';
import { BundleRows } from './bundle-rows.js';
import { BUNDLE_SETTINGS, bundleSettings } from './bundle-settings.js';
import { BundleStore } from './bundle-store.js';
import { BundlesController } from './bundles.controller.js';
import { BundleWishes } from './bundle-wish.js';
import { BundleWorker } from './bundle-worker.js';
import { DecideBundleHandler } from './decide-bundle.command.js';
import { EvidenceOfLog } from './evidence-of-log.js';

registerProblems(bundleProblems);
registerEventTypes(disclosureEventTypes);

/** Bundles for the regulator. They are made by the service that writes: what is taken away is an event. */
@Module({
  imports: [CqrsModule, LedgerReadingModule, LedgerWritingModule, RecordsKeepingModule, EvidenceModule],
  controllers: [BundlesController],
  providers: [
    { provide: BUNDLE_SETTINGS, useFactory: () => bundleSettings(process.env) },
    { provide: BUNDLE_EVIDENCE, useClass: EvidenceOfLog },
    AskBundleHandler,
    DecideBundleHandler,
    BundleRows,
    BundleLease,
    BundleLog,
    BundleStore,
    BundleWishes,
    BundleMaker,
    BundleGrounds,
    BundlePersons,
    BundleWorker,
  ],
})
export class BundlesModule {}
