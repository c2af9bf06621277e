import { lawfulTree } from './lawful-tree.js';
import { bystanders, PLANTED, plantedTree } from './planted.js';
import { frontDoors, VISITS, visitingTree } from './rooms.js';
import { cruise, type Report } from './tree.js';

const CRUISES_TIMEOUT_MS = 60_000;

let refused: Report;
let lawful: Report;

beforeAll(() => {
  refused = cruise({ ...frontDoors, ...bystanders, ...visitingTree, ...plantedTree });
  lawful = cruise(lawfulTree);
}, CRUISES_TIMEOUT_MS);

function rulesBrokenBy(file: string): string[] {
  const broken = refused.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
  return [...new Set(broken)];
}

const roomRule = (file: string): string => {
  const [kind, room] = file.split('/');
  return `${kind === 'libs' ? 'lib' : 'app'}-${room}${file.endsWith('.spec.ts') ? '-specs' : ''}`;
};

describe('the import rules', () => {
  it.each(PLANTED)('$rule refuses $file', ({ rule, file }) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  it('let a tree pass that keeps them all', () => {
    expect(lawful.violations).toEqual([]);
    expect(lawful.filesCruised).toBeGreaterThan(Object.keys(lawfulTree).length);
  });

  it('have each been seen to refuse something', () => {
    const tested = new Set(PLANTED.map(({ rule }) => rule));
    expect([...tested].sort()).toEqual([...refused.ruleNames].sort());
  });

  it('stop the check, save the warning about orphans', () => {
    const warnings = refused.violations.filter(({ rule }) => rule.severity !== 'error');
    expect(new Set(warnings.map(({ rule }) => rule.name))).toEqual(new Set(['no-orphans']));
  });
});

describe('the front doors', () => {
  it.each(VISITS.filter(({ allowed }) => !allowed))('$file is refused #$lib', ({ file }) => {
    expect(rulesBrokenBy(file)).toContain(roomRule(file));
  });

  it.each(VISITS.filter(({ allowed }) => allowed))('$file may import #$lib', ({ file }) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });
});
