import type { PeopleGroup, Person } from './people.js';
import { both, escape, page } from './sign-in-page.js';

/** For whoever comes to the issuer by hand: what it is, and how to be somebody without a client. */
export function guidePage(groups: readonly PeopleGroup[]): string {
  const sections = groups.map(
    ({ title, people }, index) => `<details${index === 0 ? ' open' : ''}>
<summary>${both(title)}</summary>
<ul>
${people.map((person) => `<li>${both(person.name)}<br><code>${escape(commandOf(person))}</code></li>`).join('\n')}
</ul>
</details>`,
  );
  return page(
    '開発用の発行者 – Kiroku 記録',
    `<h1>${both({ ja: '開発用のトークン発行者', en: 'The issuer of tokens, for development' })}</h1>
<p>${both({
      ja: 'ログインは、ログインを求めるアプリ（クライアント）から始まります。直接開いても、送り返す先がありません。',
      en: 'A sign-in begins at the client that wants somebody signed in. Opened by hand there is nowhere to send you back to.',
    })}</p>
<p>${both({
      ja: 'APIを試すだけなら、起動したフォルダーで次のコマンドを実行するとトークンが得られます。',
      en: 'To try the API, get a token by one of these commands, in the folder in which you started Kiroku.',
    })} <a href="/docs">/docs</a></p>
${sections.join('\n')}
<p>${both({
      ja: 'クライアントを作る方へ：宛先と対応範囲は次の文書にあります。クライアントIDは kiroku-console、PKCE（S256）が必要です。',
      en: 'For whoever makes a client: addresses and abilities are in this document. The client is kiroku-console, with PKCE (S256).',
    })} <a href="/issuer/.well-known/openid-configuration">openid-configuration</a></p>`,
  );
}

/** What prints a token of the same person. */
function commandOf({ account, wish: { role, association, member } }: Person): string {
  const options = [
    `--role ${role}`,
    ...(association ? [`--association ${association}`] : []),
    ...(member ? [`--member ${member}`] : role === 'member' ? ['--unbound'] : []),
    ...(member || role === 'operator' ? [] : [`--subject ${account}`]),
  ];
  return `npx --no-install kiroku token ${options.join(' ')}`;
}
