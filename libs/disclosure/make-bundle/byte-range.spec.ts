import { rangeOf } from './byte-range.js';

it.each([
  ['bytes=0-9', { from: 0, to: 9 }],
  ['bytes=90-', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['bytes=50-1000', { from: 50, to: 99 }],
])('%s of 100 bytes', (header, range) => expect(rangeOf(header, 100)).toEqual(range));

it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=100-', 'bytes=5-4', 'bytes=0-1,5-6', 'lines=0-1', 'bytes=-0'])(
  '%s is no part of it: the whole is sent',
  (header) => expect(rangeOf(header, 100)).toBeNull(),
);
