import { Gathering } from './gathering.js';

describe('a gathering of questions', () => {
  it('asks alone what comes alone and together what comes meanwhile, up to the limit', async () => {
    const batches: number[][] = [];
    const gathering = new Gathering<number, string>(async (items) => {
      batches.push([...items]);
      await new Promise((resolve) => setImmediate(resolve));
      return items.map((item) => `answer ${item}`);
    }, 3);
    const answers = await Promise.all([1, 2, 3, 4, 5].map((item) => gathering.ask(item)));
    expect(answers).toEqual([1, 2, 3, 4, 5].map((item) => `answer ${item}`));
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('gives an error to those who shared the question, and answers the next', async () => {
    let count = 0;
    const gathering = new Gathering<number, number>(async (items) => {
      if ((count += 1) === 2) throw new Error('no');
      return [...items];
    }, 2);
    const results = await Promise.allSettled([1, 2, 3, 4].map((item) => gathering.ask(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  });
});
