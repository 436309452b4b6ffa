import { randomUUID } from 'node:crypto';
import { buildClosing, buildEndingContract, buildHandedOver, itemsOf, type BuiltClosing } from '../../builders/closings.js';
import { buildHandover, buildHandoverLink, buildHandoverUpload } from '../../builders/handover-files.js';
import { build } from '../../builders/world.js';
import { missing, type Scene } from './scene.js';

const closings = new WeakMap<Scene, Promise<BuiltClosing>>();

/** One closing for all that is tried on one. */
export function someClosing(scene: Scene): Promise<BuiltClosing> {
  const built = closings.get(scene) ?? buildEndingContract(scene.app.database, scene.world).then((contract) => buildClosing(scene.app.database, contract));
  closings.set(scene, built);
  return built;
}

export async function itemOf(scene: Scene, code: string): Promise<string> {
  return (await itemsOf(scene.app.database, await someClosing(scene)))[code] ?? missing('an item');
}

/** An item whose waiver waits for the head. */
export async function absenceToDecide(scene: Scene): Promise<string> {
  const itemId = await itemOf(scene, 'BG-10');
  await build(scene.app.database, async (query) => {
    await query(`INSERT INTO handover_absence (id, item_id, kind, ground, asked_by) VALUES (gen_random_uuid(), $1, 'waived', 'Đã có từ trước', $2)`, [itemId, scene.world.at.procurement_officer.id]);
  });
  return itemId;
}

/** A closing whose items were all received and tried. */
export async function everythingHandedOver({ app, world }: Scene): Promise<BuiltClosing> {
  const closing = await buildClosing(app.database, await buildEndingContract(app.database, world));
  await buildHandedOver(app.database, closing);
  return closing;
}

/** A hand-over that was received and tried. */
export async function someDelivery(scene: Scene): Promise<string> {
  const closing = await everythingHandedOver(scene);
  const [row] = await scene.app.database.asOwner<{ id: string }>('SELECT d.id FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id WHERE i.closing_id = $1 LIMIT 1', [closing.id]);
  return row?.id ?? missing('a hand-over');
}

/** A hand-over that neither side has confirmed. */
export async function unconfirmedDelivery(scene: Scene): Promise<string> {
  const [deliveryId, itemId] = [randomUUID(), await itemOf(scene, 'BG-12')];
  await build(scene.app.database, async (query) => {
    await query(
      `INSERT INTO handover_delivery (id, item_id, giver_name, contents, place, effective_on, via, recorded_by) VALUES ($1, $2, 'Người Bàn Giao', 'Đặc tả giao diện', 'Kho lưu trữ', app_today(), 'officer', $3)`,
      [deliveryId, itemId, scene.world.at.procurement_officer.id],
    );
  });
  return deliveryId;
}

/** A key that somebody added to the list. */
export async function accountToSettle(scene: Scene): Promise<string> {
  const [accountId, closing] = [randomUUID(), await someClosing(scene)];
  await build(scene.app.database, async (query) => {
    await query(`INSERT INTO closing_account (id, closing_id, system_id, kind, name, origin, added_by) VALUES ($1, $2, $3, 'api-key', 'khoa-tich-hop', 'added', $4)`, [
      accountId, closing.id, closing.contract.system.id, scene.world.at.it_officer.id,
    ]);
  });
  return accountId;
}

const vendorLinks = new WeakMap<Scene, Promise<{ readonly token: string; readonly itemId: string; readonly uploadId: string }>>();

/** One link of the vendor's for all that is tried through one. */
export function vendorLink(scene: Scene): Promise<{ readonly token: string; readonly itemId: string; readonly uploadId: string }> {
  const { app, world } = scene;
  const built = vendorLinks.get(scene) ?? buildHandover(app.database, world).then(async (handover) => {
    const { id, token } = await buildHandoverLink(app.database, handover);
    const itemId = handover.item('BG-02');
    return { token, itemId, uploadId: await buildHandoverUpload(app.database, { itemId, linkId: id }) };
  });
  vendorLinks.set(scene, built);
  return built;
}
