import { Module, type DynamicModule } from '@nestjs/common';
import { KeysModule } from '#access';
import { EventStoreModule, EventStoreReadiness, Projector } from '#event-store';
import { EvidenceWatch, KeptCheckpointsModule, RestoreGuard, RestoreGuardModule } from '#evidence';
import { DatabaseModule, PlatformModule, type ReadinessCheck, type ServiceSettings } from '#platform';
import { ProjectorModule } from './projector.module.js';

/** The projections in a process of their own; over HTTP only health. */
@Module({})
export class ProjectorAppModule {
  static forRoot({
    databaseUrl,
    keyDirectory,
    checkpointDirectory = null,
  }: Pick<ServiceSettings, 'databaseUrl' | 'keyDirectory'> & Partial<ServiceSettings>): DynamicModule {
    const projector = ProjectorModule.alone();
    return {
      module: ProjectorAppModule,
      imports: [
        DatabaseModule.forRoot({ url: databaseUrl }),
        PlatformModule.withReadiness({
          imports: [projector, RestoreGuardModule],
          inject: [EventStoreReadiness, RestoreGuard, Projector, EvidenceWatch],
          checks: (store, guard, projector, evidence) => [store, guard, ...projectionChecks(projector), evidence],
        }),
        EventStoreModule,
        KeysModule.forRoot({ keyDirectory }),
        KeptCheckpointsModule.forRoot(checkpointDirectory),
        projector,
      ],
    };
  }
}

/** Ready while no projection is stopped by an event and the loop goes round. */
export function projectionChecks(projector: Projector): ReadinessCheck[] {
  return [
    {
      name: 'projections',
      check: async () => {
        if ((await projector.failures()).length > 0) throw new Error('A projection is stopped.');
      },
    },
    {
      name: 'projector-loop',
      check: async () => {
        if (!projector.isAlive()) throw new Error('The loop hangs.');
      },
    },
  ];
}
