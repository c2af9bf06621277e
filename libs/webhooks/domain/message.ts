/** What a message is about. */
export interface ToldFact {
  readonly association: string;
  readonly type: string;
  /** Of what it is about; a reference of a member never stands here. */
  readonly about: string;
  /** Where it is read, with a token. */
  readonly links: Readonly<Record<string, string>>;
  readonly position: string | null;
  readonly at: string;
}

export const TEST_TYPE = 'webhook.test';

/**
 * The id by which a receiver drops what comes twice: the same for the same event and webhook, however often it is sent.
 * It holds no full stop, which parts what is signed.
 */
export function messageId(webhookId: string, position: string): string {
  return `msg_${webhookId.replaceAll('-', '')}_${position}`;
}

/** What is sent, byte for byte the same at each try: a name of a thing, and nothing of a person. */
export function messageBody({ association, type, about, links, position, at }: ToldFact): string {
  return JSON.stringify({ type, timestamp: at, data: { id: about, position, association, links } });
}
