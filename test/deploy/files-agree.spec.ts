import { allProblems } from '#platform';
import { read, readCompose } from './files.js';

const { services } = readCompose();
const dockerfile = read('deploy/Dockerfile');
const nginx = read('deploy/compose/nginx.conf');
const guide = read('deploy/README.md');

const ofImage = Object.entries(services).filter(([, { image }]) => image?.startsWith('kiroku:'));
const port = /^EXPOSE (\d+)$/m.exec(dockerfile)?.[1];

/** The services that the terminator's table of routes sends to. */
function routedTo(config: string): string[] {
  const table = /map \$uri \$kiroku_service \{([^}]*)\}/.exec(config)?.[1] ?? '';
  const targets = [...table.matchAll(/^\s*\S+\s+([^\s;]+);/gm)].map((match) => match[1] ?? '');
  return [...new Set(targets)].sort();
}

describe('the deployment files agree', () => {
  it('on where the image keeps its programs', () => {
    expect(dockerfile).toContain('swc apps libs -d dist --copy-files');
    expect(dockerfile).toContain('COPY --from=build /app/dist dist');
    expect(dockerfile).toMatch(/^CMD \["node", "dist\/apps\/ledger\/main\.js"\]$/m);
  });

  it('on how Node runs', () => {
    const [, flags = ''] = /nodeFlags = \[([^\]]*)\]/.exec(read('deploy/bin/project.mjs')) ?? [];
    const listed = [...flags.matchAll(/'([^']+)'/g)].map(([, flag]) => flag);
    expect(listed).toContain('--enable-source-maps');
    expect(dockerfile).toContain(`NODE_OPTIONS="${listed.join(' ')}"`);
  });

  it('that the image runs as a user without rights', () => {
    expect(dockerfile.slice(dockerfile.lastIndexOf('FROM'))).toMatch(/^USER node$/m);
  });

  it('on the port', () => {
    const ports = ofImage.flatMap(([, { environment }]) => environment?.['PORT'] ?? []);
    expect(new Set(ports)).toEqual(new Set([port]));
    expect(dockerfile).toContain(`PORT=${port}`);
    expect(nginx).toContain(`proxy_pass http://$kiroku_service:${port};`);
  });

  it('on the services behind the terminator', () => {
    expect(routedTo(nginx)).toEqual(['disclosure', 'ledger']);
    expect(routedTo(nginx).filter((name) => !(name in services))).toEqual([]);
    for (const name of routedTo(nginx)) expect(services[name]!.networks).toContain('edge');
  });

  it('and a route to a service that is not there would be seen', () => {
    expect(routedTo(nginx.replace('ledger;', 'leger;')).filter((name) => !(name in services))).toEqual(['leger']);
  });

  it('on what is refused: the terminator says what the services would, in both languages', () => {
    const own = [...nginx.matchAll(/return (\d+) '(\{.*\})';/g)].map(([, status, text]) => ({
      status: Number(status),
      problem: JSON.parse(text!) as { type: string; title: string; status: number; code: string },
    }));
    const told = new Map(allProblems());
    for (const { status, problem } of own.filter(({ problem: { code } }) => code !== 'tls-missing')) {
      const { ja, en, status: known } = told.get(problem.code)!;
      expect(problem).toEqual({
        type: `/docs/problems#${problem.code}`,
        title: `${ja} / ${en}`,
        status: known,
        code: problem.code,
      });
      expect(known).toBe(status);
    }
    expect(own.filter(({ problem: { code } }) => code === 'tls-missing')).toMatchObject([{ status: 403 }]);
    // Every page that is named is there, in the server that names it.
    for (const server of nginx.split(/^  server \{/m).slice(1)) {
      const named = [...server.matchAll(/error_page .* (\/problems\/\d+);/g)].map(([, page]) => page!);
      expect(named.length).toBeGreaterThan(1);
      for (const page of named) expect(server).toContain(`location = ${page} { return ${page.slice(-3)} '`);
    }
    expect(nginx).toMatch(/^  server_tokens off;$/m);
  });

  it('on the secrets that the terminator reads', () => {
    const read = [...nginx.matchAll(/\/run\/secrets\/([\w-]+)/g)].map((match) => match[1]);
    expect(read.sort()).toEqual([...services['tls']!.secrets!].sort());
  });

  it('on the roles of the database: each service has its own, and migrations are the owner’s', () => {
    const made = [...read('deploy/compose/roles.sh').matchAll(/^CREATE ROLE (\w+)/gm)].map(([, name]) => name);
    const used = ofImage.map(([name, { environment }]) => [name, new URL(environment!['DATABASE_URL']!).username]);
    expect(Object.fromEntries(used)).toEqual({
      ledger: 'kiroku_ledger',
      disclosure: 'kiroku_disclosure',
      projector: 'kiroku_projector',
      migrate: 'kiroku_owner',
    });
    expect(made.sort()).toEqual(used.map(([, role]) => role).sort());
  });

  it('on the variables: each is in the operators’ page', () => {
    const names = new Set(ofImage.flatMap(([, { environment }]) => Object.keys(environment ?? {})));
    const asked = [...read('deploy/compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1] ?? '');
    expect([...names, ...asked].filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});
