import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load, type CheerioAPI } from 'cheerio';
import { iconNames } from '../../../server/platform/views/page-model.js';
import { createViews } from '../../../server/platform/views/views.js';
import { contractRegister, emptyRegister } from './gallery/register-pages.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'partials-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The page that a template of the product's partials makes. */
function shown(template: string, model: object = {}, layout = 'plain'): CheerioAPI {
  writeFileSync(join(folder, 'page.hbs'), template);
  const views = createViews({ folders: ['templates', folder], cache: true });
  return load(views.renderPage('page', { title: 'Trang', csrfToken: 'the-token', ...model }, layout));
}

const fields = ['text', 'textarea', 'select', 'radios', 'checkboxes', 'date', 'money', 'file', 'password'];
const options = [
  { value: 'a', label: 'Một' },
  { value: 'b', label: 'Hai' },
];

describe.each(fields)('field-%s', (kind) => {
  test('ties label, hint and error to the control that the error summary leads to', () => {
    const page = shown(`{{> field-${kind} name="x" label="Nhãn" hint="Gợi ý" error="Sai." options=options}}`, { options });
    const control = page('#x');
    expect(control.attr('name')).toBe('x');
    const described = kind === 'radios' || kind === 'checkboxes' ? page('fieldset') : control;
    const ties = (described.attr('aria-describedby') ?? '').trim().split(/\s+/u);
    expect(ties).toEqual(expect.arrayContaining(['x-hint', 'x-error']));
    for (const id of ties) expect(page(`#${id}`)).toHaveLength(1);
    expect(page('#x-error').text()).toContain('Lỗi: Sai.');
  });

  test('marks what is optional, and is not in error without an error', () => {
    const page = shown(`{{> field-${kind} name="x" label="Nhãn" optional=true options=options}}`, { options });
    if (kind !== 'password') expect(page('.field__label').text()).toContain('(không bắt buộc)');
    expect(page('[aria-invalid], .field--error, .field__error')).toHaveLength(0);
  });

  test('shows what was typed as text, never as markup', () => {
    const page = shown(`{{> field-${kind} name="x" label=evil hint=evil value=evil error=evil options=options}}`, {
      evil: '"><script>alert(1)</script>',
      options: [{ value: '"><script>', label: '"><script>', hint: '<b>' }],
    });
    expect(page('main script, main b')).toHaveLength(0);
  });
});

test('a second field of the same name takes an id of its own', () => {
  const page = shown('{{> field-textarea id="return-reason" name="reason" label="Lý do" error="Nhập lý do."}}');
  expect(page('#return-reason').attr('name')).toBe('reason');
  expect(page('label').attr('for')).toBe('return-reason');
  expect(page('#return-reason').attr('aria-describedby')).toContain('return-reason-error');
});

describe('what was chosen', () => {
  test('stays chosen in selects and radios', () => {
    const page = shown('{{> field-select name="s" label="S" options=options value="b"}}{{> field-radios name="r" label="R" options=options value="b"}}', { options });
    expect(page('#s').val()).toBe('b');
    expect(page('input[name=r]:checked').val()).toBe('b');
  });

  test.each([['one text', 'b', ['b']], ['a list', ['a', 'b'], ['a', 'b']], ['nothing', undefined, []]])('stays ticked in checkboxes for %s', (_what, value, ticked) => {
    const page = shown('{{> field-checkboxes name="c" label="C" options=options value=value}}', { options, value });
    expect(page('input:checked').toArray().map((box) => page(box).val())).toEqual(ticked);
  });

  test('keeps the lines of a text, the first blank one too', () => {
    const page = shown('{{> field-textarea name="t" label="T" value=value}}', { value: '\nhai\nba' });
    expect(page('#t').text()).toBe('\nhai\nba');
  });
});

describe('a form', () => {
  test('carries token and row version, zero too', () => {
    const page = shown('{{#> form action="/a" version=0}}<p>{{word}}</p>{{/form}}', { word: 'chữ' });
    expect(page('form').attr('method')).toBe('post');
    expect(page('input[name=_csrf]').val()).toBe('the-token');
    expect(page('input[name=_version]').val()).toBe('0');
    expect(page('form p').text()).toBe('chữ');
  });

  test('sends files only when it says so', () => {
    expect(shown('{{#> form action="/a"}}{{/form}}')('form').attr('enctype')).toBeUndefined();
    expect(shown('{{#> form action="/a" multipart=true}}{{/form}}')('form').attr('enctype')).toBe('multipart/form-data');
  });
});

test('a closed act stays in sight with its reason and ground, and sends nothing', () => {
  const page = shown('{{#> form action="/a"}}{{> buttons text="Ký" closed=closed}}{{/form}}', {
    closed: { reason: 'Chưa thể ký: chưa có báo cáo.', clause: 'khoản 1 Điều 6' },
  });
  const button = page('button');
  expect(button.attr('type')).toBe('button');
  expect(button.attr('aria-disabled')).toBe('true');
  expect(page(`#${button.attr('aria-describedby') ?? ''}`).text()).toBe('Chưa thể ký: chưa có báo cáo. (khoản 1 Điều 6)');
  expect(page('[type=submit]')).toHaveLength(0);
});

describe('the layout', () => {
  test('puts the error summary first, once, and says so in the title', () => {
    const page = shown('<h1>Trang</h1>', { errorSummary: [{ href: '#x', text: 'Nhập x.' }] }, 'main');
    expect(page('title').text()).toBe('Lỗi: Trang – Điều 6 – Thuê dịch vụ CNTT');
    expect(page('[role=alert]')).toHaveLength(1);
    expect(page('main').children().first().attr('role')).toBe('alert');
    expect(page('[role=alert] a').attr('href')).toBe('#x');
  });

  test('shows neither switch nor count nor banner where there is nothing to show', () => {
    const page = shown('', { user: { displayName: 'A', post: 'B' }, agency: { name: 'Sở' }, agencies: [{ id: '1', name: 'Sở', current: true }], todoCount: 0 }, 'main');
    expect(page('select, .count, .demonstration, nav, [role=search], [role=alert], [role=status]')).toHaveLength(0);
    expect(page('title').text()).not.toContain('Lỗi');
  });

  test('names the version of every asset', () => {
    const page = shown('', {}, 'main');
    for (const link of page('link[rel=stylesheet], script').toArray()) {
      expect(page(link).attr('href') ?? page(link).attr('src')).toMatch(/^\/assets\/.*\?v=.+/u);
    }
  });
});

describe('a register', () => {
  test('links the first cell, labels the others for the cards and marks the sorted column', () => {
    const page = shown('{{> register register}}', { register: contractRegister });
    const row = page('tbody tr').first();
    expect(page('tbody tr')).toHaveLength(25);
    expect(row.find('th a').attr('href')).toBe('/subject');
    expect(row.find('td').toArray().map((cell) => page(cell).attr('data-label'))).toEqual(contractRegister.columns.slice(1).map((column) => column.label));
    expect(row.find('.state').text()).toBe('Đang thực hiện');
    expect(page('th[aria-sort]').attr('aria-sort')).toBe('ascending');
    expect(page('tbody tr').eq(3).find('.cell--blank').text()).toContain('Chưa có');
  });

  test('shows every text of a row as text', () => {
    const evil = '"><script>alert(1)</script>';
    const page = shown('{{> register register}}', {
      register: {
        ...contractRegister,
        columns: contractRegister.columns.slice(0, 4).map((column) => ({ ...column, label: evil })),
        rows: [{ href: evil, cells: [{ text: evil, note: evil }, evil, { text: evil, note: evil }, { tone: 'stop', icon: 'stop', word: evil }] }],
      },
    });
    expect(page('main script')).toHaveLength(0);
    expect(page('tbody th a').attr('href')).toBe(evil);
    expect(page('tbody .state').text()).toBe(evil);
  });

  test('without rows says what it is for and offers the first act', () => {
    const page = shown('{{> register register}}', { register: emptyRegister });
    expect(page('table')).toHaveLength(0);
    expect(page('.empty').text()).toContain('Danh sách bên cung cấp ghi doanh nghiệp');
    expect(page('.empty a').attr('href')).toBe('/form');
  });
});

test('every icon a model may name is drawn, and no other', () => {
  const sprite = load(readFileSync('client/icons.svg', 'utf8'), { xml: true });
  expect(sprite('symbol').toArray().map((symbol) => symbol.attribs['id'])).toEqual([...iconNames]);
});
