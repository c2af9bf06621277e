import { closedBy, type SeriesState } from './series-states.js';

function aSeries(over: Partial<SeriesState> = {}): SeriesState {
  return {
    seriesId: 's',
    register: 'provision',
    method: 'BATCH',
    arrangementId: 'P03',
    periodFrom: '2026-06-01',
    periodTo: '2026-06-30',
    closedOn: null,
    firstOn: '2026-06-05',
    lastOn: '2026-06-25',
    ...over,
  };
}
const endless = { periodFrom: null, periodTo: null };

describe('a series', () => {
  it('is open through the last day of its period, and closed by the day after', () => {
    expect([closedBy(aSeries(), null, '2026-06-30'), closedBy(aSeries(), null, '2026-07-01')]).toEqual([
      null,
      'period',
    ]);
  });

  it('is closed by the end of its arrangement, the last day excluded', () => {
    const series = aSeries(endless);
    expect([closedBy(series, '2026-06-30', '2026-06-30'), closedBy(series, '2026-06-30', '2026-07-01')]).toEqual([
      null,
      'arrangement',
    ]);
  });

  it('is closed by an officer, unless something was sent afterwards', () => {
    expect(closedBy(aSeries({ ...endless, closedOn: '2026-06-25' }), null, '2026-06-26')).toBe('officer');
    expect(closedBy(aSeries({ ...endless, closedOn: '2026-06-24' }), null, '2026-06-26')).toBeNull();
  });

  it('stays open where nothing was declared and nobody closed it', () => {
    expect(closedBy(aSeries(endless), null, '2099-01-01')).toBeNull();
  });
});
