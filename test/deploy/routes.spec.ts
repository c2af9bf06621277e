import { DisclosureAppModule } from '../../apps/disclosure/disclosure-app.module.js';
import { LedgerAppModule } from '../../apps/ledger/ledger-app.module.js';
import { routesOfApp } from '../harness/routes-of-app.js';
import { read } from './files.js';

// Each route goes to a service that has it: what the terminator sends elsewhere answers 404 to everybody.
const settings = {
  port: 3000,
  host: '127.0.0.1',
  databaseUrl: 'postgresql://never-asked/',
  keyDirectory: '',
  checkpointDirectory: null,
  issuer: 'https://issuer.example',
  jwksUrl: 'https://issuer.example/jwks',
  audience: 'kiroku',
  requiredAcr: [],
  tokenSecondsMax: 3_600,
};
const mounted: Readonly<Record<string, ReadonlySet<string>>> = {
  ledger: new Set(routesOfApp(LedgerAppModule.forRoot(settings))),
  disclosure: new Set(routesOfApp(DisclosureAppModule.forRoot(settings))),
};
const all = [...new Set(Object.values(mounted).flatMap((routes) => [...routes]))].sort();
const nginx = read('deploy/compose/nginx.conf');

/** The service that the table of a configuration sends a path to: by the first pattern that fits, as nginx takes them. */
function serviceOf(config: string, path: string): string {
  const table = /map \$uri \$kiroku_service \{([^}]*)\}/.exec(config)![1]!;
  const rows = [...table.matchAll(/^\s*(\S+)\s+([^\s;]+);/gm)].map(([, pattern, service]) => [pattern!, service!]);
  const hit = rows.find(([pattern]) => pattern!.startsWith('~') && new RegExp(pattern!.slice(1)).test(path));
  return (hit ?? rows.find(([pattern]) => pattern === 'default'))![1]!;
}

/** Routes that the terminator sends to a service without them. */
const astray = (config: string) =>
  all.filter((route) => {
    const path = route.slice(route.indexOf(' ') + 1).replaceAll(/:\w+|\*\w*/g, 'x');
    return !mounted[serviceOf(config, path)]!.has(route);
  });

describe('the terminator', () => {
  it('sends every route of the contract to a service that has it', () => {
    const { paths } = JSON.parse(read('apps/openapi.json')) as { paths: Record<string, Record<string, unknown>> };
    const contract = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    // All that the contract has, so that none was overlooked here.
    const known = all.map((route) => route.replaceAll(/:(\w+)/g, '{$1}').replaceAll(/\*\w*/g, '{path}'));
    expect(contract.filter((route) => !known.includes(route))).toEqual([]);
    expect(astray(nginx)).toEqual([]);
  });

  it('and one that is sent elsewhere would be seen', () => {
    const wrong = nginx.replace('default  ', '~^/v1/audit(/|$)  disclosure;\n    default  ');
    expect(astray(wrong)).toContain('GET /v1/audit/bundles');
    expect(astray(nginx.replaceAll(' disclosure;', ' ledger;'))).toContain('GET /v1/log/:association/checkpoint');
  });

  it('sends to the service inside nothing of members that the one outside has', () => {
    const own = all.filter((route) => /^\w+ \/v1\/(me|represented)(\/|$)/.test(route));
    expect(own.length).toBeGreaterThan(10);
    for (const route of own) expect(mounted['disclosure']).toContain(route);
  });
});
