import { StepQueue } from './step-queue.js';

/** Work that ends when it is told to. */
function aStep(log: string[], name: string) {
  let end!: (error?: Error) => void;
  const ended = new Promise<string>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve(name));
  });
  return {
    end,
    work: () => {
      log.push(`begin ${name}`);
      return ended;
    },
    write: async (result: string) => void log.push(`write ${result}`),
  };
}
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('steps of one import', () => {
  it('are recorded two at a time and written in their order, whichever is done first', async () => {
    const log: string[] = [];
    const queue = new StepQueue();
    const [a, b, c] = [aStep(log, 'a'), aStep(log, 'b'), aStep(log, 'c')] as const;
    await queue.add(['1'], a.work, a.write);
    const added = queue.add(['2'], b.work, b.write).then(() => queue.add(['3'], c.work, c.write));
    b.end();
    await turn();
    expect(log).toEqual(['begin a', 'begin b']);
    a.end();
    await turn();
    c.end();
    await added;
    await queue.settled();
    expect(log.filter((line) => line.startsWith('write'))).toEqual(['write a', 'write b', 'write c']);
  });

  it('wait for one that records the same name', async () => {
    const log: string[] = [];
    const queue = new StepQueue();
    const [a, b] = [aStep(log, 'a'), aStep(log, 'b')];
    await queue.add(['same'], a.work, a.write);
    const added = queue.add(['same', 'other'], b.work, b.write);
    await turn();
    expect(log).toEqual(['begin a']);
    a.end();
    b.end();
    await added;
    await queue.settled();
    expect(log).toEqual(['begin a', 'write a', 'begin b', 'write b']);
  });

  it('write nothing behind one that failed', async () => {
    const log: string[] = [];
    const queue = new StepQueue();
    const [a, b] = [aStep(log, 'a'), aStep(log, 'b')];
    await queue.add(['1'], a.work, a.write);
    const added = queue.add(['2'], b.work, b.write);
    b.end();
    a.end(new Error('gone'));
    await expect(added).rejects.toThrow('gone');
    await expect(queue.settled()).rejects.toThrow('gone');
    expect(log).toEqual(['begin a', 'begin b']);
  });
});
