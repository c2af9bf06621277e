/** Numbers of other kinds, which may be as long as an individual number (個人番号) and pass its check digit by chance. */
export const IDENTIFIER_KINDS = ['policy', 'bank', 'contract', 'case', 'certificate', 'employee', 'customer'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** Whether what stands at a place was said to be a number of another kind. */
export type TypedIdentifiers = (pointer: string, text: string) => boolean;

/** One identifier and nothing beside it: words around it are searched as any other words. */
const ONE_IDENTIFIER = /^[A-Za-z0-9](?:[A-Za-z0-9/_.-]{0,58}[A-Za-z0-9])?$/;

/** In whatever width it was typed, and with its digits in groups. */
function asTyped(text: string): string {
  return text.normalize('NFKC').replace(/(?<=\d)[ -](?=\d)/g, '');
}

/** The rule that lets declared numbers pass. Who declares is named by the event, and what was declared is kept in it. */
export function typedIdentifiers(declared: readonly { readonly pointer: string }[]): TypedIdentifiers {
  const pointers = new Set(declared.map(({ pointer }) => pointer));
  return (pointer, text) => pointers.has(pointer) && ONE_IDENTIFIER.test(asTyped(text));
}
