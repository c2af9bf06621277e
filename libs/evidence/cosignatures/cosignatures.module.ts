import { Module } from '@nestjs/common';
import { registerEventTypes } from '#event-store';
import { witnessEventTypes } from '../domain/witness-events.js';
import { EvidenceModule } from '../evidence.module.js';
import { CosignaturesController } from './cosignatures.controller.js';
import { KeptCosignatures } from './kept-cosignatures.js';
import { TakeCosignatures } from './take-cosignatures.js';
import { WitnessBook } from './witness-book.js';
import { WitnessesController } from './witnesses.controller.js';

registerEventTypes(witnessEventTypes);

/** Who may witness a log: for the service that officers ask. */
@Module({ controllers: [WitnessesController], providers: [WitnessBook] })
export class WitnessesModule {}

/** What witnesses say: for the service that faces the outside. */
@Module({
  imports: [EvidenceModule],
  controllers: [CosignaturesController],
  providers: [WitnessBook, KeptCosignatures, TakeCosignatures],
})
export class CosignaturesModule {}
