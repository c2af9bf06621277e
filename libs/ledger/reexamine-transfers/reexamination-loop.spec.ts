import { Logger } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { LateLines, LateMember } from './late-lines.js';
import { ReexaminationLoop } from './reexamination-loop.js';
import type { Reexaminer } from './reexaminer.js';

const anna: LateMember = { association: 'one', member: 'anna' };
const ben: LateMember = { association: 'two', member: 'ben' };

let open: LateMember[];
let heads: Record<string, string>;
let reached: Record<string, string>;
let examined: string[];
let failing: string[];
let loop: ReexaminationLoop;

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => {
  [open, examined, failing] = [[anna, ben], [], []];
  heads = { one: '0000000000000009', two: '0000000000000005' };
  reached = { ...heads };
  const store = { head: async (association: string) => heads[association] } as unknown as EventStore;
  const late = { members: async () => open, reached: async (association: string) => reached[association] };
  const reexaminer = {
    examine: async ({ member }: LateMember) => {
      if (failing.includes(member)) throw new Error('not now');
      examined.push(member);
    },
  };
  loop = new ReexaminationLoop(store, late as unknown as LateLines, reexaminer as unknown as Reexaminer);
});

describe('a look for what came late', () => {
  it('has every member examined whose rows are as far as the log', async () => {
    expect(await loop.look()).toBe(true);
    expect(examined).toEqual(['anna', 'ben']);
  });

  it('leaves alone what is behind until it has come up to where the log ended, however the log goes on', async () => {
    reached['one'] = '0000000000000003';
    await loop.look();
    expect(examined).toEqual(['ben']);
    open = [anna];
    heads['one'] = '0000000000000020';
    reached['one'] = '0000000000000009';
    await loop.look();
    expect(examined).toEqual(['ben', 'anna']);
  });

  it('does not keep the others waiting for one that fails, and says that it has to come again', async () => {
    failing = ['anna'];
    expect(await loop.look()).toBe(false);
    expect(examined).toEqual(['ben']);
  });
});
