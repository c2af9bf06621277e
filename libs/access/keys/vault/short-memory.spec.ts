import { REMEMBERED_MILLISECONDS_MAX, ShortMemory } from './short-memory.js';

let now = 0;
const memory = new ShortMemory<string>(() => now);
afterEach(() => {
  memory.clear();
  now = 0;
});

it('remembers for a while, and forgets within the time that it says', () => {
  memory.set('a', 'one');
  expect(memory.get('a')).toBe('one');
  now = REMEMBERED_MILLISECONDS_MAX - 10_000;
  expect(memory.get('a')).toBeUndefined();
  memory.sweep();
  expect(memory.size).toBe(0);
});

it('keeps what is younger when it forgets what is old', () => {
  memory.set('old', 'one');
  now = 30_000;
  memory.set('young', 'two');
  now = 55_000;
  memory.sweep();
  expect([memory.size, memory.get('young')]).toEqual([1, 'two']);
});

it('holds only so many', () => {
  for (let n = 0; n < 10_050; n += 1) memory.set(String(n), 'x');
  expect([memory.size, memory.get('0'), memory.get('10049')]).toEqual([10_000, undefined, 'x']);
});
