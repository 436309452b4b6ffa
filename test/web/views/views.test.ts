import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BrokenTemplates, checkTemplates, createViews } from '../../../server/platform/views/views.js';

const page = { title: 'Hợp đồng', csrfToken: 'token' };

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
  write('layouts/main.hbs', '<title>{{title}}</title>{{body}}');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, source: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), source);
}

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof BrokenTemplates) return error.problems;
    throw error;
  }
  return [];
}

describe('a page', () => {
  test('stands inside its layout, every value escaped once', () => {
    write('contracts/show.hbs', '<p title="{{name}}">{{name}}</p>');
    const views = createViews({ folders: [folder], cache: true });
    const html = views.renderPage('contracts/show', { ...page, title: 'A & B', name: '<b>"Bể" & \'c\'</b>' });
    expect(html).toBe(
      '<title>A &amp; B</title><p title="&lt;b&gt;&quot;Bể&quot; &amp; &#x27;c&#x27;&lt;/b&gt;">&lt;b&gt;&quot;Bể&quot; &amp; &#x27;c&#x27;&lt;/b&gt;</p>',
    );
  });

  test('without layout is the template alone', () => {
    write('records/hs-01.hbs', '<h1>{{title}}</h1>');
    expect(createViews({ folders: [folder], cache: true }).renderAlone('records/hs-01', { title: 'Báo cáo' })).toBe('<h1>Báo cáo</h1>');
  });

  test('that shows a value the model lacks is refused, not shown with a gap', () => {
    write('gap.hbs', '{{contract.numbr}}');
    const views = createViews({ folders: [folder], cache: true });
    expect(() => views.renderPage('gap', { ...page, contract: { number: '12' } })).toThrow(/numbr/u);
  });

  test('may ask for what the model lacks: conditions and parameters are just empty', () => {
    write('partials/note.hbs', '({{#if text}}{{text}}{{/if}})');
    write('ask.hbs', '{{#if case.open.since}}open{{else}}none{{/if}}{{> note text=errors.number}}{{#each list.rows}}x{{/each}}');
    expect(createViews({ folders: [folder], cache: true }).renderAlone('ask', {})).toBe('none()');
  });

  test('or layout that does not exist is named', () => {
    write('there.hbs', 'x');
    const views = createViews({ folders: [folder], cache: true });
    expect(() => views.renderPage('not-there', page)).toThrow('There is no page template "not-there".');
    expect(() => views.renderPage('there', page, 'letter')).toThrow('There is no layout template "letter".');
  });
});

describe('a partial', () => {
  test('sees only what it is given', () => {
    write('partials/field.hbs', '[{{#if hint}}{{hint}}{{else}}no hint{{/if}}]');
    write('page.hbs', '{{> field name="a"}}');
    const views = createViews({ folders: [folder], cache: true });
    expect(views.renderAlone('page', { hint: 'of the page' })).toBe('[no hint]');
  });

  test('used as a block leaves the values of the page in reach', () => {
    write('partials/box.hbs', '<{{tag}}>{{> @partial-block}}</{{tag}}>');
    write('page.hbs', '{{#> box tag="p"}}{{word}}{{/box}}');
    expect(createViews({ folders: [folder], cache: true }).renderAlone('page', { word: 'chữ' })).toBe('<p>chữ</p>');
  });
});

describe('templates are refused at boot, file and line named, when they', () => {
  test.each([
    ['do not parse', '{{#if a}}', 'Parse error'],
    ['use an unknown partial', '\n{{> nowhere}}', 'bad.hbs:2: uses the unknown partial "nowhere"'],
    ['use an unknown partial as a block', '{{#> nowhere}}{{/nowhere}}', 'uses the unknown partial "nowhere"'],
    ['choose a partial while rendering', '{{> (lookup . "x")}}', 'chooses a partial while rendering'],
    ['call an unknown helper', '{{formatMoney value}}', 'calls the unknown helper "formatMoney"'],
    ['call an unknown helper inside another', '{{#if (isOpen x)}}{{/if}}', 'calls the unknown helper "isOpen"'],
    ['open an unknown block', '{{#contracts}}{{/contracts}}', 'calls the unknown helper "contracts"'],
    ['write to the log', '{{log x}}', 'calls the unknown helper "log"'],
    ['write unescaped with three braces', '{{{body}}}', 'unescaped'],
    ['write unescaped with an ampersand', '{{&body}}', 'unescaped'],
    ['hold a style attribute', '<p style="color:red">', 'a style attribute'],
    ['hold an inline handler', '<p onclick="x()">', 'an inline event handler'],
    ['hold an inline script', '<script>x()</script>', 'an inline script'],
    ['hold a style sheet', '<style>p{}</style>', 'an inline style sheet'],
    ['name an icon that is not drawn', '{{> icon name="unicorn"}}', 'uses the unknown icon "unicorn"'],
    ['define a partial inside', '{{#*inline "x"}}{{/inline}}', 'an inline partial'],
  ])('%s', (_what, source, problem) => {
    write('contracts/bad.hbs', source);
    const problems = problemsOf(() => createViews({ folders: [folder], cache: true }));
    expect(problems.join('\n')).toContain(problem);
    expect(problems.join('\n')).toContain(join('contracts', 'bad.hbs'));
    expect(problemsOf(() => createViews({ folders: [folder], cache: false }))).toEqual(problems);
  });

  test('have more than one fault: all are listed', () => {
    write('one.hbs', '{{> a}}{{{b}}}');
    write('two.hbs', '{{> c}}');
    expect(problemsOf(() => checkTemplates([folder]))).toHaveLength(3);
  });
});

test('sound templates pass the check', () => {
  write('page.hbs', '{{#each rows}}{{this}}{{/each}}<script type="module" src="/assets/x.js"></script>');
  expect(checkTemplates([folder])).toBe(2);
});

describe('a saved template', () => {
  test('is read again in development and not with the cache on', () => {
    write('page.hbs', 'trước');
    const developing = createViews({ folders: [folder], cache: false });
    const serving = createViews({ folders: [folder], cache: true });
    expect(developing.renderAlone('page', {})).toBe('trước');
    write('page.hbs', 'sau');
    utimesSync(join(folder, 'page.hbs'), 2_000_000_000, 2_000_000_000);
    expect(developing.renderAlone('page', {})).toBe('sau');
    expect(serving.renderAlone('page', {})).toBe('trước');
  });
});

describe('helpers', () => {
  test.each([
    ['{{#if (eq a "x")}}yes{{else}}no{{/if}}', { a: 'x' }, 'yes'],
    ['{{#if (eq a "1")}}yes{{else}}no{{/if}}', { a: 1 }, 'no'],
    ['{{#if (not list)}}yes{{else}}no{{/if}}', { list: [] }, 'yes'],
    ['{{or a "b"}}', { a: '' }, 'b'],
    ['{{or a b ""}}', {}, ''],
    ['{{#if (and a b)}}yes{{else}}no{{/if}}', { a: 1, b: [] }, 'no'],
    ['{{concat a "-" missing b}}', { a: '<', b: 2 }, '&lt;-2'],
  ])('%s of %j is %s', (source, model, expected) => {
    write('page.hbs', source);
    expect(createViews({ folders: [folder], cache: true }).renderAlone('page', model)).toBe(expected);
  });
});
