import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Printer } from '../../platform/printing/index.js';
import { productFolder } from '../../platform/startup/product-folder.js';
import type { Views } from '../../platform/views/views.js';
import type { DrawRecord } from '../application/print-record.js';
import { presentPaper } from './paper-presenter.js';

/** Draws records with the one template of all of them. */
export function createDrawRecord(printer: Printer, views: Pick<Views, 'renderAlone'>): DrawRecord {
  const styles = readFileSync(path.join(productFolder, 'client', 'styles', 'record-paper.css'), 'utf8');
  return async (record, issued) => {
    const { model, title, footNote, series } = presentPaper(record, issued);
    return printer.print({ title, styles, body: views.renderAlone('records/paper', model), footNote, series });
  };
}
