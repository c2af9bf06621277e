import { Controller, Get, Module, type DynamicModule } from '@nestjs/common';
import { Permit, type Role, type Scope } from '#access';
import { createHttpApp, DatabaseModule, JsonLogger, Open, OpenApiHolder, PlatformModule } from '#platform';

export interface Operation {
  readonly operationId: string;
  readonly security?: readonly { readonly token?: readonly string[] }[];
  readonly requestBody?: { readonly content: object };
  readonly 'x-roles'?: readonly Role[];
}
export interface Contract {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}
export interface Route {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly roles: readonly Role[];
  /** The one that its token needs; none of an open route, nor where a token of any scope will do. */
  readonly scope: Scope | undefined;
  readonly isOpen: boolean;
  /** It names a token and no scope. */
  readonly isOfAnyScope: boolean;
  readonly takesFile: boolean;
}

/** The routes of a contract, and what it says of who may call them. */
export function routesOf({ paths }: Contract): Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase() as Route['method'],
      path,
      roles: operation['x-roles'] ?? [],
      scope: operation.security?.[0]?.token?.[0] as Scope | undefined,
      isOpen: operation.security?.length === 0,
      isOfAnyScope: operation.security?.[0]?.token?.length === 0,
      takesFile: Object.keys(operation.requestBody?.content ?? {}).includes('text/csv'),
    })),
  );
}

/** Routes that neither name who may call them nor are open: nobody would ever get an answer from them. */
export const forgotten = (all: readonly Route[]) =>
  all
    .filter(({ roles, scope, isOpen, isOfAnyScope }) => !isOpen && (roles.length === 0 || !(scope || isOfAnyScope)))
    .map(({ name }) => name);

/** An address of the route, of something that is not there. */
export const somewhere = (path: string) => path.replace(/\{[^}]+\}/g, '6e0f9b1c-7a52-4b7e-9a3c-2f8c7f0d9b11');

@Controller('v1/planted')
class PlantedController {
  @Get('forgotten')
  forgotten(): string {
    return 'forgotten';
  }

  @Permit('record:read')
  @Get('named')
  named(): string {
    return 'named';
  }

  @Open()
  @Get('open')
  open(): string {
    return 'open';
  }
}

@Module({})
class PlantedModule {}

/** The contract of a controller of three routes, of which one names nobody. */
export async function plantedContract(): Promise<Contract> {
  const imports = [PlatformModule, DatabaseModule.disconnected()];
  const module: DynamicModule = { module: PlantedModule, imports, controllers: [PlantedController] };
  const app = await createHttpApp(module, new JsonLogger('silent'));
  const document = app.get(OpenApiHolder).document as Contract;
  await app.close();
  return document;
}
