import { randomUUID } from 'node:crypto';
import { aDraft, anAppend } from '../contract/drafts.js';
import { APPEND_LIMITS } from './append-limits.js';
import { WaitingLine } from './waiting-line.js';

const association = randomUUID();
const nobody = { resolve: () => {}, reject: () => {} };
const streamsOf = (batch: ReturnType<WaitingLine['take']>) => batch.map(({ request }) => request.stream);

describe('requests that wait to be written', () => {
  it('leave in their order, and stay while their stream is being written', () => {
    const line = new WaitingLine(APPEND_LIMITS);
    for (const stream of ['a', 'b', 'a']) line.add(anAppend({ association, stream }), nobody);
    const first = line.take();
    expect(streamsOf(first)).toEqual(['a', 'b', 'a']);
    line.add(anAppend({ association, stream: 'a' }), nobody);
    line.add(anAppend({ association, stream: 'c' }), nobody);
    expect(streamsOf(line.take())).toEqual(['c']);
    line.leave(first);
    expect(streamsOf(line.take())).toEqual(['a']);
  });

  it('are not overtaken on their stream by a later one when they stay for an id', () => {
    const line = new WaitingLine(APPEND_LIMITS);
    const event = aDraft();
    line.add(anAppend({ association, stream: 'a', events: [event] }), nobody);
    line.add(anAppend({ association, stream: 'b', events: [event] }), nobody);
    line.add(anAppend({ association, stream: 'b' }), nobody);
    const first = line.take();
    expect(streamsOf(first)).toEqual(['a']);
    line.leave(first);
    expect(streamsOf(line.take())).toEqual(['b', 'b']);
  });
});
