import type { DueEndpoint } from './delivery-queue.js';
import { Lanes } from './lanes.js';

const due = (association: string, id: string, isFailing = false) =>
  ({ association, webhook: { id }, isFailing }) as DueEndpoint;
const many = (association: string, count: number) =>
  Array.from({ length: count }, (_, index) => due(association, `${association}-${index}`));
const idsOf = (lanes: ReturnType<Lanes['take']>) => lanes.map((lane) => lane.due.webhook.id);

describe('lanes', () => {
  it('are four at an endpoint, and one at an endpoint that fails', () => {
    const lanes = new Lanes();
    expect(idsOf(lanes.take([due('a', '1'), due('a', '2', true)]))).toEqual(['1', '2', '1', '1', '1']);
    expect(lanes.take([due('a', '1')])).toEqual([]);
  });

  it('of one association leave those of another alone, however many endpoints are due', () => {
    const lanes = new Lanes();
    expect(lanes.take(many('a', 50))).toHaveLength(20);
    expect(lanes.take([...many('a', 50), due('b', 'b')])).toHaveLength(4);
  });

  it('go to each endpoint before they go to one a second time', () => {
    expect(new Set(idsOf(new Lanes().take(many('a', 20)))).size).toBe(20);
  });

  it('of all together have an end', () => {
    const all = Array.from({ length: 30 }, (_, index) => many(`a${index}`, 50)).flat();
    expect(new Lanes().take(all)).toHaveLength(200);
  });

  it('of slow endpoints are one each, and half of what an association has', () => {
    const lanes = new Lanes();
    const slow = many('a', 20);
    for (const lane of lanes.take(slow)) lanes.leave(lane, true);
    expect(lanes.take(slow)).toHaveLength(10);
    expect(idsOf(lanes.take([...slow, due('a', 'quick')]))).toEqual(['quick', 'quick', 'quick', 'quick']);
  });

  it('are as many as before once an endpoint answers in time again, and not for having found nothing to send', () => {
    const lanes = new Lanes();
    const one = [due('a', '1')];
    for (const lane of lanes.take(one)) lanes.leave(lane, true);
    for (const lane of lanes.take(one)) lanes.leave(lane, null);
    const [alone, ...others] = lanes.take(one);
    expect(others).toEqual([]);
    lanes.leave(alone!, false);
    expect(lanes.take(one)).toHaveLength(4);
  });
});
