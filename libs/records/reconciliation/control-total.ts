const TWO_TO_128 = 1n << 128n;
const HEX_DIGITS = 32;

/** A transfer's id as a number: its 128 bits, most significant first. */
export function idValue(transferId: string): bigint {
  return BigInt(`0x${transferId.replaceAll('-', '')}`);
}

/** The control total of a sum of ids: modulo 2^128, as 32 hexadecimal digits in lower case. Described in control-total.md. */
export function controlTotal(sum: bigint): string {
  return (sum % TWO_TO_128).toString(16).padStart(HEX_DIGITS, '0');
}
