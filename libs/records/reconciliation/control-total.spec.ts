import { readFileSync } from 'node:fs';
import { transferIdentity } from '#ledger';
import { controlTotal, idValue } from './control-total.js';

const page = readFileSync('libs/records/reconciliation/control-total.md', 'utf8');

describe('the control total', () => {
  it('is what the page that describes it says, name by name and in sum', () => {
    const rows = [...page.matchAll(/^\| `(.+)` \| `([0-9a-f-]{36})` \|$/gm)].map(([, name, id]) => ({ name, id }));
    expect(rows).toHaveLength(3);
    expect(rows.map(({ name }) => transferIdentity('mihon-seizo', 'kenpo-core', name!))).toEqual(
      rows.map(({ id }) => id),
    );
    const sum = rows.reduce((all, { id }) => all + idValue(id!), 0n);
    expect(sum >= 1n << 128n).toBe(true);
    expect(controlTotal(sum)).toBe(page.match(/control total is `([0-9a-f]+)`/)![1]);
  });

  it('has all its digits, however small the sum is', () => {
    expect([controlTotal(0n), controlTotal(1n << 128n), controlTotal(255n)]).toEqual([
      '0'.repeat(32),
      '0'.repeat(32),
      `${'0'.repeat(30)}ff`,
    ]);
  });
});
