import { RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';

type ModuleLike = Type | DynamicModule | { readonly forwardRef: () => ModuleLike } | Promise<DynamicModule> | undefined;

/** Every route that a module and what it imports mount, as `GET /v1/…`, told without starting anything. */
export function routesOfApp(root: DynamicModule): string[] {
  const seen = new Set<unknown>();
  const controllers = new Set<Type>();
  const walk = (one: ModuleLike): void => {
    if (one === undefined || one instanceof Promise || seen.has(one)) return;
    seen.add(one);
    if ('forwardRef' in one) return walk(one.forwardRef());
    const [type, dynamic] = typeof one === 'function' ? [one, null] : [one.module, one];
    for (const controller of listed<Type>(type, MODULE_METADATA.CONTROLLERS, dynamic?.controllers)) {
      controllers.add(controller);
    }
    for (const imported of listed<ModuleLike>(type, MODULE_METADATA.IMPORTS, dynamic?.imports)) walk(imported);
  };
  walk(root);
  return [...controllers].flatMap(routesOfController);
}

function listed<T>(type: Type, key: string, more: readonly unknown[] = []): T[] {
  return [...((Reflect.getMetadata(key, type) as T[] | undefined) ?? []), ...(more as T[])];
}

function routesOfController(controller: Type): string[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
    return pathsOf(controller).flatMap((before) =>
      pathsOf(handler).map(
        (path) => `${method} /${[...before.split('/'), ...path.split('/')].filter(Boolean).join('/')}`,
      ),
    );
  });
}

function pathsOf(decorated: object): string[] {
  return [Reflect.getMetadata(PATH_METADATA, decorated) as string | string[]].flat();
}
