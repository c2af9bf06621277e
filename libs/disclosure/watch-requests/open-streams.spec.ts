import { OpenStreams } from './open-streams.js';

describe('streams that are open', () => {
  it('are three of an account, until one of them is over', () => {
    const streams = new OpenStreams();
    const [first] = [streams.open('kenpo', 'a'), streams.open('kenpo', 'a'), streams.open('kenpo', 'a')];
    expect(() => streams.open('kenpo', 'a')).toThrow('streams-too-many');
    expect(() => streams.open('kenpo', 'b')).not.toThrow();
    first!.abort();
    expect(() => streams.open('kenpo', 'a')).not.toThrow();
  });

  it('are a share of all for one association, so that others have theirs', () => {
    const streams = new OpenStreams();
    for (let account = 0; account < 25; account += 1) streams.open('kenpo', String(account));
    expect(() => streams.open('kenpo', 'late')).toThrow('streams-too-many');
    expect(() => streams.open('other', 'late')).not.toThrow();
  });

  it('are all over when the process ends', () => {
    const streams = new OpenStreams();
    const open = streams.open('kenpo', 'a');
    streams.beforeApplicationShutdown();
    expect(open.signal.aborted).toBe(true);
  });
});
