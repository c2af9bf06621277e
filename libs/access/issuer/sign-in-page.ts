import { createHash } from 'node:crypto';
import type { PeopleGroup } from './people.js';

const STYLE = `
:root { color-scheme: light dark; }
body { font-family: system-ui, "Noto Sans JP", sans-serif; line-height: 1.6; max-width: 60rem; margin: 0 auto; padding: 1rem; }
.notice { border: 2px solid #b45309; border-radius: .5rem; padding: .5rem 1rem; }
details { border: 1px solid #8888; border-radius: .5rem; margin: .75rem 0; padding: .5rem 1rem; }
summary { font-weight: 600; cursor: pointer; }
ul { list-style: none; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
button { width: 100%; text-align: start; font: inherit; padding: .6rem .8rem; border: 1px solid #8888; border-radius: .4rem; background: Canvas; color: CanvasText; cursor: pointer; }
button:hover, button:focus-visible { border-color: #0017c1; outline: 2px solid #0017c1; }
.en { display: block; font-size: .85em; opacity: .8; }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * What the pages may do: wear the one style that stands in them, and send the form here, from where the browser goes on
 * to the client that asked. No script runs in them.
 */
export function pagePolicy(clientOrigin: string | null): string {
  const targets = ["'self'", ...(clientOrigin ? [clientOrigin] : [])].join(' ');
  return `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-${STYLE_HASH}'; form-action ${targets}`;
}

/** Who signs in, of all that are offered: nobody is asked for a password. */
export function signInPage(action: string, groups: readonly PeopleGroup[]): string {
  const sections = groups.map(
    ({ title, people }, index) => `<details${index === 0 ? ' open' : ''}>
<summary>${both(title)}</summary>
<ul>
${people.map(({ account, name }) => `<li><button name="account" value="${escape(account)}">${both(name)}</button></li>`).join('\n')}
</ul>
</details>`,
  );
  return page(
    'ログイン – Kiroku 記録',
    `<h1>${both({ ja: 'ログイン', en: 'Sign in' })}</h1>
<p class="notice">${both({
      ja: '開発用のログイン画面です。パスワードはありません。表示される人物はすべて架空です。実際のデータには使用できません。',
      en: 'For development only: no password is asked for, and every person below is invented. It is not for real data.',
    })}</p>
<form method="post" action="${escape(action)}">
${sections.join('\n')}
</form>`,
  );
}

/** What went wrong on the way, where the browser cannot be sent back to who asked. */
export function errorPage(code: string, description: string): string {
  return page(
    'ログインできません – Kiroku 記録',
    `<h1>${both({ ja: 'ログインできません', en: 'This sign-in cannot go on' })}</h1>
<p>${both({ ja: '元の画面に戻り、もう一度ログインしてください。', en: 'Go back to where you came from and sign in again.' })}</p>
<p><code>${escape(code)}</code> <span lang="en">${escape(description)}</span></p>`,
  );
}

export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

export function both({ ja, en }: { readonly ja: string; readonly en: string }): string {
  return `${escape(ja)} <span class="en" lang="en">${escape(en)}</span>`;
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
