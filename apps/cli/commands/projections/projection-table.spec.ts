import type { ProjectionOverview } from '#event-store';
import { projectionTable } from './projection-table.js';

const one: ProjectionOverview = {
  projection: 'records',
  association: 'mihon-seizo',
  state: 'running',
  position: '0000000000000007',
  head: '0000000000000010',
  lag: 3,
  lastProgressAt: '2026-06-11T00:00:00.000Z',
  error: null,
  rebuild: null,
};

describe('the table of projections', () => {
  it('has a heading, and a line for each with its lag', () => {
    const [heading, line] = projectionTable([one]).split('\n');
    expect(heading).toMatch(/^PROJECTION +ASSOCIATION +STATE +POSITION +HEAD +LAG/);
    expect(line!.split(/ {2,}/)).toEqual(['records', 'mihon-seizo', 'running', '7', '10', '3', one.lastProgressAt]);
  });

  it('says where a projection is stopped, and how far a rebuild is', () => {
    const error = { position: '0000000000000008', text: 'TypeError', since: '2026-06-12T00:00:00.000Z' };
    const rebuild = { position: '0000000000000004', percent: 40, secondsLeft: 9 };
    const line = projectionTable([{ ...one, state: 'stopped-by-error', error, rebuild }]);
    expect(line).toContain('at 8 since 2026-06-12T00:00:00.000Z: TypeError; rebuilt to 4 (40 %, about 9 s left)');
  });
});
