import type { Compose, Service } from './files.js';

// What the compose schema cannot see. Each function answers with the faults it found.

/** Names that lead nowhere: compose would stop at them. */
export function danglingNames(compose: Compose): string[] {
  return each(compose, (name, service) => {
    const used = {
      services: Object.keys(service.depends_on ?? {}),
      networks: service.networks ?? [],
      secrets: service.secrets ?? [],
      configs: (service.configs ?? []).map(({ source }) => source),
      volumes: (service.volumes ?? []).filter((volume) => typeof volume === 'string').map((v) => v.split(':')[0] ?? ''),
    };
    return Object.entries(used).flatMap(([kind, names]) =>
      names.filter((used) => !(used in compose[kind as keyof Compose])).map((used) => `${name}: no ${kind} ${used}`),
    );
  });
}

/** Ports that other machines can reach, save those of the terminator. */
export function openPorts(compose: Compose): string[] {
  return each(compose, (name, { ports = [] }) =>
    name === 'tls' ? [] : ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name}: ${port}`),
  );
}

/** Secrets written down instead of being read from a file. */
export function literalSecrets(compose: Compose): string[] {
  const secretName = /PASSWORD|SECRET|TOKEN|PRIVATE/;
  const passwordInUrl = /:\/\/[^/@]*:[^/@]*@/;
  return each(compose, (name, { environment = {} }) =>
    Object.entries(environment)
      .filter(
        ([key, value]) => (secretName.test(key) && !/_(FILE|SECONDS_MAX)$/.test(key)) || passwordInUrl.test(value),
      )
      .map(([key]) => `${name}: ${key}`),
  );
}

/** Containers with more rights than they were given a reason for. */
export function softContainers(compose: Compose): string[] {
  return each(compose, (name, service) => {
    // The image of KurrentDB writes its log beside its program.
    const mayWriteRoot = name === 'kurrentdb';
    return [
      ...(service.read_only || mayWriteRoot ? [] : [`${name}: root is writable`]),
      ...(service.cap_drop?.includes('ALL') ? [] : [`${name}: keeps capabilities`]),
      ...(service.security_opt?.includes('no-new-privileges:true') ? [] : [`${name}: may gain privileges`]),
    ];
  });
}

/** Programs of the product that the image does not hold where the command looks. */
export function lostCommands(compose: Compose, apps: string[]): string[] {
  return each(compose, (name, { image, command = [] }) => {
    if (!image?.startsWith('kiroku:')) return [];
    const app = /^dist\/apps\/([a-z-]+)\/main\.js$/.exec(command[1] ?? '')?.[1];
    return command[0] === 'node' && app !== undefined && apps.includes(app) ? [] : [`${name}: ${command.join(' ')}`];
  });
}

function each(compose: Compose, faultsOf: (name: string, service: Service) => string[]): string[] {
  return Object.entries(compose.services).flatMap(([name, service]) => faultsOf(name, service));
}
