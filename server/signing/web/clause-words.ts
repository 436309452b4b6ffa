import type { StateModel } from '../../platform/views/page-model.js';
import type { ClauseReviewState } from '../domain/clause-review.lifecycle.js';
import type { ClauseDuty, ClauseStanding, SourceScope } from '../domain/clauses.js';

export const reviewStates: Readonly<Record<ClauseReviewState, StateModel>> = {
  draft: { tone: 'attention', icon: 'pending', word: 'Đang rà soát' },
  submitted: { tone: 'active', icon: 'clock', word: 'Chờ thủ trưởng xác nhận' },
  confirmed: { tone: 'settled', icon: 'check', word: 'Đã xác nhận' },
};

export const dutyWords: Readonly<Record<ClauseDuty, string>> = {
  mandatory: 'Bắt buộc',
  optional: 'Nên có',
  'not-applicable': 'Không bắt buộc với hợp đồng này',
};

export const standingStates: Readonly<Record<ClauseStanding | 'open', StateModel>> = {
  located: { tone: 'settled', icon: 'check', word: 'Đã xác định' },
  missing: { tone: 'stop', icon: 'warning', word: 'Còn thiếu' },
  'not-applicable': { tone: 'neutral', icon: 'dash', word: 'Không áp dụng' },
  open: { tone: 'attention', icon: 'pending', word: 'Chưa rà soát' },
};

/** The scope of source code as the form offers it. */
export const sourceScopeWords: Readonly<Record<SourceScope, string>> = {
  'none-made': 'Hợp đồng không phát sinh mã nguồn làm riêng',
  'made-for-agency': 'Mã nguồn, cấu hình, phần tích hợp làm riêng cho cơ quan',
  'product-too': 'Cả mã nguồn sản phẩm của bên cung cấp, theo giấy phép',
  escrow: 'Phần làm riêng; mã nguồn sản phẩm ký gửi tại bên thứ ba',
  'out-of-scope': 'Mã nguồn sản phẩm không thuộc phạm vi, có lý do và phép thử khai thác độc lập',
};
