import { Module, type DynamicModule } from '@nestjs/common';
import { KeysModule } from '#access';
import { EventStoreReadingModule } from '#event-store';
import { KeptCheckpointsModule } from '#evidence';
import { DatabaseModule, PlatformModule } from '#platform';
import { ProjectionsModule } from '../../../projector/projections.module.js';

export interface LiveOptions {
  /** As the owner of the database. */
  readonly url: string;
  readonly keyDirectory: string;
  /** Where checkpoints are kept outside of the database; null where nowhere. */
  readonly checkpointDirectory: string | null;
}

/** What a live verification is made of: a store that is only read, and projections that nobody runs. */
@Module({})
export class LiveModule {
  static forRoot({ url, keyDirectory, checkpointDirectory }: LiveOptions): DynamicModule {
    return {
      module: LiveModule,
      imports: [
        DatabaseModule.forRoot({ url }),
        PlatformModule,
        EventStoreReadingModule,
        KeysModule.forRoot({ keyDirectory }),
        KeptCheckpointsModule.forRoot(checkpointDirectory),
        ProjectionsModule,
      ],
    };
  }
}
