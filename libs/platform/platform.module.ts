import { Global, Module, type DynamicModule, type InjectionToken, type ModuleMetadata } from '@nestjs/common';
import { Clock } from './clock/clock.js';
import { DocsController, OpenApiHolder } from './docs/docs.controller.js';
import { HealthController, READINESS_CHECKS, type ReadinessCheck } from './health/health.controller.js';
import { Metrics } from './metrics/metrics.js';
import { metricsSettings } from './metrics/metrics-settings.js';
import { limitTerms } from './limits/limit-terms.js';
import { Limits } from './limits/limits.js';

export interface Readiness<Dependencies extends readonly unknown[]> {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly inject: { readonly [Index in keyof Dependencies]: InjectionToken<Dependencies[Index]> };
  readonly checks: (...dependencies: Dependencies) => readonly ReadinessCheck[];
}

/** What every application has at its edges: the clock, limits, health, the contract and its pages. */
@Global()
@Module({
  controllers: [DocsController, HealthController],
  providers: [
    OpenApiHolder,
    Clock,
    { provide: Metrics, useFactory: () => new Metrics(metricsSettings(process.env)) },
    { provide: Limits, inject: [Clock], useFactory: (clock: Clock) => new Limits(limitTerms(process.env), clock) },
  ],
  exports: [OpenApiHolder, Clock, Limits, Metrics],
})
export class PlatformModule {
  /** With more to be ready for than the database. */
  static withReadiness<Dependencies extends readonly unknown[]>({
    imports,
    inject,
    checks,
  }: Readiness<Dependencies>): DynamicModule {
    return {
      module: PlatformModule,
      imports,
      providers: [{ provide: READINESS_CHECKS, inject: [...inject], useFactory: checks }],
    };
  }
}
