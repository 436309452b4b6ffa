import Handlebars from 'handlebars';
import type { StateModel } from './page-model.js';
import type { RegisterCell, RegisterColumn, RegisterRow } from './register-model.js';

const escape = Handlebars.escapeExpression;

/**
 * The rows of a register as escaped HTML: in each the first cell is the row's heading and link, the others carry the label of their column for the
 * cards of a phone. Written here and not in the template because a register page makes two hundred cells: block helpers took 1.2 ms for 25 rows,
 * this takes a thirtieth of that. A text of few pieces is sent sooner than one of many: what stands between two cells is one piece, written once.
 */
export function registerRows(columns: readonly RegisterColumn[], rows: readonly RegisterRow[], assetVersion: string): string {
  const later = columns.slice(1).map((column, index) => cellStart(column, index === 0 ? '</th>' : '</td>'));
  const end = `${later.length === 0 ? '</th>' : '</td>'}</tr>\n`;
  let html = '';
  for (const { href, cells } of rows) {
    html += firstCell(href, cells[0] ?? '', assetVersion);
    let index = 1;
    for (const { filled, blank } of later) {
      const cell = cells[index] ?? '';
      html += cell === '' ? blank : filled + content(cell, assetVersion);
      index += 1;
    }
    html += end;
  }
  return html;
}

/** All that stands before the content of a cell: the end of the one before it, and what its column says of each of its cells. */
function cellStart({ kind, label }: RegisterColumn, endBefore: string): { readonly filled: string; readonly blank: string } {
  const named = `data-label="${escape(label)}">`;
  return {
    filled: onePiece(endBefore, `<td class="cell cell--${kind}" `, named),
    blank: onePiece(endBefore, '<td class="cell cell--blank" ', named, '<span aria-hidden="true">–</span><span class="visually-hidden">Chưa có</span>'),
  };
}

/** Joined, unlike added, texts lie in memory as one. */
function onePiece(...texts: readonly string[]): string {
  return texts.join('');
}

function firstCell(href: string, cell: RegisterCell, assetVersion: string): string {
  const link = `<tr><th class="cell cell--first" scope="row"><a href="${escape(href)}">`;
  if (typeof cell === 'object' && 'note' in cell) return `${link}${escape(cell.text)}</a>${note(cell.note)}`;
  return `${link}${content(cell, assetVersion)}</a>`;
}

function content(cell: RegisterCell, assetVersion: string): string {
  if (typeof cell === 'string') return escape(cell);
  if ('note' in cell) return escape(cell.text) + note(cell.note);
  return stateMark(cell, assetVersion);
}

function note(text: string): string {
  return ` <span class="cell__note">${escape(text)}</span>`;
}

/** Rooms say their states once, as constants. */
const stateMarks = new WeakMap<StateModel, { readonly assetVersion: string; readonly html: string }>();

function stateMark(state: StateModel, assetVersion: string): string {
  const known = stateMarks.get(state);
  if (known?.assetVersion === assetVersion) return known.html;
  const { tone, icon, word } = state;
  const html = onePiece(`<span class="state state--${tone}"><svg class="icon" aria-hidden="true"><use href="/assets/icons.svg?v=${assetVersion}#${icon}"></use></svg>`, escape(word), '</span>');
  stateMarks.set(state, { assetVersion, html });
  return html;
}
