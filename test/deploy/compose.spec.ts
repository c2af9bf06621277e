import { existsSync } from 'node:fs';
import { danglingNames, literalSecrets, lostCommands, openPorts, softContainers } from './faults.js';
import { type Compose, pathTo, readCompose } from './files.js';
import { schemaErrors } from './schema.js';

const APPS = ['ledger', 'disclosure', 'projector', 'cli'];

function spoiled(spoil: (compose: Compose) => void): Compose {
  const compose = readCompose();
  spoil(compose);
  return compose;
}

describe('compose.yml under the compose specification', () => {
  it('is valid', () => {
    expect(schemaErrors(readCompose())).toEqual([]);
  });

  it.each([
    ['a misspelt key of a service', { services: { ledger: { image: 'kiroku', prots: ['443:8443'] } } }],
    ['a misspelt key at the top', { servics: {} }],
    ['a number where a name belongs', { services: { ledger: { image: 1 } } }],
    ['an unknown condition', { services: { a: { image: 'a', depends_on: { b: { condition: 'service_happy' } } } } }],
    ['an unknown key of a secret', { secrets: { key: { fiel: './key' } } }],
  ])('would not be with %s', (_, compose) => {
    expect(schemaErrors(compose)).not.toEqual([]);
  });

  it('would not be with one misspelt key in the file itself', () => {
    const compose = spoiled(({ services }) => Object.assign(services['ledger']!, { prots: ['443:8443'] }));
    expect(schemaErrors(compose).map(({ params }) => params)).toContainEqual({ additionalProperty: 'prots' });
  });
});

describe('what the specification cannot see', () => {
  it('every name leads somewhere', () => {
    expect(danglingNames(readCompose())).toEqual([]);
    const compose = spoiled(({ services, secrets }) => {
      services['projector']!.networks = ['date'];
      delete secrets['tls-key'];
    });
    expect(danglingNames(compose)).toEqual(['tls: no secrets tls-key', 'projector: no networks date']);
  });

  it('every file named stands beside it', () => {
    const files = Object.values(readCompose().configs).map(({ file }) => file);
    expect(files.filter((file) => !existsSync(pathTo(`deploy/${file}`)))).toEqual([]);
  });

  it('only the terminator can be reached from other machines', () => {
    expect(openPorts(readCompose())).toEqual([]);
    expect(openPorts(spoiled(({ services }) => (services['postgres']!.ports = ['5432:5432'])))).toEqual([
      'postgres: 5432:5432',
    ]);
  });

  it('the database is on an internal network only', () => {
    const { services, networks } = readCompose();
    expect(services['postgres']!.networks!.filter((name) => !networks[name]!.internal)).toEqual([]);
  });

  it('no secret is written down', () => {
    expect(literalSecrets(readCompose())).toEqual([]);
    const compose = spoiled(({ services }) => {
      services['ledger']!.environment = { DATABASE_URL: 'postgres://kiroku:letmein@postgres/kiroku' };
      services['postgres']!.environment = { POSTGRES_PASSWORD: 'letmein' };
    });
    expect(literalSecrets(compose)).toEqual(['ledger: DATABASE_URL', 'postgres: POSTGRES_PASSWORD']);
  });

  it('every container is held to what it needs', () => {
    expect(softContainers(readCompose())).toEqual([]);
    expect(softContainers(spoiled(({ services }) => (services['ledger'] = { image: 'kiroku:local' })))).toEqual([
      'ledger: root is writable',
      'ledger: keeps capabilities',
      'ledger: may gain privileges',
    ]);
  });

  it('every command names a program of the image', () => {
    expect(lostCommands(readCompose(), APPS)).toEqual([]);
    const compose = spoiled(({ services }) => {
      services['ledger']!.command = ['node', 'apps/ledger/main.js'];
      services['migrate']!.command = ['node', 'dist/apps/migrate/main.js'];
    });
    expect(lostCommands(compose, APPS)).toEqual([
      'ledger: node apps/ledger/main.js',
      'migrate: node dist/apps/migrate/main.js',
    ]);
  });

  it('the services wait for the migrations, and the terminator for the services', () => {
    const { services } = readCompose();
    for (const name of ['ledger', 'disclosure', 'projector']) {
      expect(services[name]!.depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } });
    }
    expect(Object.keys(services['tls']!.depends_on ?? {})).toEqual(['ledger', 'disclosure']);
  });
});
