import type { Ask, Route } from '../../platform/http/routes.js';
import { act } from '../../platform/http/routes.js';
import type { SeeOther } from '../../platform/http/answers.js';
import { seeOther } from '../../platform/http/answers.js';
import { recordEvents, recordHref } from '../../records/index.js';
import type { DrawUpRecords } from '../application/draw-up-records.js';
import { ACCESS_SUBJECT } from '../domain/access.js';
import { accessPaths } from './paths.js';

const drawing = { action: 'draw-up', subject: ACCESS_SUBJECT };
const prepared = [recordEvents.prepared];

/** The acts that draw up papers about access; each leads to the page of the record, where it is printed, signed and registered. */
export function accessRecordRoutes(access: DrawUpRecords): Route[] {
  const drawn = (id: string, name: string): SeeOther => seeOther(recordHref(id), `Đã lập ${name}; bản in trình ký có sau ít giây.`);
  return [
    act(accessPaths.drawUpAgreement(':id'), drawing, prepared, async (ask) => drawn(await access.drawUpAgreement(ask.act, ask.principal, idOf(ask)), 'bản thỏa thuận bảo mật thông tin')),
    act(accessPaths.drawUpDecision(':id'), drawing, prepared, async (ask) => drawn(await access.drawUpDecision(ask.act, ask.principal, idOf(ask)), 'quyết định cấp quyền truy cập')),
    act(accessPaths.drawUpRegister(':id'), drawing, prepared, async (ask) => drawn(await access.drawUpRegister(ask.act, ask.principal, idOf(ask)), 'sổ theo dõi truy cập')),
    act(accessPaths.drawUpRequest(':id'), drawing, prepared, async (ask) => drawn(await access.drawUpRequest(ask.act, ask.principal, idOf(ask)), 'phiếu đề nghị cấp quyền truy cập')),
    act(accessPaths.drawUpSession(':id'), drawing, prepared, async (ask) => drawn(await access.drawUpSession(ask.act, ask.principal, idOf(ask)), 'biên bản giám sát phiên truy cập')),
  ];
}

function idOf(ask: Ask): string {
  return ask.params['id'] ?? '';
}
