import Handlebars from 'handlebars';
import type { RegisterCell, RegisterColumn, RegisterRow } from './register-model.js';

const escape = Handlebars.escapeExpression;

/**
 * The cells of one register row as escaped HTML: the first is the row's heading and link, the others carry the label
 * of their column for the cards of a phone. Written here and not in the template because a register page makes two
 * hundred of them: block helpers took 1.2 ms for 25 rows, this takes a tenth of that.
 */
export function registerCells(columns: readonly RegisterColumn[], row: RegisterRow, assetVersion: string): string {
  let html = '';
  for (const [index, column] of columns.entries()) {
    const cell = row.cells[index] ?? '';
    if (index === 0) html += firstCell(row.href, cell, assetVersion);
    else if (cell === '') html += `<td class="cell cell--blank" data-label="${escape(column.label)}"><span aria-hidden="true">–</span><span class="visually-hidden">Chưa có</span></td>`;
    else html += `<td class="cell cell--${column.kind}" data-label="${escape(column.label)}">${content(cell, assetVersion)}</td>`;
  }
  return html;
}

function firstCell(href: string, cell: RegisterCell, assetVersion: string): string {
  const link = `<th class="cell cell--first" scope="row"><a href="${escape(href)}">`;
  if (typeof cell === 'object' && 'note' in cell) return `${link}${escape(cell.text)}</a>${note(cell.note)}</th>`;
  return `${link}${content(cell, assetVersion)}</a></th>`;
}

function content(cell: RegisterCell, assetVersion: string): string {
  if (typeof cell === 'string') return escape(cell);
  if ('note' in cell) return escape(cell.text) + note(cell.note);
  return `<span class="state state--${cell.tone}"><svg class="icon" aria-hidden="true"><use href="/assets/icons.svg?v=${assetVersion}#${cell.icon}"></use></svg>${escape(cell.word)}</span>`;
}

function note(text: string): string {
  return ` <span class="cell__note">${escape(text)}</span>`;
}
