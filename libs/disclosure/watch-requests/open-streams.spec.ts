import { OpenStreams } from './open-streams.js';

describe('streams that are open', () => {
  it('are three of an account, until one of them is over', () => {
    const streams = new OpenStreams();
    const [first] = [streams.open('a'), streams.open('a'), streams.open('a')];
    expect(() => streams.open('a')).toThrow('streams-too-many');
    expect(() => streams.open('b')).not.toThrow();
    first!.abort();
    expect(() => streams.open('a')).not.toThrow();
  });

  it('are all over when the process ends', () => {
    const streams = new OpenStreams();
    const open = streams.open('a');
    streams.beforeApplicationShutdown();
    expect(open.signal.aborted).toBe(true);
  });
});
