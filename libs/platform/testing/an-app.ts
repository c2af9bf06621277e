import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DatabaseModule } from '../database/database.module.js';
import { createHttpApp } from '../http/create-http-app.js';
import { JsonLogger } from '../log/json-logger.js';
import { PlatformModule } from '../platform.module.js';

@Module({})
class TestAppModule {}

/** The house's edges around some controllers, without a database; asked with `inject`. */
export async function anApp(...controllers: Type[]): Promise<NestFastifyApplication> {
  const imports = [PlatformModule, DatabaseModule.disconnected()];
  const module: DynamicModule = { module: TestAppModule, imports, controllers };
  const app = await createHttpApp(module, new JsonLogger('silent'));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
