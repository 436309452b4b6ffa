import { load as parseHtml } from 'cheerio';

/** Signs somebody in through the page, as a browser does. @returns the cookies they hold then */
export async function signIn(base: string, person: { readonly login: string; readonly password: string }): Promise<string> {
  const shown = await fetch(`${base}/dang-nhap`);
  const cookies = shown.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const token = String(parseHtml(await shown.text())('input[name="_csrf"]').first().val());
  const answer = await fetch(`${base}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.join('; '), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ login: person.login, password: person.password, _csrf: token }).toString(),
  });
  if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`);
  return [...cookies, ...answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')].join('; ');
}
