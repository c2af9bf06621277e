import { Module, type DynamicModule, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { createDataSource, createPool, type DatabaseOptions } from './database.js';

/** Connections of one database, for the whole application. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...createDataSource(options).options, retryAttempts: 0 }),
        }),
      ],
      providers: [{ provide: Pool, useFactory: () => createPool(options.url) }],
      exports: [Pool],
    };
  }

  /** Stands in where no database is asked: the contract is made from the controllers alone. */
  static disconnected(): DynamicModule {
    const providers = [
      { provide: Pool, useValue: { query: async () => ({ rows: [] }), end: async () => {} } },
      { provide: DataSource, useValue: {} },
    ];
    return { module: DatabaseModule, global: true, providers, exports: [Pool, DataSource] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
