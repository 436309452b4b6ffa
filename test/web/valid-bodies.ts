import type { World } from '../builders/world.js';
import { inventedTaxCode } from '../builders/vendors.js';
import type { Fields } from './callers.js';

/** What has to be filled in, by the path of the form, where its page shows nothing yet. */
export function validBodies(world: World): Readonly<Record<string, Fields>> {
  return {
    '/ben-cung-cap/moi': { taxCode: inventedTaxCode(9_001), name: 'Công ty Cổ phần Hải Đăng Minh Họa', address: 'Số 1 đường Lạch Tray, Hải Phòng', note: 'Ghi chú tiếng Việt' },
    '/hop-dong/moi': { responsible: world.at.procurement_officer.id },
  };
}
