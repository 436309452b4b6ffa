import type { NextStepModel } from '../../platform/views/pattern-models.js';
import type { ClosingDetail } from '../application/read-models.js';
import type { ClosingAction, ObstacleCode } from '../domain/closing.js';
import type { ClosingReader } from './closing-reader.js';
import { obstacleHref, obstacleText } from './obstacle-texts.js';
import { handoverPaths } from './paths.js';

const HEAD = 'Thủ trưởng đơn vị';
const IT = 'Cán bộ chuyên trách CNTT/ANM';
const OFFICER = 'Cán bộ đầu mối hợp đồng';

interface Turn {
  readonly codes: readonly ObstacleCode[];
  readonly who: string;
  readonly action: ClosingAction;
  readonly hrefText: string;
}

/** In which order obstacles are taken, and whose turn each is. */
const turns: readonly Turn[] = [
  { codes: ['absence-waiting'], who: HEAD, action: 'decide-absence', hrefText: 'Xem đề nghị' },
  { codes: ['item-failed', 'item-missing'], who: OFFICER, action: 'receive', hrefText: 'Mở hạng mục' },
  { codes: ['item-unproven'], who: `${IT} hoặc người khác với người nhận bàn giao`, action: 'test', hrefText: 'Mở hạng mục' },
  { codes: ['emergency-unreviewed', 'case-open', 'system-suspended'], who: HEAD, action: 'close', hrefText: 'Mở' },
  { codes: ['run-not-begun', 'run-failed'], who: IT, action: 'begin-run', hrefText: 'Bắt đầu chạy thử' },
  { codes: ['run-not-finished'], who: IT, action: 'finish-run', hrefText: 'Kết luận chạy thử' },
  { codes: ['live-access', 'account-open', 'account-unsettled'], who: IT, action: 'settle-account', hrefText: 'Mở tài khoản' },
  { codes: ['survey-missing', 'account-alive', 'account-unclear'], who: IT, action: 'survey', hrefText: 'Rà soát tài khoản' },
  { codes: ['copies-unsettled'], who: OFFICER, action: 'record-copies', hrefText: 'Ghi nhận xóa, hủy' },
];

/** What comes next about a closing: the first obstacle in the order of handing over, and who settles it. */
export function nextStepOfClosing(of: ClosingDetail, reader: ClosingReader): NextStepModel {
  if (of.close !== null) return { text: 'Hợp đồng đã kết thúc; không còn việc phải làm.' };
  for (const { codes, who, action, hrefText } of turns) {
    const obstacle = of.obstacles.find(({ code }) => codes.includes(code));
    if (obstacle === undefined) continue;
    const mine = reader.mayDo(action);
    const href = obstacleHref(obstacle, of.id, reader);
    return { text: `${obstacleText(obstacle)}.`, who: `${who}, ${of.agencyName}`, mine, ...(mine && href !== undefined ? { href, hrefText } : {}) };
  }
  const mine = reader.mayDo('close');
  return { text: 'Không còn vướng mắc; kết thúc hợp đồng.', who: `${HEAD}, ${of.agencyName}`, mine, ...(mine ? { href: handoverPaths.close(of.id), hrefText: 'Kết thúc hợp đồng' } : {}) };
}
