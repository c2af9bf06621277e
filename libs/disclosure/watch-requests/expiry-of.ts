/** When a token that was verified is over, in milliseconds since 1970; 0 where it does not say. */
export function expiryOf(authorization: string | undefined): number {
  const payload = authorization?.split('.')[1] ?? '';
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly exp?: unknown };
    return typeof exp === 'number' ? exp * 1_000 : 0;
  } catch {
    return 0;
  }
}
