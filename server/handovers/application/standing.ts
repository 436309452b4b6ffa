import { dayOf } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { ClosingAction } from '../domain/closing.js';
import type { JudgedClosing } from '../domain/closing-policy.js';
import type { ClosingDetail, DeliveryRow, ItemDetail } from '../persistence/closing-rows.js';
import { lockClosing, lockClosingOf } from '../persistence/closings.js';
import { selectClosing } from '../persistence/read-closing.js';
import { selectItem } from '../persistence/read-item.js';
import { queryOf, requireAboutClosings, type RolesThatMay } from './access.js';

/** A closing as it stands once nobody else can change it, for whoever may do `action` about it. @throws NotFound, Forbidden */
export async function lockedClosing(tx: Transaction, principal: Principal, action: ClosingAction, id: string, rolesThatMay: RolesThatMay): Promise<ClosingDetail> {
  await lockClosing(tx, id);
  const found = await selectClosing(queryOf(tx), id);
  requireAboutClosings(principal, action, found?.agencyId, rolesThatMay);
  if (found === undefined) throw new NotFound('closing');
  return found;
}

/** An item as it stands once nobody else can change its closing. @throws NotFound, Forbidden */
export async function lockedItem(tx: Transaction, principal: Principal, action: ClosingAction, id: string, rolesThatMay: RolesThatMay): Promise<ItemDetail> {
  await lockClosingOf(tx, 'handover_item', id);
  const found = await selectItem(queryOf(tx), id);
  requireAboutClosings(principal, action, found?.agencyId, rolesThatMay);
  if (found === undefined) throw new NotFound('handover item');
  return found;
}

/** A hand-over of an item. @throws NotFound when it is of none of it */
export function deliveryOf(item: ItemDetail, deliveryId: string): DeliveryRow {
  const delivery = item.deliveryRows.find(({ id }) => id === deliveryId);
  if (delivery === undefined) throw new NotFound('hand-over');
  return delivery;
}

/** A closing as the run, destruction and the end are judged; pages and acts ask alike. */
export function judgedOf(of: ClosingDetail): JudgedClosing {
  const [run] = of.runs;
  return {
    closed: of.close !== null,
    systems: of.systems.length,
    items: of.items.map(({ code, step, standing, absence }) => ({ code, step, standing, absence: standing === 'absent' ? absence : null })),
    run: run === undefined ? undefined : { endsOn: run.endsOn, outcome: run.finish?.outcome ?? null },
    today: dayOf(of.now),
    obstacles: of.obstacles,
  };
}

/** What a hand-over's policies look at. */
export function judgedDelivery(delivery: DeliveryRow, of: ItemDetail): { readonly newest: boolean; readonly confirmedByAgency: boolean; readonly confirmedByVendor: boolean } {
  return {
    newest: of.deliveryRows.every(({ ordinal }) => ordinal <= delivery.ordinal),
    confirmedByAgency: delivery.agencyConfirmation !== null,
    confirmedByVendor: delivery.vendorConfirmation !== null,
  };
}

/** What pages and events call an item: 'BG-02 Dữ liệu nghiệp vụ'. */
export function itemTitle(item: { readonly code: string | null; readonly name: string }): string {
  return item.code === null ? item.name : `${item.code} ${item.name}`;
}
