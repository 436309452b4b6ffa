import { recordEvent, type EventFact } from '../../audit-trail/index.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { ExportAnswer, ExportedList } from '../../platform/http/exported-list.js';
import type { Principal } from '../../platform/http/principal.js';

/**
 * Records that somebody takes a list out, before its first row leaves: which register, in which order, through which filters, how many rows.
 * What was typed into a filter may name a person and is kept as a personal label. Returns the instant of the event.
 */
export function createRecordExport(work: UnitOfWork) {
  return (act: ActContext, principal: Principal, exported: { readonly list: ExportedList; readonly format: ExportAnswer['format']; readonly total: number }): Promise<Date> =>
    work.run(act, async (tx) => {
      const { list, format, total } = exported;
      const chosen: [string, EventFact][] = list.filters.filter(({ typed }) => !typed).map(({ label, word }) => [label, word]);
      await recordEvent(tx, {
        type: 'register.exported',
        agencyId: principal.agency?.id ?? null,
        subjects: [{ kind: 'user', id: principal.userId }],
        facts: { register: list.register, caption: list.caption, format, rows: total, order: list.order, filters: Object.fromEntries(chosen), typedFilters: list.filters.filter(({ typed }) => typed).map(({ label }) => label) },
        personal: Object.fromEntries(list.filters.filter(({ typed }) => typed).map(({ label, word }) => [label, word])),
      });
      return tx.at;
    });
}
